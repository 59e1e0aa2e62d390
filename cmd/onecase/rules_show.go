package main

import (
	"cmp"
	"fmt"

	"onecase/cmd/onecase/internal/report"
	"onecase/cmd/onecase/internal/show"
	"onecase/discretion/rules"
	"onecase/stats"
	"onecase/stats/phrase"
)

// A rulesShown is what rules show prints as JSON.
type rulesShown struct {
	rules.About
	Values    []rulesValue      `json:"values"` // each value of the rules
	Questions []rules.Question  `json:"questions"`
	Ratings   []rules.Rating    `json:"ratings"` // worst first
	Bands     []rules.Band      `json:"bands"`
	Scoring   []rules.ScoreBand `json:"scoring_bands"`
	Sources   []rules.Source    `json:"sources"`
	Warnings  stats.Warnings    `json:"warnings"`
}

type rulesValue struct {
	Value  string       `json:"value"`
	Text   string       `json:"text"`
	Status rules.Status `json:"status" null:"zero"` // `read`, `inferred`, `own` or `unverified`
	Source int          `json:"source" null:"zero"` // its place in `sources[]`, from 1
}

func (c *call) rulesShow(set *rules.Set) error {
	result := newRulesShown(set)
	return c.show(result, func() report.Document { return rulesDocument(result, c.explain) })
}

func newRulesShown(r *rules.Set) rulesShown {
	out := rulesShown{About: r.About, Questions: r.Questions(), Ratings: r.Ratings, Bands: r.Bands, Sources: r.Sources}
	if r.Scoring != nil {
		out.Scoring = r.Scoring.Bands
	}
	if findings := r.Check(); len(findings) > 0 {
		out.Warnings.Add("contradiction", "onecase rules check has them",
			"no rating is made by these rules, for %s against them", phrase.Count(len(findings), "finding"))
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
	return out
}

func rulesDocument(r rulesShown, explain bool) report.Document {
	d := report.Document{Title: show.Join(": ", r.ID, r.Name), Warnings: r.Warnings}
	if about := show.Join(". ", show.Join(", ", r.Inspectorate, r.Years), r.Note); about != "" {
		d.Add(report.Paragraph(about))
	}
	values := report.Table{Columns: report.Columns("Value", "Says", "Status", ">Source")}
	for _, v := range r.Values {
		values.Add(v.Value, v.Text, cmp.Or(string(v.Status), "no source"), show.KnownOr(v.Source, ""))
	}
	d.Add(report.Heading("Values"), values)
	questions := report.Table{Columns: report.Columns("Question", "Asks"), Notes: []string{"The wording is ours."}}
	for _, q := range r.Questions {
		questions.Add(q.ID, q.Text)
	}
	d.Section("Key questions", questions)
	var sources report.List
	for i, s := range r.Sources {
		sources = append(sources, fmt.Sprintf("%d (%s): %s", i+1, s.Status, s.Text))
	}
	d.Section("Sources", sources)
	if explain {
		d.Add(report.Paragraph("read: stands in the source. inferred: worked out from what stands in the source. own: decided by those who rate by these rules. unverified: assumed, for want of a source."))
	}
	return d
}
