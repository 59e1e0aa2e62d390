package main

import (
	"cmp"
	"strings"

	"onecase/cmd/onecase/internal/show"
	"onecase/cmd/onecase/internal/workbook"
	"onecase/sample"
	"onecase/sample/caselist"
	"onecase/stats/phrase"
)

// usualMarking is the protective marking of what is printed about cases, unless another is given.
const usualMarking = "Confidential"

// noMarking is the word for none.
const noMarking = "none"

// markingOf is the protective marking of what is printed about the cases of a record, "" for none.
func markingOf(r *sample.Record) string {
	if r.List.Marking == noMarking {
		return ""
	}
	return cmp.Or(r.List.Marking, usualMarking)
}

// onPaper says what stands at the head of every printed page of some sheets: the service, the
// marking and the inspection's date.
func onPaper(r *sample.Record, sheets []workbook.Sheet) []workbook.Sheet {
	paper := workbook.Paper{Service: r.List.Service, Marking: markingOf(r)}
	if asOf := show.InspectedOn(r); asOf != "" {
		paper.Date = "inspection on " + asOf
	}
	for i := range sheets {
		sheets[i].Paper = paper
	}
	return sheets
}

// provenanceSheet says where the sample came from. It holds no time, so that the
// same draw gives the same file.
func provenanceSheet(d *drawn) workbook.Sheet {
	r := d.Record
	s := workbook.Sheet{Name: "Provenance", Header: []string{"what", "how it was"}}
	add := func(what, value string) {
		if value != "" {
			s.Rows = append(s.Rows, []any{what, value})
		}
	}
	add("service", r.List.Service)
	add("inspection on", show.InspectedOn(r))
	add("list", r.List.Name+", "+phrase.Count(r.List.Rows, "row"))
	add("eligible cases", phrase.Count(r.Frame.Cases, "case"))
	add("rules", cmp.Or(show.RulesTitle(d.Rules()), r.Rules))
	add("matched on", show.And(each(r.Frame.Variables, caselist.VariableTitle)))
	for _, o := range r.List.Reading {
		if what, value := readingInWords(o); what != "" {
			add(what, value)
		}
	}
	add("columns kept from the list", show.And(r.List.Keep))
	add("sizes", show.Percent(r.Design.Confidence)+" confidence, "+show.SizeText(show.DesignNow(r), d.Sized()))
	add("required", show.Required(r.Design))
	if r.Commitment != "" {
		add("committed before the draw", show.Committed(r.Commitment))
	}
	add("seed", r.Seed)
	group := d.GroupNames()
	for i := range r.Groups {
		g := &r.Groups[i]
		now := show.Status(r, g.Group)
		add(group(g.Group)+": chances", show.ChanceText(g, now))
		add(group(g.Group)+": since the draw", show.Since(r, g.Group))
	}
	add("weight", "how many eligible cases a selected case stands for: 1 divided by its chance of being drawn")
	add("population", "the eligible cases of its group")
	add("reserves", "They are on the sheet Reserves, which is hidden so that it is not printed with the sample (right-click on a sheet's name to show it). "+show.WhichReserve)
	add("to check", "whoever has the list and the record can repeat the draw, and see every difference")
	add("how it was drawn", r.Program+", with the method "+r.Algorithm)
	add("fingerprint of the list's file", r.List.SHA256)
	add("fingerprint of the eligible cases", r.Frame.SHA256)
	return s
}

// readingInWords says how a list was read, by a choice of the planner's; "" for what other lines say.
func readingInWords(o sample.Option) (what, value string) {
	left, right, _ := strings.Cut(o.Value, "=")
	switch o.Name {
	case "as-of", "rules", "match":
		return "", ""
	case "column":
		return "column", right + " is the column of: " + caselist.Role(left).Title()
	case "category":
		of, text, _ := strings.Cut(left, ":")
		return "category", caselist.VariableTitle(of) + ": " +
			phrase.Either(text == "", "a blank cell", phrase.Quote(text)) + " is counted as " + caselist.CategoryTitle(of, right)
	case "bands":
		return "bands", left + " in the bands " + strings.ReplaceAll(right, ",", ", ")
	case "skip-problems":
		return "rows with problems", "left out"
	}
	return strings.ReplaceAll(o.Name, "-", " "), o.Value
}
