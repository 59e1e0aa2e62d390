package main

import (
	"math"
	"path/filepath"
	"slices"

	"onecase/cmd/onecase/internal/show"
	"onecase/sample"
	"onecase/sample/caselist"
	"onecase/sample/sheet"
	"onecase/stats"
)

// A planResult is what plan prints as JSON.
type planResult struct {
	Rules      string                `json:"rules"`               // the rule set's id, or `none`
	RulesWhy   string                `json:"rules_why,omitempty"` // only where no rules were named: why these
	List       listResult            `json:"list"`                // the file
	AsOf       string                `json:"as_of" null:"zero"`   // the day of the inspection
	Confidence float64               `json:"confidence"`          // asked for
	Margin     float64               `json:"margin"`              // asked for
	Criterion  stats.Criterion       `json:"criterion"`           // as in `size`
	Recognised []caselist.Recognised `json:"recognised"`          // the columns in use
	Unused     []string              `json:"unused"`              // headers of the columns that nothing was taken from
	cleaningResult
	Problems sheet.Problems  `json:"problems"` // with `--skip-problems`: what could not be read
	Groups   []groupResult   `json:"groups"`   // in the order of the rules
	Readings []readingResult `json:"readings"` // what the target may have meant
	Together togetherResult  `json:"together"` // all groups
	Warnings []stats.Warning `json:"warnings"`
}

type listResult struct {
	Name   string `json:"name"` // without its folder
	Rows   int    `json:"rows"`
	SHA256 string `json:"sha256"` // of its bytes
}

type groupResult struct {
	Group      string  `json:"group"`
	Population int     `json:"population"`
	Sample     int     `json:"sample"`
	Reserves   int     `json:"reserves"`
	Margin     float64 `json:"margin" null:"nan"` // null where there is no case
	Census     bool    `json:"census"`            // every case is taken
	// the least chance, whatever the true share, that the estimate is within the margin asked for; null where the
	// size is not that of the margin.
	AchievedProbability float64 `json:"achieved_probability" null:"nan"`
	// what `fewest` and `most` hold for: `every-draw`; `aimed`, a single walk is to
	// keep them; `likely`, draws in a share of `range_share` or more.
	Range      sample.RangeKind `json:"range"`
	RangeShare float64          `json:"range_share" null:"zero"`
	effectResult
	Lighter *lighterResult  `json:"lighter"` // above 1.3: the variable without which the largest effect is least; null where none brings less
	Match   []sample.Target `json:"match"`   // each category of each variable
}

type readingResult struct {
	Reading string               `json:"reading"`
	Groups  []readingGroupResult `json:"groups"`
	Sample  int                  `json:"sample"`
	Margin  float64              `json:"margin" null:"nan"`
}

type readingGroupResult struct {
	Group  string  `json:"group"`
	Sample int     `json:"sample"`
	Margin float64 `json:"margin" null:"nan"`
}

type togetherResult struct {
	Population int     `json:"population"`
	Sample     int     `json:"sample"`
	Margin     float64 `json:"margin" null:"nan"`
}

func planResultOf(list *show.List, plan *sample.Plan, effects []show.GroupEffect) planResult {
	r := planResult{
		Rules: list.RulesID, RulesWhy: list.Why,
		List:       listResult{filepath.Base(list.Sheet.File), list.Rows, list.Sheet.SHA256},
		Confidence: plan.Design.Confidence, Margin: plan.Design.Margin, Criterion: plan.Design.Criterion,
		Recognised: list.Recognised, Unused: list.Unused, cleaningResult: cleaningResultOf(list), Problems: wordedProblems(list.Problems),
		Together: togetherResult{plan.Population, plan.Sample, plan.Margin}, Warnings: worded(slices.Concat(list.Warnings, plan.Warnings)),
		Groups: groupResultsOf(plan, effects),
	}
	if !list.AsOf.IsZero() {
		r.AsOf = list.AsOf.Format("2006-01-02")
	}
	for _, reading := range plan.Readings {
		out := readingResult{Reading: reading.Name, Sample: reading.Total, Margin: reading.Margin}
		for i, g := range plan.Groups {
			out.Groups = append(out.Groups, readingGroupResult{g.Group, reading.Samples[i], reading.Margins[i]})
		}
		r.Readings = append(r.Readings, out)
	}
	return r
}

// groupResultsOf tells of each group of a plan.
func groupResultsOf(plan *sample.Plan, effects []show.GroupEffect) (groups []groupResult) {
	for i, g := range plan.Groups {
		out := groupResult{g.Group, g.Population, g.Sample, g.Reserves, g.Margin, g.Census, keptPromise(g), g.Range, 0,
			effectResult(effects[i].Effect), (*lighterResult)(effects[i].Lighter), g.Match}
		if g.Range == sample.Likely {
			out.RangeShare = sample.LikelyShare
		}
		groups = append(groups, out)
	}
	return groups
}

// keptPromise is the chance that comes with the size for the margin; NaN where the sample has another.
func keptPromise(g sample.GroupPlan) float64 {
	if g.Population == 0 || g.Sample != g.Size.Sample {
		return math.NaN()
	}
	return g.Size.AchievedProbability
}
