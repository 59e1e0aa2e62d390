package main

import (
	"fmt"
	"strings"

	"onecase/cmd/onecase/internal/report"
	"onecase/sample"
	"onecase/stats"
)

// groupWorking shows the margin and the reserves of a group's sample and, on one
// of its categories, how every line of the table of categories is worked out.
func groupWorking(d sample.Design, g sample.GroupPlan) report.Derivation {
	work := marginWorking("", d, g.Sample, g.Population)
	if !g.Census {
		work = append(work, report.Step{
			Title: "reserves", Formula: "reserve × n, rounded up, at most N - n",
			Substitution: fmt.Sprintf("%g × %d gives %d, at most %d - %d", d.Reserve, g.Sample, g.ReserveAsked, g.Population, g.Sample),
			Result:       fmt.Sprint(g.Reserves), Source: "the share of reserves that the rules or --reserve ask for",
		})
	}
	for _, t := range g.Match {
		if g.Census || g.Range != sample.InEveryDraw || t.Fewest == 0 || float64(t.Fewest) > t.Share || float64(t.Most) < t.Share || t.Most-t.Fewest > 1 {
			continue
		}
		name := t.Variable + " " + t.Category
		work = append(work, report.Step{
			Title: name + ", as the others: share, fewest and most", Formula: "n × N_c / N, rounded down and up",
			Substitution: fmt.Sprintf("%d × %d / %d", g.Sample, t.Population, g.Population),
			Result:       fmt.Sprintf("%.2f, so %d to %d", t.Share, t.Fewest, t.Most), Source: "the specification of the draw, sample/README.md",
		})
		work = append(work, marginWorking(name+": ", d, t.Fewest, t.Population)...)
		return append(work, report.Step{
			Title: name + ": needs and total", Formula: "needs: the size for N_c cases, as for a group; total: needs × N / N_c, rounded up",
			Substitution: fmt.Sprintf("the size for %s is %d; %d × %d / %d", countOf(t.Population, "case"), t.Needed, t.Needed, g.Population, t.Population),
			Result:       fmt.Sprintf("%d, total %d", t.Needed, t.SampleNeeded), Source: "so many of the group hold that many of the category, rounded down",
		})
	}
	return work
}

// marginWorking shows the margin of n cases from N.
func marginWorking(of string, d sample.Design, n, N int) report.Derivation {
	m, err := stats.Margin(stats.MarginSpec{Sample: n, Population: N, Confidence: d.Confidence})
	if err != nil {
		return nil // there are no cases to speak of
	}
	work := derivation(m.Steps)
	for i := range work {
		work[i].Title = of + work[i].Title
	}
	return work
}

// togetherWorking shows the margin of all groups' cases, from those of the groups.
func togetherWorking(plan *sample.Plan) report.Derivation {
	var parts []string
	for _, g := range plan.Groups {
		if g.Population > 0 {
			parts = append(parts, fmt.Sprintf("%.6g² × %d²", g.Margin, g.Population))
		}
	}
	return report.Derivation{{
		Title: "margin", Formula: "sqrt(sum of margin² × N_g² over the groups) / N",
		Substitution: fmt.Sprintf("sqrt(%s) / %d", strings.Join(parts, " + "), plan.Population),
		Result:       fmt.Sprintf("%.6g", plan.Margin), Source: "Cochran 1977, chapter 5: groups are strata",
	}}
}
