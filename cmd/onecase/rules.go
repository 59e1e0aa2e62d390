package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"onecase/cmd/onecase/internal/report"
	"onecase/discretion/rules"
	"onecase/discretion/tomlfile"
	"onecase/sample/caselist"
	"onecase/sample/sheet"
	"onecase/stats"
	"onecase/stats/phrase"
)

func runRules(c *call) error {
	words := c.args
	if len(words) == 0 {
		return c.misuse("rules needs list, show or check")
	}
	switch words[0] {
	case "list":
		if len(words) > 1 {
			return c.misuse("rules list does not take %q", words[1])
		}
		return c.rulesList()
	case "show", "check":
		if len(words) < 2 {
			return c.misuse("rules %s needs a rule set, an ID or a TOML file; the IDs are %s", words[0], strings.Join(rules.IDs(), ", "))
		}
		if len(words) > 2 {
			return c.misuse("rules %s does not take %q", words[0], words[2])
		}
		set, err := rules.LoadUnchecked(words[1])
		var syntax *tomlfile.SyntaxError
		if words[0] == "check" && errors.As(err, &syntax) {
			return c.rulesCheck(words[1], &rules.Set{}, rules.Findings{{
				Where: fmt.Sprintf("row %d, column %d", syntax.Row, syntax.Column), Message: "the file is not TOML from here on: " + syntax.Message}})
		}
		if err != nil {
			return err
		}
		if words[0] == "show" {
			return c.rulesShow(set)
		}
		return c.rulesCheck(words[1], set, set.Check())
	}
	return c.misuse("rules has no %q: list, show or check%s", words[0], sheet.DidYouMean(words[0], []string{"list", "show", "check"}))
}

// A rulesListResult is what rules list prints as JSON.
type rulesListResult struct {
	RuleSets []rulesListed   `json:"rule_sets"`
	Warnings []stats.Warning `json:"warnings"`
}

type rulesListed struct {
	ID           string `json:"id"`
	Name         string `json:"name"`
	Inspectorate string `json:"inspectorate"`
	Years        string `json:"years"`
	Note         string `json:"note"`
}

func (c *call) rulesList() error {
	var result rulesListResult
	for _, id := range rules.IDs() {
		r, err := rules.Load(id)
		if err != nil {
			return err
		}
		result.RuleSets = append(result.RuleSets, rulesListed{r.ID, r.Name, r.Inspectorate, r.Years, r.Note})
	}
	return c.show(result, func() report.Document {
		t := report.Table{Columns: report.Columns("ID", "Rules", "Of", "Note")}
		for _, r := range result.RuleSets {
			t.Rows = append(t.Rows, []string{r.ID, r.Name, r.Inspectorate, r.Note})
		}
		return report.Document{Title: "Rule sets", Blocks: []report.Block{t}}
	})
}

// A rulesCheckResult is what rules check prints as JSON.
type rulesCheckResult struct {
	Rules    string          `json:"rules"` // what was checked
	Valid    bool            `json:"valid"` // exit code 1 where not
	Findings []rules.Finding `json:"findings"`
	Warnings []stats.Warning `json:"warnings"`
}

func (c *call) rulesCheck(name string, set *rules.Set, findings rules.Findings) error {
	result := rulesCheckResult{name, len(findings) == 0, findings, nil}
	if bare := set.Unsourced(); len(bare) > 0 {
		const shown = 6
		which := strings.Join(bare[:min(shown, len(bare))], ", ")
		if len(bare) > shown {
			which += fmt.Sprintf(" and %d other values", len(bare)-shown)
		}
		result.Warnings = append(result.Warnings, stats.Warning{
			Code:    "no-source",
			Message: "no source is given for " + which,
			Fix:     "add [[sources]] with of, status and text",
		})
	}
	result.Warnings = append(result.Warnings, disposalWarnings(set)...)
	err := c.show(result, func() report.Document {
		d := report.Document{Title: name + " agrees with itself", Warnings: result.Warnings}
		t := report.Table{Columns: report.Columns("Where", "What")}
		for _, f := range result.Findings {
			t.Rows = append(t.Rows, []string{f.Where, f.Message})
		}
		if !result.Valid {
			d.Title = fmt.Sprintf("%s contradicts itself: %s", name, phrase.Count(len(result.Findings), "finding"))
		}
		if !result.Valid || c.format == "csv" {
			d.Add(t)
		}
		if c.explain {
			d.Add(report.Paragraph("Held against itself: keys and kinds of values; ids that occur twice; groups, windows and shares; a precision with its reading, or a size; matching variables and reserves; a scale that rises; bands that meet, from the first figure to the last, with a figure in each and a band for each rating; standards with questions in a group; the stated number of standards and maximum against those listed; overall bands from the lowest score to the maximum; criteria that can fire and do not always; sources of values that are there."))
		}
		return d
	})
	if err == nil && !result.Valid {
		return errSaidNo
	}
	return err
}

// disposalWarnings warns of disposals of a rule set that are nearly one that lists
// are read as. Another one may be meant as it stands.
func disposalWarnings(set *rules.Set) []stats.Warning {
	known := caselist.Disposals()
	var warnings []stats.Warning
	for _, g := range set.Groups {
		for _, d := range g.Disposals {
			if near := sheet.Nearest(strings.ToLower(d), known); near != "" && !slices.Contains(known, d) {
				warnings = append(warnings, stats.Warning{Code: "unknown-disposal",
					Message: fmt.Sprintf("groups.%s: %q is not a disposal that lists are read as; did you mean %q?", g.ID, d, near),
					Fix:     stats.Remedy("these are " + strings.Join(known, ", ") + "; another one is found in lists only where it is written so")})
			}
		}
	}
	return warnings
}
