package discretion

import (
	"fmt"
	"strings"

	"onecase/sample"
	"onecase/stats"
)

// An estimator is an estimate being made.
type estimator struct {
	ins     *Inspection
	record  *sample.Record
	options EstimateOptions
	results []Result
	out     *Estimates
	notes   stats.PlacedWarnings // of designs and limits, which may be the same in several places
	by      *column
	missing []string // questions without a result

	published   []*column // all columns that few cases are withheld of together
	publishedBy int       // the place of by among them
}

// group estimates the questions of a group that was recorded and judged.
func (e *estimator) group(id string) error {
	if e.record.Group(id) == nil {
		return nil
	}
	g, err := e.ins.bindGroup(e.record, id, -1, e.options)
	if err != nil || g == nil {
		return err
	}
	e.out.Groups = append(e.out.Groups, GroupDesign{Group: id, Population: g.draw.Population, Sample: g.sampled,
		Judged: len(g.cells), Design: g.sentence})
	e.notes.Add(stats.ID(id).Place(), e.shown(g.warnings)...)
	if e.options.Withheld == nil {
		e.warnOneCase(g)
	}
	for q, question := range e.ins.Rules.Questions() {
		if question.Group != id || e.hides(question.ID) || !e.counted(e.results[q]) {
			continue
		}
		one := e.question
		if question.HasPoints() {
			one = e.mean
		}
		if e.ins.Results.Grid.Waiting(q) == 0 {
			err = one(g, q)
		} else if answered, bound := e.ins.bindGroup(e.record, id, q, e.options); bound == nil {
			err = one(answered, q)
		} else {
			err = bound
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// hold takes the level at which all limits hold at once. The groups were drawn apart; in
// one, the limits of every question asked, of all and of each category, and of each
// difference may depend on each other. Their number follows from which cases were read,
// not from what they say.
func (e *estimator) hold() error {
	var dependent []int
	for _, group := range e.ins.Rules.Groups {
		if e.record.Group(group.ID) == nil {
			continue
		}
		g, err := e.ins.bindGroup(e.record, group.ID, -1, e.options)
		if err != nil {
			return err
		}
		if g == nil {
			continue
		}
		limits, domains := 0, g.domains(e.by)
		for q, question := range e.ins.Rules.Questions() {
			if known := e.results[q].Known; question.Group == group.ID && known != NoResult && known != PercentOnly {
				asked := applicable(domains, e.ins.appliesIn(q))
				limits += len(asked) + len(pairsOf(asked))
			}
		}
		dependent = append(dependent, limits)
	}
	e.out.Looks.Hold(dependent)
	e.options.Confidence = e.out.Looks.Each
	return nil
}

// warnOneCase warns of categories of which one case was read: a table of shares by
// category prints that case's answers.
func (e *estimator) warnOneCase(g *boundGroup) {
	for _, d := range g.domains(e.by) {
		read := 0
		for _, inside := range d.inside {
			if inside {
				read++
			}
		}
		if d.category != "" && read == 1 {
			e.notes.Add(fmt.Sprintf("%s of %s", d.category, stats.ID(g.draw.Group).Place()), stats.NewWarning("one-case",
				stats.Advise("for what others see take %v, without these rows and what they leave of the whole, or put the value together with another", stats.Option{Name: "publish"}),
				"one case of it was read, so its rows are that case's answers, whole"))
		}
	}
}

// counted tells whether a result has a count to estimate from, and warns.
func (e *estimator) counted(r Result) bool {
	switch r.Known {
	case PercentOnly:
		e.out.Warnings.Add("no-denominator", "say how many cases it applied to",
			"%s: %s%% of a number of cases that is not stated; it is left out", stats.ID(r.Question), r.Percent)
		return false
	case NoResult:
		e.missing = append(e.missing, e.ins.Rules.QuestionTitle(r.Question))
		return false
	case Nearest:
		e.out.Warnings = append(e.out.Warnings, NearestWarning(r, e.ins.Rules.Scale("").Rounding, "the estimate"))
		return true
	}
	return r.HasCount() // or else it applied to no case
}

// question estimates one question for its group and, with By, each category.
func (e *estimator) question(g *boundGroup, q int) error {
	id := e.results[q].Question
	answers, err := g.answers(e.ins, q, e.results[q])
	if err != nil {
		return err
	}
	domains := applicable(g.domains(e.by), e.ins.appliesIn(q))
	counts := make([]domainCount, len(domains))
	for i, d := range domains {
		counts[i] = g.count(answers, d)
	}
	if n := e.results[q].Population; n > 0 && (e.ins.Results.Grid == nil || n == e.results[q].Of) {
		counts[0].state(n)
	}
	domains, counts = e.withhold(g, q, answers, domains, counts)
	for i, d := range domains {
		estimate, err := g.estimate(counts[i], e.options)
		if err != nil {
			return fmt.Errorf("%s: %w", id, err)
		}
		counts[i].share = estimate.Estimate.Proportion
		estimate.Question, estimate.Waiting = id, e.results[q].Waiting
		e.notes.Add(strings.TrimRight(stats.ID(id).Place()+" "+d.category, " "), estimate.Interval.Warnings...)
		e.out.Questions = append(e.out.Questions, estimate)
	}
	return e.differences(g, id, domains, counts)
}

// differences estimates the differences between each two categories of a question.
func (e *estimator) differences(g *boundGroup, question string, domains []domain, counts []domainCount) error {
	pairs := pairsOf(domains)
	for _, pair := range pairs {
		a, b := domains[pair[0]].category, domains[pair[1]].category
		d, ok, err := g.difference(counts[pair[0]], counts[pair[1]], len(pairs)*len(e.ins.Rules.Questions()), e.options)
		if err != nil {
			return fmt.Errorf("%s: %w", question, err)
		}
		if ok {
			d.Estimate = counts[pair[0]].share - counts[pair[1]].share
			e.notes.Add(fmt.Sprintf("%s %s against %s", stats.ID(question).Place(), a, b), d.Warnings...)
			e.out.Differences = append(e.out.Differences, QuestionDifference{question, g.draw.Group, a, b, d})
		}
	}
	return nil
}

// pairsOf is the places of each two categories among domains.
func pairsOf(domains []domain) (pairs [][2]int) {
	for i, a := range domains {
		for j := i + 1; j < len(domains); j++ {
			if a.category != "" && domains[j].category != blankValue {
				pairs = append(pairs, [2]int{i, j})
			}
		}
	}
	return pairs
}
