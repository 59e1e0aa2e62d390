package main

import (
	"slices"
	"strconv"
	"strings"

	"onecase/cmd/onecase/internal/report"
	"onecase/sample/sheet"
	"onecase/stats"
	"onecase/stats/phrase"
)

// allMethods is the word with which --method asks for every method.
const allMethods = "all"

// methods declares --method of the verbs about limits.
func (f *flagSet) methods(to *string) {
	f.text(to, "method", "`NAMES` with commas between, of "+methodNames()+"; or all")
}

func methodNames() string {
	return strings.Join(each(stats.Methods(), func(m stats.Method) string { return string(m) }), ", ")
}

// methods returns the methods that a text names. Where all are asked for, those that the
// sample or the population rules out are left out with a warning.
func (c *call) methods(text string, of, population int) ([]stats.Method, []stats.Warning, error) {
	warnings := []stats.Warning{}
	if text == allMethods {
		var methods []stats.Method
		for _, m := range stats.Methods() {
			if err := m.Check(of, population); err != nil {
				warnings = append(warnings, stats.Warning{Code: "method-left-out", Message: strings.TrimPrefix(err.Error(), "stats: ")})
				continue
			}
			methods = append(methods, m)
		}
		return methods, warnings, nil
	}
	var methods []stats.Method
	for name := range strings.SplitSeq(text, ",") {
		name = strings.TrimSpace(name)
		m, err := stats.ParseMethod(name)
		if err != nil {
			return nil, nil, c.wrong("method", "", "%v, or all%s", err, sheet.DidYouMean(name, strings.Split(methodNames(), ", ")))
		}
		if m.NeedsPopulation() && population == stats.Infinite {
			return nil, nil, c.misuse("%s limits need --population", m)
		}
		if !slices.Contains(methods, m) {
			methods = append(methods, m)
		}
	}
	return methods, warnings, nil
}

// checkPopulation refuses a sample larger than its population.
func (c *call) checkPopulation(sample, population int) error {
	if population != stats.Infinite && sample > population {
		return c.wrong("population", strconv.Itoa(population), "it is fewer than the %s read", phrase.Count(sample, "case"))
	}
	return nil
}

// withInputs puts the inputs before every row of a document's table: CSV has no title
// for them.
func (c *call) withInputs(d report.Document, names []string, values ...string) report.Document {
	if c.format == "csv" {
		t := d.Blocks[0].(report.Table)
		t.Columns = append(report.Columns(names...), t.Columns...)
		for i, row := range t.Rows {
			t.Rows[i] = append(slices.Clone(values), row...)
		}
		d.Blocks[0] = t
	}
	return d
}
