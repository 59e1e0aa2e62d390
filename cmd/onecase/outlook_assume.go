package main

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"onecase/cmd/onecase/internal/show"
	"onecase/discretion"
	"onecase/discretion/predict"
	"onecase/discretion/rules"
	"onecase/sample/sheet"
	"onecase/stats"
)

// assume puts what --rate and --applies say into a plan. The cases of an earlier
// inspection then no longer stand for the population.
func (o *outlookOptions) assume(c *call, plan *predict.OutlookPlan, inspection *discretion.Inspection) error {
	rated := make([]bool, len(plan.Questions))
	for i, r := range inspection.Results.Questions {
		rated[i] = r.HasBand() || r.Known == discretion.Printed || r.Known == discretion.NoCase
	}
	for _, text := range ratesListed(o.rates) {
		questions, err := c.assumeRate(text, plan)
		if err != nil {
			return err
		}
		for _, q := range questions {
			rated[q] = true
		}
		plan.Cases = nil
	}
	said := make([]bool, len(plan.Questions)) // to how many it applies
	for _, text := range listed(o.applies) {
		name, share, named := strings.Cut(text, "=")
		if !named {
			return c.wrong("applies", strconv.Quote(text), "write it as QUESTION=SHARE")
		}
		value, err := readRate(share)
		if err != nil {
			return c.wrong("applies", strconv.Quote(text), "%v", err)
		}
		questions, err := c.questionsNamed("applies", text, name, plan.Rules)
		if err != nil {
			return err
		}
		for _, q := range questions {
			plan.Questions[q].Applies, said[q] = value, true
		}
		plan.Cases = nil
	}
	o.warnTakenForAll(plan, inspection, said)
	for i, q := range plan.Rules.Questions() {
		if _, judged := plan.Judged[q.Standard]; !rated[i] && !judged && !q.Information {
			plan.Questions[i].Applies = 0
			option, rate := stats.Option{Name: "rate", Value: q.ID + "=RATE"}, stats.Option{Name: "rate", Value: "RATE"}
			advice := stats.Advise("give %v, or %v for all", option, rate)
			if q.HasPoints() {
				advice = stats.Advise("give %v", stats.Option{Name: "rate", Value: q.ID + "=" + levelShares(plan.Rules, q)})
			}
			plan.Warnings = append(plan.Warnings,
				stats.NewWarning("nothing-assumed", advice, "nothing is assumed of %s, which is left out", stats.ID(q.ID)))
		}
	}
	return nil
}

// warnTakenForAll names questions that by the rules apply to part of the cases, where nothing says to how many,
// so that they are taken to apply to all.
func (o *outlookOptions) warnTakenForAll(plan *predict.OutlookPlan, inspection *discretion.Inspection, said []bool) {
	for i, q := range plan.Rules.Questions() {
		if len(q.Conditions) > 0 && !q.Information && plan.Questions[i].Applies == 1 && o.record == "" && !said[i] && !inspection.Results.Questions[i].HasCount() {
			plan.Warnings.Add("applies-to-all", "give the record of the draw, or say to what share of the cases it applies",
				"%s applies only where %s, and is taken here to apply to every case: of fewer cases its band, and the rating of its standard, are less sure, and more often open to discretion",
				stats.ID(q.ID), q.AppliesWords())
		}
	}
}

// ratesListed are the values of --rate, those for all questions first. A comma stands between
// values, and between the levels of one.
func ratesListed(texts []string) (rates []string) {
	for _, text := range listed(texts) {
		if last := len(rates) - 1; last >= 0 && strings.Contains(text, ":") && !strings.Contains(text, "=") &&
			strings.Contains(rates[last], ":") {
			rates[last] += "," + text
			continue
		}
		rates = append(rates, text)
	}
	slices.SortStableFunc(rates, func(a, b string) int {
		return cmp.Compare(min(1, strings.Count(a, "=")), min(1, strings.Count(b, "=")))
	})
	return rates
}

