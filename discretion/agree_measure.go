package discretion

import (
	"fmt"
	"slices"
	"strings"

	"onecase/sample"
	"onecase/stats"
)

// A rereadGroup is the cases of a group that could have been read twice.
type rereadGroup struct {
	once  []*Case // those read once: their first answers, nil where there are none
	twice []int   // the places in Agreed.pairs of those read twice
	cells *cellSample

	cellOnce []int // of each of once, its place among the cells
}

// findPopulation finds the cases that could have been read twice: those of the strata of
// the second reading that the record has, else all of the sample.
func (a *Agreed) findPopulation() error {
	record := a.First.Record
	if record == nil {
		a.Warnings.Add("no-record", stats.Advise("give %v", stats.Option{Name: "record", Value: "drawn.record.json"}),
			"limits are for very many cases, and hold if chance chose those read twice: without the record of the draw it is not known how many there are, nor how they were chosen")
		return nil
	}
	a.groups, a.Population = map[string]*rereadGroup{}, 0
	firsts, at := map[string]*Case{}, map[string]int{}
	for i := range a.First.Results.Grid.Cases {
		c := &a.First.Results.Grid.Cases[i]
		firsts[sample.NormalizeID(c.ID)] = c
	}
	for k, p := range a.pairs {
		at[sample.NormalizeID(p.first.ID)] = k
	}
	proved := true
	for _, group := range record.Groups {
		status, err := record.Status(group.Group)
		if err != nil {
			return err
		}
		g := &rereadGroup{cells: &cellSample{designs: map[string]*stats.CellsDesign{}}}
		a.groups[group.Group] = g
		for _, cell := range a.rereadCells(group.Group, status) {
			count := stats.StratumCount{Population: len(cell)}
			for _, id := range cell {
				if k, twice := at[id]; twice {
					g.twice, g.cells.place = append(g.twice, k), append(g.cells.place, len(g.cells.cells))
					count.Sample++
				} else {
					g.once, g.cellOnce = append(g.once, firsts[id]), append(g.cellOnce, len(g.cells.cells))
				}
			}
			g.cells.cells = append(g.cells.cells, count)
			a.Population += count.Population
		}
		proved = proved && a.asDrawn(group.Group, status)
	}
	if a.Drawn != nil {
		a.Left = len(a.Drawn.Cases) - a.Cases
	}
	for _, g := range a.groups {
		g.cells.proved = proved
	}
	a.warnPopulation(proved)
	return nil
}

// rereadCells are the cells of a group that the second reading was drawn by, as the sample
// now stands: one where none was.
func (a *Agreed) rereadCells(group string, status *sample.Status) (cells [][]string) {
	var now []string
	for _, c := range status.Sample {
		if !slices.Contains(status.Failed, c.ID) {
			now = append(now, c.ID)
		}
	}
	if a.Drawn == nil {
		return [][]string{now}
	}
	for _, s := range a.Drawn.Strata {
		if s.Group == group {
			cells = append(cells, slices.DeleteFunc(slices.Clone(s.Cases), func(id string) bool { return !slices.Contains(now, id) }))
		}
	}
	return cells
}

// asDrawn reports whether the second reading is the one that was drawn, of the sample as it
// still is.
func (a *Agreed) asDrawn(group string, status *sample.Status) bool {
	if a.Drawn == nil || a.Cases != len(a.Drawn.Cases) {
		return false
	}
	cases := 0
	for _, s := range a.Drawn.Strata {
		if s.Group == group {
			for _, id := range s.Cases {
				if !slices.ContainsFunc(status.Sample, func(c sample.Chosen) bool { return c.ID == id }) ||
					slices.Contains(status.Failed, id) {
					return false
				}
				cases++
			}
		}
	}
	return a.Drawn.Only != "" || cases == len(status.Sample)-len(status.Failed)
}

func (a *Agreed) warnPopulation(proved bool) {
	switch {
	case a.Drawn == nil:
		a.Warnings.Add("not-drawn", "draw the next one from the record",
			"what was found holds for other cases only if chance chose those read twice: the record has no second reading that was drawn")
	case a.Drawn.Only == sample.OnlyNo:
		a.Warnings.Add("only-no-read", "draw a second reading from all cases",
			"only cases with an answer of no were read again. Known is how such cases come out a second time; not known is whether yes would have stayed yes in the others, "+
				"so that no share can be corrected by it: it could only rise")
	}
	if a.Left > 0 {
		a.Warnings.Add("second-answers-missing", "read them, or say why they cannot be",
			"nothing is guaranteed: %d of the %d cases drawn to be read twice have no second answers, and chance alone did not choose those that have", a.Left, len(a.Drawn.Cases))
	} else if a.Drawn != nil && !proved {
		a.Warnings.Add("sample-changed", "", "no limits are guaranteed: the sample changed after the second reading was drawn")
	}
}

