package main

import (
	"bytes"
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"onecase/discretion"
	"onecase/discretion/rules"
	"onecase/examples/kent"
	"onecase/sample"
	"onecase/sample/caselist"
	"onecase/sample/sheet"
)

// totals are the published ones, or for the two percentages that no stated
// count gives, the nearest: 16 of 35 for 47% and 23 of 28 for 82%.
func totals(published *discretion.Inspection) map[string]discretion.Result {
	of := map[string]discretion.Result{}
	for _, r := range published.Results.Questions {
		of[r.Question] = r
	}
	of["court.planning.safety"] = discretion.Result{Yes: 16, Of: 35}
	of["court.reviewing.desistance"] = discretion.Result{Yes: 23, Of: 28}
	return of
}

// makeJudgements makes an answer for every question and every case that the
// example's seed selects from the list, as CSV. A question on safety does not
// apply to cases of low concern, one on the public not to cases of low risk of
// serious harm, and one on the police only to youth conditional cautions; where
// the published number of cases is smaller still, others are left out at random.
// Cases differ in quality, so that a case judged no on one question is more
// often judged no on others, too.
func makeJudgements(list, inspection []byte) ([]byte, error) {
	published, err := discretion.ParseInspection("kent.toml", inspection, "")
	if err != nil {
		return nil, err
	}
	cases, err := selected(list, published.Rules)
	if err != nil {
		return nil, err
	}
	random := rand.New(rand.NewPCG(2021, 10))
	quality, place := map[string]float64{}, map[string]float64{}
	for _, c := range cases {
		quality[c.ID], place[c.ID] = random.Float64(), random.Float64()
	}
	total := totals(published)
	answers := map[string]map[string]string{} // by question, then case
	for _, q := range published.Rules.Questions() {
		want := total[q.ID]
		var asked []sample.Case
		for _, c := range cases {
			if c.Group == q.Group {
				asked = append(asked, c)
			}
		}
		// Those that the question is about come first.
		slices.SortFunc(asked, func(a, b sample.Case) int {
			return cmp.Or(cmp.Compare(aside(q.ID, a), aside(q.ID, b)), cmp.Compare(place[a.ID], place[b.ID]))
		})
		if want.Of > len(asked) || want.Of == 0 {
			return nil, fmt.Errorf("%s: %d cases of %d", q.ID, want.Of, len(asked))
		}
		asked = asked[:want.Of]
		if odd := aside(q.ID, asked[want.Of-1]); odd > 0 && !strings.Contains(q.ID, "assessment") {
			return nil, fmt.Errorf("%s: too few cases that it is about; the seed has to select others", q.ID)
		}
		slices.SortFunc(asked, func(a, b sample.Case) int { return cmp.Compare(a.ID, b.ID) })
		score := map[string]float64{}
		for _, c := range asked {
			score[c.ID] = quality[c.ID] + random.Float64()
		}
		slices.SortFunc(asked, func(a, b sample.Case) int { return cmp.Compare(score[b.ID], score[a.ID]) })
		answers[q.ID] = map[string]string{}
		for i, c := range asked {
			answers[q.ID][c.ID] = "no"
			if i < want.Yes {
				answers[q.ID][c.ID] = "yes"
			}
		}
	}
	rows := [][]string{{"case_id", "question", "answer"}}
	for _, c := range cases {
		for _, q := range published.Rules.Questions() {
			if q.Group == c.Group {
				rows = append(rows, []string{c.ID, q.ID, cmp.Or(answers[q.ID][c.ID], "na")})
			}
		}
	}
	return toCSV(rows)
}

// aside is 1 for a case that a question is not about, else 0. Assessment looks
// at every case.
func aside(question string, c sample.Case) int {
	if strings.Contains(question, "assessment") {
		return 0
	}
	disposal, rosh, safety := c.Values[1], c.Values[2], c.Values[3]
	if strings.HasSuffix(question, ".safety") && safety == "low" ||
		strings.HasSuffix(question, ".public") && rosh == "low" ||
		strings.HasSuffix(question, ".police") && disposal != "youth-conditional-caution" {
		return 1
	}
	return 0
}

// selected draws the example's sample and gives its cases by id.
func selected(list []byte, rules *rules.Set) ([]sample.Case, error) {
	sheet, err := sheet.Read(bytes.NewReader(list), "cases.csv", sheet.ReadOptions{Headers: caselist.Headers})
	if err != nil {
		return nil, err
	}
	asOf, err := time.Parse(time.DateOnly, kent.AsOf)
	if err != nil {
		return nil, err
	}
	clean, err := caselist.Clean(sheet, caselist.CleanOptions{Groups: rules.Groups, Match: rules.Match, AsOf: asOf})
	if err != nil {
		return nil, err
	}
	plan, err := sample.NewPlan(&clean.Frame, clean.Groups, sample.DefaultDesign())
	if err != nil {
		return nil, err
	}
	draw, err := plan.Draw(kent.Seed)
	if err != nil {
		return nil, err
	}
	chosen := map[string]bool{}
	for _, group := range draw.Groups {
		for _, c := range group.Selected {
			chosen[c.ID] = true
		}
	}
	cases := slices.DeleteFunc(clean.Frame.Cases, func(c sample.Case) bool { return !chosen[c.ID] })
	slices.SortFunc(cases, func(a, b sample.Case) int { return cmp.Compare(a.ID, b.ID) })
	return cases, nil
}
