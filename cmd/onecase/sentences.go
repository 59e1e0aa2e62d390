package main

import (
	"fmt"
	"strings"

	"onecase/cmd/onecase/internal/report"
	"onecase/discretion/rules"
	"onecase/stats"
)

// sentences are what a document says in words, one after the other.
type sentences []string

// say adds a sentence, formatted as fmt.Sprintf does.
func (s *sentences) say(format string, args ...any) { *s = append(*s, fmt.Sprintf(format, args...)) }

// sayIf adds a sentence if it is so.
func (s *sentences) sayIf(so bool, format string, args ...any) {
	if so {
		s.say(format, args...)
	}
}

// paragraph is the sentences as running text.
func (s sentences) paragraph() report.Paragraph { return report.Paragraph(strings.Join(s, " ")) }

// inShort opens a page with what was found, in sentences. Other formats begin
// with their tables.
func inShort(format string, findings sentences) []report.Block {
	if format != "html" || len(findings) == 0 {
		return nil
	}
	return []report.Block{report.Findings(findings)}
}

// An account words a result about inspections.
type account interface {
	title() string
	findings() sentences // what a reader would look for first
	working() report.Derivation
	rules() *rules.Set // whose words name standards and questions
}

// accountDocument frames every document about inspections: the title, the findings in
// short, the body and, with --explain, the working.
func accountDocument(a account, format string, explain bool, warnings []stats.Warning, body func(*report.Document)) report.Document {
	d := report.Document{Title: a.title(), Warnings: inWordsOf(a.rules(), warnings)}
	d.Add(inShort(format, a.findings())...)
	body(&d)
	if explain {
		d.Add(report.Heading("Working"), a.working())
	}
	return d
}