// levelShares shows how the shares of a question's levels are written.
func levelShares(set *rules.Set, q rules.Question) string {
	levels, _ := set.LevelsOf(q)
	return strings.Join(each(levels, func(level string) string { return level + ":SHARE" }), ",")
}

// assumeRate takes one value of --rate, and gives the questions that it is about.
func (c *call) assumeRate(text string, plan *predict.OutlookPlan) ([]int, error) {
	name, value, named := strings.Cut(text, "=")
	if !named {
		name, value = "", text
	}
	questions, err := c.questionsNamed("rate", text, name, plan.Rules)
	if err != nil {
		return nil, err
	}
	levels, all := strings.Contains(value, ":"), plan.Rules.Questions()
	others := slices.DeleteFunc(slices.Clone(questions), func(q int) bool { return all[q].HasPoints() == levels })
	questions = slices.DeleteFunc(questions, func(q int) bool { return all[q].HasPoints() != levels })
	switch {
	case len(questions) > 0:
	case levels:
		return nil, c.wrong("rate", strconv.Quote(text), "%s is rated by a share of yes: write one share, such as 70%%", all[others[0]].ID)
	default:
		return nil, c.wrong("rate", strconv.Quote(text),
			"the answers to %s have points: write the share of the cases at each level, as %s=%s", all[others[0]].ID,
			all[others[0]].ID, levelShares(plan.Rules, all[others[0]]))
	}
	for _, q := range questions {
		a := &plan.Questions[q]
		if !levels {
			if a.Rate, err = readRate(value); err != nil {
				return nil, c.wrong("rate", strconv.Quote(text), "%v", err)
			}
			continue
		}
		shares, err := c.readLevels(text, value, plan.Rules, all[q])
		if err != nil {
			return nil, err
		}
		a.SetLevels(shares)
	}
	return questions, nil
}

// readLevels reads the share of the cases at each level; those not named have none.
func (c *call) readLevels(text, value string, set *rules.Set, q rules.Question) ([]float64, error) {
	levels, _ := set.LevelsOf(q)
	shares, sum := make([]float64, len(levels)), 0.0
	met := make([]bool, len(levels))
	for part := range strings.SplitSeq(value, ",") {
		cut := max(strings.LastIndex(part, ":"), 0)
		level, share := strings.TrimSpace(part[:cut]), strings.TrimPrefix(part[cut:], ":")
		at := set.LevelNamed(q, level)
		switch {
		case at < 0:
			return nil, c.wrong("rate", strconv.Quote(text), "%q is no level of %s%s; its levels are %s", level, q.ID,
				sheet.DidYouMean(level, levels), strings.Join(levels, ", "))
		case met[at]:
			return nil, c.wrong("rate", strconv.Quote(text), "the level %s stands twice", levels[at])
		}
		var err error
		if shares[at], err = readRate(share); err != nil {
			return nil, c.wrong("rate", strconv.Quote(text), "%s: %v", levels[at], err)
		}
		met[at], sum = true, sum+shares[at]
	}
	if math.Abs(sum-1) > 1e-6 {
		return nil, c.wrong("rate", strconv.Quote(text), "the shares of %s add up to %s, not to 100%%", q.ID, show.Percent(sum))
	}
	return shares, nil
}

// questionsNamed are the questions of a name, its own or that of a standard; all for "".
func (c *call) questionsNamed(flag, text, name string, set *rules.Set) (questions []int, err error) {
	name = strings.TrimSpace(name)
	var ids []string
	for i, q := range set.Questions() {
		if name == "" || q.ID == name || q.Standard == name {
			questions = append(questions, i)
		}
		ids = append(ids, q.ID)
	}
	if len(questions) == 0 {
		return nil, c.wrong(flag, strconv.Quote(text), "%s has no question or standard %q%s", set.ID, name, sheet.DidYouMean(name, ids))
	}
	return questions, nil
}
