package main

import (
	"path/filepath"

	"onecase/cmd/onecase/internal/report"
	"onecase/sample"
	"onecase/sample/caselist"
	"onecase/stats"
)

// A planResult is what plan prints as JSON.
type planResult struct {
	Rules      string                `json:"rules"`
	RulesWhy   string                `json:"rules_why,omitempty"`
	List       listResult            `json:"list"`
	AsOf       *string               `json:"as_of"`
	Confidence float64               `json:"confidence"`
	Margin     float64               `json:"margin"`
	Criterion  stats.Criterion       `json:"criterion"`
	Recognised []caselist.Recognised `json:"recognised"`
	cleaningResult
	Problems []problemResult `json:"problems"`
	Groups   []groupResult   `json:"groups"`
	Readings []readingResult `json:"readings"`
	Together togetherResult  `json:"together"`
	Warnings []stats.Warning `json:"warnings"`
}

type listResult struct {
	Name   string `json:"name"`
	Rows   int    `json:"rows"`
	SHA256 string `json:"sha256"`
}

type problemResult struct {
	File    string  `json:"file"`
	Sheet   *string `json:"sheet"`
	Row     int     `json:"row"`
	Column  string  `json:"column"`
	Value   string  `json:"value"`
	Message string  `json:"message"`

	Categories *categoriesResult `json:"categories"` // null where the problem is not of a text that is no category
}

// A categoriesResult is what a text that is not recognised could mean.
type categoriesResult struct {
	Of    string   `json:"of"`
	Names []string `json:"names"`
}

type groupResult struct {
	Group      string         `json:"group"`
	Population int            `json:"population"`
	Sample     int            `json:"sample"`
	Reserves   int            `json:"reserves"`
	Margin     *float64       `json:"margin"`
	Census     bool           `json:"census"`
	Range      string         `json:"range"`
	RangeShare *float64       `json:"range_share"`
	Match      []targetResult `json:"match"`
}

type targetResult struct {
	Variable        string   `json:"variable"`
	Category        string   `json:"category"`
	Population      int      `json:"population"`
	Target          float64  `json:"target"`
	Fewest          int      `json:"fewest"`
	Most            int      `json:"most"`
	SubsampleMargin *float64 `json:"subsample_margin"`
	Needed          int      `json:"needed"`
	SampleNeeded    int      `json:"sample_needed"`
	// Effect is the variance of the category's number of cases over all draws,
	// of that in simple random samples.
	Effect *float64 `json:"design_effect"`
}

type readingResult struct {
	Reading string               `json:"reading"`
	Groups  []readingGroupResult `json:"groups"`
	Sample  int                  `json:"sample"`
	Margin  *float64             `json:"margin"`
}

type readingGroupResult struct {
	Group  string   `json:"group"`
	Sample int      `json:"sample"`
	Margin *float64 `json:"margin"`
}

type togetherResult struct {
	Population int      `json:"population"`
	Sample     int      `json:"sample"`
	Margin     *float64 `json:"margin"`
}

func planResultOf(list *caseList, plan *sample.Plan) planResult {
	r := planResult{
		Rules: list.rulesID, RulesWhy: list.why,
		List:       listResult{filepath.Base(list.sheet.File), list.Rows, list.sheet.SHA256},
		Confidence: plan.Design.Confidence, Margin: plan.Design.Margin, Criterion: plan.Design.Criterion,
		Recognised: notNull(list.Recognised), cleaningResult: cleaningResultOf(list),
		Problems: []problemResult{}, Groups: []groupResult{}, Readings: []readingResult{},
		Together: togetherResult{plan.Population, plan.Sample, report.Number(plan.Margin)},
		Warnings: append(worded(list.Warnings), plan.Warnings...),
	}
	if !list.AsOf.IsZero() {
		day := list.AsOf.Format("2006-01-02")
		r.AsOf = &day
	}
	for _, p := range list.Problems {
		problem := problemResult{File: p.File, Row: p.Row, Column: p.Column, Value: p.Value, Message: p.Message}
		if p.Sheet != "" {
			problem.Sheet = &p.Sheet
		}
		if p.Known != nil {
			problem.Categories = &categoriesResult{p.Known.Of, p.Known.Names}
		}
		r.Problems = append(r.Problems, problem)
	}
	for _, g := range plan.Groups {
		out := groupResult{Group: g.Group, Population: g.Population, Sample: g.Sample, Reserves: g.Reserves, Margin: report.Number(g.Margin), Census: g.Census, Range: string(g.Range), Match: []targetResult{}}
		if g.Range == sample.Likely {
			share := sample.LikelyShare
			out.RangeShare = &share
		}
		for _, t := range g.Match {
			out.Match = append(out.Match, targetResult{t.Variable, t.Category, t.Population, t.Share, t.Fewest, t.Most, report.Number(t.Margin), t.Needed, t.SampleNeeded, report.Number(t.Effect)})
		}
		r.Groups = append(r.Groups, out)
	}
	for _, reading := range plan.Readings {
		out := readingResult{Reading: reading.Name, Sample: reading.Total, Margin: report.Number(reading.Margin)}
		for i, g := range plan.Groups {
			out.Groups = append(out.Groups, readingGroupResult{g.Group, reading.Samples[i], report.Number(reading.Margins[i])})
		}
		r.Readings = append(r.Readings, out)
	}
	return r
}