// measure works out every agreement.
func (a *Agreed) measure() (err error) {
	questions := a.First.Rules.Questions()
	byStandard, byPair := map[string]bool{}, map[[2]string]bool{}
	for q, question := range questions {
		if len(a.Twice(q)) == 0 {
			continue
		}
		this, found := func(x AnswerTwice) bool { return x.Question == q }, AgreedQuestion{}
		if found.AgreedPart, err = a.part(question.Group, question.ID, this, false); err != nil {
			return err
		}
		if found.Levels != nil && found.Answers > 0 {
			byPoints, err := a.part(question.Group, question.ID, this, true)
			if err != nil {
				return err
			}
			found.Weighted = &byPoints.Agreement
		}
		if found.Limits, err = a.shareLimits(q); err != nil {
			return err
		}
		a.Questions = append(a.Questions, found)
		if st := question.Standard; st != "" && !byStandard[st] {
			byStandard[st] = true
			part, err := a.part(question.Group, st, func(x AnswerTwice) bool {
				return questions[x.Question].Standard == st && a.byReaders(x)
			}, false)
			if err != nil {
				return err
			}
			a.Standards = append(a.Standards, part)
		}
	}
	if a.Overall, err = a.part("", "", a.byReaders, false); err != nil {
		return err
	}
	for _, p := range a.pairs {
		if pair := ordered(p.readers); pair[0] != "" && !byPair[pair] {
			byPair[pair] = true
			part, err := a.pairPart(pair)
			if err != nil {
				return err
			}
			a.Pairs = append(a.Pairs, part)
		}
	}
	slices.SortFunc(a.Pairs, func(x, y AgreedPart) int {
		return strings.Compare(x.Readers[0]+"\x00"+x.Readers[1], y.Readers[0]+"\x00"+y.Readers[1])
	})
	return a.typical()
}

// ordered is two readers in byte order, the first "" where one is not known.
func ordered(readers [2]string) [2]string {
	return [2]string{min(readers[0], readers[1]), max(readers[0], readers[1])}
}

// answer is a case's answers to a question; false where it lacks one.
func (p readTwice) answer(q int) (x AnswerTwice, asked bool) {
	if at := slices.IndexFunc(p.asked, func(x AnswerTwice) bool { return x.Question == q }); at >= 0 {
		return p.asked[at], true
	}
	return x, false
}

// part is the agreement on some answers of the cases of a group, "" for all; by points, levels are
// alike in part.
func (a *Agreed) part(group, id string, of func(AnswerTwice) bool, byPoints bool) (AgreedPart, error) {
	out, spec := AgreedPart{ID: id}, stats.AgreementSpec{Confidence: a.Confidence, Population: stats.Infinite}
	kind := a.kindOf(of)
	out.Levels = kind.best()
	for _, p := range a.pairs {
		if group == "" || p.first.Group == group {
			spec.Cases = append(spec.Cases, a.take(&out, p, of, kind, false))
		}
	}
	if a.groups != nil {
		spec.Population = 0
		for name, g := range a.groups {
			if group == "" || name == group {
				spec.Population += len(g.once)
			}
		}
		spec.Population += out.Cases
	}
	if byPoints {
		spec.Weights = kind.weights(out.Applies > 0)
	}
	return out, out.agree(spec, kind)
}

// pairPart is the agreement of two readers, whichever of them read first. Its limits are
// for very many cases that the two might read.
func (a *Agreed) pairPart(pair [2]string) (AgreedPart, error) {
	out, spec := AgreedPart{Readers: pair}, stats.AgreementSpec{Confidence: a.Confidence, Population: stats.Infinite}
	kind := a.kindOf(a.byReaders)
	out.Levels = kind.best()
	for _, p := range a.pairs {
		if ordered(p.readers) == pair {
			spec.Cases = append(spec.Cases, a.take(&out, p, a.byReaders, kind, p.readers[0] != pair[0]))
		}
	}
	return out, out.agree(spec, kind)
}

