package main

import (
	"fmt"

	"onecase/cmd/onecase/internal/report"
	"onecase/discretion/rules"
	"onecase/stats"
	"onecase/stats/phrase"
)

// A rulesShown is what rules show prints as JSON.
type rulesShown struct {
	rulesListed
	Values    []rulesValue     `json:"values"` // each value of the rules
	Questions []rulesQuestion  `json:"questions"`
	Ratings   []rulesRating    `json:"ratings"` // worst first
	Bands     []rulesBand      `json:"bands"`
	Scoring   []rulesScoreBand `json:"scoring_bands"`
	Sources   []rulesSource    `json:"sources"`
	Warnings  []stats.Warning  `json:"warnings"`
}

type rulesValue struct {
	Value  string       `json:"value"`
	Text   string       `json:"text"`
	Status rules.Status `json:"status" null:"zero"` // `read`, `inferred` or `unverified`
	Source int          `json:"source" null:"zero"` // its place in `sources[]`, from 1
}

type rulesQuestion struct {
	ID       string `json:"id"`
	Standard string `json:"standard"`
	Group    string `json:"group"`
	Text     string `json:"text"`
}

type rulesRating struct {
	ID    string `json:"id"`
	Name  string `json:"name"`
	Score int    `json:"score"` // what it adds to the overall score
}

type rulesBand struct {
	Rating string  `json:"rating"`
	Label  string  `json:"label"`
	From   float64 `json:"from"` // percent, or no answers where the rules count those
	To     float64 `json:"to"`   // percent, or no answers where the rules count those
}

type rulesScoreBand struct {
	Rating string `json:"rating"`
	From   int    `json:"from"`
	To     int    `json:"to"`
}

type rulesSource struct {
	Of     []string     `json:"of"` // the values it is for
	Status rules.Status `json:"status"`
	Text   string       `json:"text"`
}

func (c *call) rulesShow(set *rules.Set) error {
	result := newRulesShown(set)
	return c.show(result, func() report.Document { return rulesDocument(result, c.explain) })
}

func newRulesShown(r *rules.Set) rulesShown {
	out := rulesShown{rulesListed: rulesListed{r.ID, r.Name, r.Inspectorate, r.Years, r.Note}}
	if findings := r.Check(); len(findings) > 0 {
		out.Warnings = append(out.Warnings, stats.Warning{Code: "contradiction", Fix: "onecase rules check has them",
			Message: "no rating is made by these rules, for " + phrase.Count(len(findings), "finding") + " against them"})
	}
	for _, v := range r.Values() {
		value := rulesValue{Value: v.Name, Text: v.Text}
		if s, ok := r.SourceOf(v.Name); ok {
			value.Status = s.Status
			for i := range r.Sources {
				if r.Sources[i].Text == s.Text && r.Sources[i].Status == s.Status {
					value.Source = i + 1
				}
			}
		}
		out.Values = append(out.Values, value)
	}
	for _, q := range r.Questions() {
		out.Questions = append(out.Questions, rulesQuestion{q.ID, q.Standard, q.Group, q.Text})
	}
	for _, rating := range r.Ratings {
		out.Ratings = append(out.Ratings, rulesRating(rating))
	}
	for _, b := range r.Bands {
		out.Bands = append(out.Bands, rulesBand(b))
	}
	if r.Scoring != nil {
		for _, b := range r.Scoring.Bands {
			out.Scoring = append(out.Scoring, rulesScoreBand(b))
		}
	}
	for _, s := range r.Sources {
		out.Sources = append(out.Sources, rulesSource(s))
	}
	return out
}

func rulesDocument(r rulesShown, explain bool) report.Document {
	d := report.Document{Title: joinNonEmpty(": ", r.ID, r.Name), Warnings: r.Warnings}
	if about := joinNonEmpty(". ", joinNonEmpty(", ", r.Inspectorate, r.Years), r.Note); about != "" {
		d.Add(report.Paragraph(about))
	}
	values := report.Table{Columns: report.Columns("Value", "Says", "Status", ">Source")}
	for _, v := range r.Values {
		status := "no source"
		if v.Status != "" {
			status = string(v.Status)
		}
		values.Rows = append(values.Rows, []string{v.Value, v.Text, status, knownOr(v.Source, "")})
	}
	d.Add(report.Heading("Values"), values)
	if len(r.Questions) > 0 {
		questions := report.Table{Columns: report.Columns("Question", "Asks"), Notes: []string{"The wording is ours."}}
		for _, q := range r.Questions {
			questions.Rows = append(questions.Rows, []string{q.ID, q.Text})
		}
		d.Add(report.Heading("Key questions"), questions)
	}
	var sources report.List
	for i, s := range r.Sources {
		sources = append(sources, fmt.Sprintf("%d (%s): %s", i+1, s.Status, s.Text))
	}
	if len(sources) > 0 {
		d.Add(report.Heading("Sources"), sources)
	}
	if explain {
		d.Add(report.Paragraph("read: stands in the source. inferred: worked out from what stands in the source. unverified: assumed, for want of a source."))
	}
	return d
}
