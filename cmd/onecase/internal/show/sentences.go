package show

import (
	"fmt"
	"strings"
	"time"

	"onecase/cmd/onecase/internal/report"
	"onecase/discretion"
	"onecase/discretion/rules"
	"onecase/stats"
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

// casesRead are the cases read of each group, in words.
func casesRead(ins *discretion.Inspection) (read []string) {
	for _, g := range ins.Rules.Groups {
		size := ins.Groups[g.ID]
		switch n := ins.CasesRead(g.ID); {
		case n == 0:
		case size.Population > 0:
			read = append(read, fmt.Sprintf("%d of %d eligible%s", n, size.Population, InGroup(ins.Rules, g.ID)))
		default:
			read = append(read, fmt.Sprintf("%d%s", n, InGroup(ins.Rules, g.ID)))
		}
	}
	return read
}

// factsWith are these lines with the cases read in words, for each group.
func factsWith(ins *discretion.Inspection, read []string, confidence float64) []report.Fact {
	var d report.Document
	d.Fact("Service", ins.Service)
	d.Fact("Inspection on", Day(ins.Date))
	d.Fact("Rules", RulesTitle(ins.Rules))
	d.Fact("Cases read", And(read))
	if confidence > 0 {
		d.Fact("Confidence", Percent(confidence))
	}
	if r := ins.Record; r != nil {
		d.Fact("Seed of the draw", r.Seed)
	}
	return d.Facts
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