// take counts the answers of one kind that a case has, exchanged where its second reading stands
// for the first.
func (a *Agreed) take(out *AgreedPart, p readTwice, of func(AnswerTwice) bool,
	kind answerKind, exchanged bool) (answers []stats.AnswerPair) {
	for _, x := range p.asked {
		switch {
		case !of(x):
			continue
		case !a.kind(x.Question).is(kind):
			out.Apart++
			continue
		case x.First == NA && x.Second == NA:
			out.Neither++
			continue
		case x.First == NA || x.Second == NA:
			out.Applies++
		}
		pair := stats.AnswerPair{First: kind.category(x.First, x.levels[0]), Second: kind.category(x.Second, x.levels[1])}
		if exchanged {
			pair.First, pair.Second = pair.Second, pair.First
		}
		answers = append(answers, pair)
	}
	if len(answers) > 0 {
		out.Cases++
	}
	return answers
}

// agree works out the coefficients, with na among the categories where it occurs.
func (out *AgreedPart) agree(spec stats.AgreementSpec, kind answerKind) (err error) {
	if out.Cases == 0 {
		return nil
	}
	if spec.Categories = kind.categories(); out.Applies > 0 {
		spec.Categories++
	}
	out.Agreement, err = stats.AgreementOf(spec)
	return err
}

// typical takes every answer for a case of its own.
func (a *Agreed) typical() (err error) {
	if a.Overall.Cases == 0 {
		return nil
	}
	spec, out := stats.AgreementSpec{Confidence: a.Confidence, Categories: len(a.Overall.Table)}, AgreedPart{}
	for _, p := range a.pairs {
		for _, pair := range a.take(&out, p, a.byReaders, a.kindOf(a.byReaders), false) {
			spec.Cases = append(spec.Cases, []stats.AnswerPair{pair})
		}
	}
	a.Typical, err = stats.AgreementOf(spec)
	return err
}

// shareLimits are exact limits of the share of cases that a second reading answers as the first
// did, of those of the sample that the first found the question to apply to: their number is
// known, and no other case can be answered alike.
func (a *Agreed) shareLimits(q int) (stats.Interval, error) {
	g := a.groups[a.First.Rules.Questions()[q].Group]
	if g == nil { // without a record
		g = &rereadGroup{cells: &cellSample{}}
		for k := range a.pairs {
			g.twice = append(g.twice, k)
		}
	}
	drawn, answers := stats.DrawnShare{}, make([]stats.Answer, len(g.twice))
	of := domain{known: true, inside: make([]bool, len(g.twice)), most: make([]int, len(g.cells.cells))}
	for i, k := range g.twice {
		x, asked := a.pairs[k].answer(q)
		if of.inside[i] = asked && x.First != NA; !of.inside[i] {
			continue
		}
		drawn.Of++
		if answers[i] = stats.No; x.alike() {
			answers[i] = stats.Yes
			drawn.Yes++
		}
		if len(of.most) > 0 {
			of.most[g.cells.place[i]]++
		}
	}
	drawn.Least = drawn.Of
	for i, c := range g.once {
		switch {
		case c == nil || slices.Contains(c.Waiting, q):
			drawn.Most++ // it may apply
			of.known = false
		case c.Answers[q] != NA:
			drawn.Least++
			of.most[g.cellOnce[i]]++
		}
	}
	if drawn.Most += drawn.Least; a.groups == nil {
		drawn.Most = stats.Infinite
	}
	if len(g.cells.cells) > 1 && of.known && drawn.Of > 0 {
		if i, ok, err := g.cells.limits(domainCount{domain: of, answers: answers, all: true}, a.Confidence, false); ok || err != nil {
			return i, err
		}
	}
	i, err := stats.SubsampleInterval(drawn, a.Confidence)
	i.Guaranteed = i.Guaranteed && g.cells.proved && len(g.cells.cells) == 1
	return i, err
}

// Twice has the answers to a question, by its place in the rules, of each case that was read
// twice.
func (a *Agreed) Twice(q int) (twice []AnswerTwice) {
	for _, p := range a.pairs {
		if x, asked := p.answer(q); asked {
			twice = append(twice, x)
		}
	}
	return twice
}

// WhyNotCorrected says why a share cannot be corrected by the second reading; "" where it
// can.
func (a *Agreed) WhyNotCorrected() string {
	switch {
	case a.Drawn == nil:
		return "the second reading was not drawn, so chance did not choose its cases"
	case a.Drawn.Only == sample.OnlyNo:
		return "only cases with an answer of no were read again: how often no was wrong is known, and not how often yes was"
	case a.Left > 0:
		return fmt.Sprintf("%d of the cases drawn to be read twice have no second answers", a.Left)
	}
	return ""
}
