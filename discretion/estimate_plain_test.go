package discretion

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"onecase/sample"
	"onecase/stats"
)

// What is read, asked, answered and eligible, of all and of each value of a column of the record, of the list
// and of the judgements, and which values are compared, is counted case by case; shares are the weighted
// ones of the strata; and a question without a result is named, as one without an estimate.
func TestEstimatesCountEachValue(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 45))
	for trial := range 36 {
		method := []sample.Method{sample.DefaultDesign().Method, sample.Simple, sample.Stratified}[trial%3]
		record, frame := recordAndFrame(t, func(d *sample.Design) { d.Method = method })
		ins, by := judged(t, record), []string{"", "gender", "colour", "team"}[trial/3%4]
		removed := trial / 9 % 3
		if method == sample.Simple && by == "gender" { // it was not matched on anything
			by = "colour"
		}
		value, values := map[string]string{}, []string(nil)
		o := EstimateOptions{By: by, Method: stats.DesignBeta}
		switch by {
		case "gender":
			values = []string{"female", "male"}
		case "colour":
			o.List = &ListColumn{Frame: frame}
		}
		for i, c := range frame.Cases {
			switch value[c.ID] = []string{"blue", "red", "red", ""}[rng.IntN(4)]; by {
			case "gender":
				value[c.ID] = c.Values[0]
			case "colour":
				o.List.Values = append(o.List.Values, value[frame.Cases[i].ID])
			}
		}
		if by == "colour" || by == "team" {
			values = []string{"blue", "red", ""}
		}
		if by == "team" {
			kept(ins, "team", func(id string) string { return value[id] })
		}
		grid, answers := ins.Results.Grid, map[string][]Answer{}
		var asked []int
		for q, r := range ins.Results.Questions {
			if r.Known == Answered {
				asked = append(asked, q)
			}
		}
		for _, c := range grid.Cases {
			for _, q := range asked {
				if ins.Rules.Questions()[q].Group == c.Group {
					c.Answers[q] = []Answer{No, Yes, Yes, NA}[rng.IntN(4-trial%2)]
				}
			}
			answers[c.ID] = c.Answers
		}
		ins.Results.CountAnswers(ins.Rules.Questions())
		for _, q := range asked[:removed] {
			ins.Results.Questions[q] = ins.Results.Questions[q].Emptied()
		}
		e := estimates(t, ins, record, o)
		// Every question of the rules but those asked lacks a result.
		if !warned(e.Warnings, "question-missing") {
			t.Fatalf("no question is missing: %v", e.Warnings)
		}
		rows := 0
		for _, q := range asked[removed:] {
			question := ins.Rules.Questions()[q]
			group := record.Group(question.Group)
			stratum := func(cell int) int {
				if method != sample.Stratified {
					return 0
				}
				return slices.IndexFunc(group.Strata, func(cells []int) bool { return slices.Contains(cells, cell) })
			}
			sampled, population := map[int]float64{}, map[int]float64{}
			for cell, c := range group.Cells {
				population[stratum(cell)] += float64(c.Population)
			}
			for _, c := range group.Selected {
				sampled[stratum(c.Cell)]++
			}
			of := map[string]int{}
			for at, v := range append([]string{"all"}, values...) {
				if by == "" && at > 0 {
					break
				}
				inside := func(id string) bool { return at == 0 || value[id] == v }
				want, yes, all := QuestionEstimate{}, 0.0, 0.0
				count, eligible := 0, 0
				for _, c := range frame.Cases {
					read := answers[c.ID] != nil
					if c.Group != question.Group || !inside(c.ID) && (by != "team" || read) {
						continue
					}
					eligible++ // in the judgements' column any unread case can be of any value
					if !read {
						continue
					}
					want.Read++
					if answers[c.ID][q] == NA {
						eligible--
						continue
					}
					chosen := group.Selected[slices.IndexFunc(group.Selected, func(k sample.Chosen) bool { return k.ID == c.ID })]
					weight := population[stratum(chosen.Cell)] / sampled[stratum(chosen.Cell)]
					count, all = count+1, all+weight
					if answers[c.ID][q] == Yes {
						yes += weight
						want.Estimate.Yes++
					}
				}
				name := v
				if at == 0 {
					name = ""
				} else if v == "" {
					name = blankValue
				}
				k := slices.IndexFunc(e.Questions, func(e QuestionEstimate) bool { return e.Question == question.ID && e.Category == name })
				if k < 0 {
					t.Fatalf("trial %d: no estimate of %s of %s", trial, question.ID, name)
				}
				got := e.Questions[k]
				rows++
				if at > 0 {
					of[name] = count
				}
				whole := count == want.Read && (at == 0 || by != "team")
				if got.Read != want.Read || got.Estimate.Yes != want.Estimate.Yes || got.Estimate.Of != count || got.Population != eligible ||
					(got.PopulationSource == PopulationGiven) != whole || got.TakenForAll != (whole && count > 0 && count < eligible) {
					t.Fatalf("trial %d, %s of %s: %+v, want %d read, %d of %d, eligible %d, whole %v", trial, question.ID, name, got, want.Read,
						want.Estimate.Yes, count, eligible, whole)
				}
				if method != sample.DefaultDesign().Method && count > 0 && math.Abs(got.Estimate.Proportion-yes/all) > 1e-9 {
					t.Fatalf("trial %d, %s of %s: share %v, want %v", trial, question.ID, name, got.Estimate.Proportion, yes/all)
				}
			}
			var pairs []string
			for i, a := range values {
				for _, b := range values[i+1:] {
					if b != "" && of[a] > 0 && of[b] > 0 {
						pairs = append(pairs, a+" less "+b)
					}
				}
			}
			var have []string
			for _, d := range e.Differences {
				if d.Question == question.ID {
					have = append(have, d.A+" less "+d.B)
					if a, b := d.Difference.Second, d.Difference.First; a.Of != of[d.A] || b.Of != of[d.B] {
						t.Fatalf("trial %d: %s of %d and %d cases, want %v", trial, fmt.Sprint(d.A, " less ", d.B), a.Of, b.Of, of)
					}
				}
			}
			if !slices.Equal(have, pairs) {
				t.Fatalf("trial %d: differences %v, want %v", trial, have, pairs)
			}
		}
		looks := 0
		for _, q := range e.Questions {
			looks += map[bool]int{true: 1}[q.Interval.Low < q.Interval.High]
		}
		for _, d := range e.Differences {
			looks += map[bool]int{true: 1}[d.Difference.Low < d.Difference.High]
		}
		if rows != len(e.Questions) || e.Looks.Limits != looks {
			t.Fatalf("trial %d: %d estimates, want %d; %+v", trial, len(e.Questions), rows, e.Looks)
		}
	}
}
