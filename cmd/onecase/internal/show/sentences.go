package show

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"onecase/cmd/onecase/internal/report"
	"onecase/discretion"
	"onecase/discretion/rules"
	"onecase/sample"
	"onecase/sample/caselist"
	"onecase/stats"
	"onecase/stats/phrase"
)

// Sentences are what a document says in words, one after the other.
type Sentences []string

// Say adds a sentence, formatted as fmt.Sprintf does.
func (s *Sentences) Say(format string, args ...any) { *s = append(*s, fmt.Sprintf(format, args...)) }

// sayIf adds a sentence if it is so.
func (s *Sentences) sayIf(so bool, format string, args ...any) {
	if so {
		s.Say(format, args...)
	}
}

// paragraph is the sentences as running text.
func (s Sentences) paragraph() report.Paragraph { return report.Paragraph(strings.Join(s, " ")) }

// InShort opens a page with what was found, in sentences. Other formats begin
// with their tables.
func InShort(format string, findings Sentences) []report.Block {
	if format != "html" || len(findings) == 0 {
		return nil
	}
	return []report.Block{report.Findings(findings)}
}

// An account words a result about inspections.
type account interface {
	title() string
	facts() []report.Fact // below the title
	findings() Sentences  // what a reader would look for first
	working() report.Derivation
	rules() *rules.Set // whose words name standards and questions
}

// inspectionFacts are the lines below the title of a report about an inspection.
func inspectionFacts(ins *discretion.Inspection, confidence float64) []report.Fact {
	return factsWith(ins, casesRead(ins), confidence)
}

// casesRead are the cases read of each group, in words; beside them, but where small numbers are
// withheld, those that count as not met by the record.
func casesRead(ins *discretion.Inspection) (read []string) {
	for _, g := range ins.Rules.Groups {
		n, failed := ins.CasesRead(g.ID), 0
		if n == 0 {
			continue
		}
		if ins.Withheld == nil {
			failed = ins.Results.Grid.Held(g.ID)
		}
		of := fmt.Sprint(n - failed)
		if size := ins.Groups[g.ID]; size.Population > 0 {
			of += fmt.Sprintf(" of %d eligible", size.Population)
		}
		read = append(read, of+InGroup(ins.Rules, g.ID)+notMet(failed))
	}
	return read
}

// notMet says in parentheses how many more cases count as not met by the record; "" for none.
func notMet(failed int) string {
	return phrase.Either(failed > 0, fmt.Sprintf(" (%d more %s as not met)", failed, phrase.Plural(failed, "counts", "count")), "")
}

// hasResults tells whether any question has a result: where none has, every rating was given directly.
func hasResults(ins *discretion.Inspection) bool {
	return slices.ContainsFunc(ins.Results.Questions, discretion.Result.HasBand)
}

// factsWith are these lines with the cases read in words, for each group.
func factsWith(ins *discretion.Inspection, read []string, confidence float64) []report.Fact {
	var d report.Document
	date := Day(ins.Date)
	if ins.Record != nil {
		date = cmp.Or(date, InspectedOn(ins.Record))
	}
	d.Fact("Service", ins.Service)
	d.Fact("Inspection on", date)
	d.Fact("Rules", RulesTitle(ins.Rules))
	d.Fact("Cases read", And(read))
	if confidence > 0 && hasResults(ins) {
		d.Fact("Confidence", Percent(confidence))
	}
	if r := ins.Record; r != nil {
		d.Fact("Seed of the draw", r.Seed)
	}
	return d.Facts
}

// InspectedOn is the inspection's date as the list of a record was read, "" where none was given.
func InspectedOn(r *sample.Record) string {
	for _, o := range r.List.Reading {
		if day, err := caselist.ParseDate(o.Value); o.Name == "as-of" && err == nil {
			return day.Format("2 January 2006")
		}
	}
	return ""
}

// Day is a day as people write it; a text that is none stands as it is.
func Day(text string) string {
	if day, err := time.Parse(time.DateOnly, text); err == nil {
		return day.Format("2 January 2006")
	}
	return text
}

// When is a time of a record as people write it, to the minute; a text that is none stands as it is.
func When(text string) string {
	if at, err := time.Parse(time.RFC3339, text); err == nil {
		return at.UTC().Format("2 January 2006, 15:04 UTC")
	}
	return text
}

// accountDocument frames every document about inspections: the title, the findings in
// short, the body and, with --explain, the working.
func accountDocument(a account, format string, explain bool, warnings []stats.Warning, body func(*report.Document)) report.Document {
	d := report.Document{Title: a.title(), Facts: a.facts(), Warnings: Warnings(a.rules(), warnings)}
	d.Add(InShort(format, a.findings())...)
	body(&d)
	if explain {
		d.Add(report.Heading("Working"), a.working())
	}
	return d
}
