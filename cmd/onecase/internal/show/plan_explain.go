package show

import (
	"fmt"
	"math"
	"strings"

	"onecase/cmd/onecase/internal/report"
	"onecase/sample"
	"onecase/stats"
	"onecase/stats/phrase"
)

// groupWorking shows the margin and the reserves of a group's sample and, for one
// category, how a line of the table of categories is worked out.
func groupWorking(d sample.Design, g sample.GroupPlan) report.Derivation {
	work := marginWorking("", d, g.Sample, g.Population)
	if !g.Census {
		work.Add("reserves", "reserve × n, rounded up, at most N - n",
			"the share of reserves that the rules or the design ask for", fmt.Sprint(g.Reserves),
			"%g × %d gives %d, at most %d - %d", d.Reserve, g.Sample, g.ReserveAsked, g.Population, g.Sample)
	}
	for _, t := range g.Match {
		if g.Census || g.Range != sample.InEveryDraw || t.Fewest == 0 || float64(t.Fewest) > t.Share ||
			float64(t.Most) < t.Share || t.Most-t.Fewest > 1 {
			continue
		}
		name := categoryWords(t.Variable, t.Category)
		work.Add(name+", as the others: exact share, fewest and most", "n × N_c / N, rounded down and up",
			"the specification of the draw, sample/README.md",
			fmt.Sprintf("%.2f, so %d to %d", t.Share, t.Fewest, t.Most), "%d × %d / %d", g.Sample, t.Population, g.Population)
		work = append(work, marginWorking(name+": ", d, t.Fewest, t.Population)...)
		work.Add(name+": cases for the margin, and then in all",
			"for the margin: the size for N_c cases, as for a group; in all: those × N / N_c, rounded up",
			"so many of the group hold that many of the category, rounded down", fmt.Sprintf("%d, in all %d", t.Needed, t.SampleNeeded),
			"the size for %s is %d; %d × %d / %d", phrase.Count(t.Population, "case"), t.Needed, t.Needed, g.Population, t.Population)
		break
	}
	return work
}

// marginWorking shows the margin of n cases from N.
func marginWorking(of string, d sample.Design, n, N int) report.Derivation {
	m, err := stats.Margin(stats.MarginSpec{Sample: n, Population: N, Confidence: d.Confidence})
	if err != nil {
		return nil // there are no cases to speak of
	}
	return titled(of, m.Steps)
}

// titled shows steps that are about one thing among several.
func titled(of string, steps []stats.Step) report.Derivation {
	work := Steps(steps)
	for i := range work {
		work[i].Title = of + work[i].Title
	}
	return work
}

// togetherWorking shows the margin of all groups' cases, from those of the groups.
func togetherWorking(plan *sample.Plan) report.Step {
	return togetherStep(plan, "margin", each(plan.Groups, func(g sample.GroupPlan) float64 { return g.Margin }), plan.Margin)
}

func togetherStep(plan *sample.Plan, title string, margins []float64, together float64) report.Step {
	var parts []string
	for i, g := range plan.Groups {
		if g.Population > 0 {
			parts = append(parts, fmt.Sprintf("%.6g² × %d²", margins[i], g.Population))
		}
	}
	return report.Step{
		Title: title, Formula: "sqrt(sum of margin² × N_g² over the groups) / N",
		Substitution: fmt.Sprintf("sqrt(%s) / %d", strings.Join(parts, " + "), plan.Population),
		Result:       fmt.Sprintf("%.6g", together), Source: "Cochran 1977, chapter 5: groups are strata",
	}
}

// splitWorking shows the reading of the target that takes all groups as one and
// shares its size out: the size, each group's share of it, and what that gives.
func splitWorking(plan *sample.Plan, r sample.Reading, name func(group string) string) report.Derivation {
	var work report.Derivation
	if r.Size.Sample > 0 {
		work = titled("all groups as one: ", WorkedSteps(r.Size.Steps))
	} else {
		work.Add("all groups as one: cases", "n = the number asked for", "the design", fmt.Sprint(r.Total), "%d cases in all", plan.Design.Total)
	}
	whole, by, source := sum(r.Weights), "N", "in proportion to the eligible cases"
	if len(plan.Design.Split) > 0 {
		by, source = "W", "the split that the rules or the design give"
	}
	var shares, samples []string
	full := false
	for i, g := range plan.Groups {
		share := float64(r.Total) * r.Weights[i] / whole
		full = full || share > float64(g.Population)
		shares, samples = append(shares, fmt.Sprintf("%.6g", share)), append(samples, fmt.Sprintf("%s %d", name(g.Group), r.Samples[i]))
		work.Add(name(g.Group)+": share", fmt.Sprintf("n × %[1]s_g / %[1]s", by), source, shares[i], "%d × %g / %g",
			r.Total, r.Weights[i], whole)
	}
	formula := phrase.Either(full, "no group gives more than it has, what is left is shared out over the others; ", "") +
		"rounded down; the cases left over go to the largest remainders"
	work.Add("whole cases", formula, "largest remainder, Hamilton 1792", strings.Join(samples, ", "), "shares %s", And(shares))
	for i, g := range plan.Groups {
		work = append(work, marginWorking(name(g.Group)+": ", plan.Design, r.Samples[i], g.Population)...)
	}
	if math.IsNaN(r.Margin) {
		return work
	}
	return append(work, togetherStep(plan, "all groups together: margin", r.Margins, r.Margin))
}
