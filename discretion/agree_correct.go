package discretion

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"onecase/sample"
	"onecase/stats"
)

// A CorrectionBy says how a share was corrected.
type CorrectionBy string

const (
	// ByRates takes errors out at rates that were stated, or found elsewhere.
	ByRates CorrectionBy = "rates"
	// ByTwoPhase takes the second reading for the truth, of the first readings it was drawn from.
	ByTwoPhase CorrectionBy = "two-phase"
)

// An AgreedCorrection is what two readings, or rates of wrong answers, say of the true share of yes
// among the eligible cases to which the first reading found a question to apply.
type AgreedCorrection struct {
	By CorrectionBy
	// Share is the share of yes cases; NaN where no case with a yes at first, or none with a no, was
	// read again.
	Share float64
	Cases int // that share of the eligible cases, to a whole number; -1 where their number is not known
	// Limits hold the truth with the confidence where they are guaranteed: the second reading is true,
	// and both draws are known (see [stats.TwoPhaseInterval]), or the rates are true.
	Limits
	// Alone: the limits are those of the second reads by themselves, see [stats.SecondReadsInterval].
	Alone bool
	// Sample are limits for the cases of the sample alone; nil by rates.
	Sample *stats.Interval
	// Weighted: chances of being in the sample are far apart, and Share and Approximate weigh each
	// case by one over its own.
	Weighted bool
	// Approximate is the two-phase estimate with limits from its standard error, which are not
	// guaranteed; nil by rates, and where the second reads show no such error.
	Approximate *stats.TwoPhaseEstimate
	Rates       stats.ErrorRates // by rates
	// Again are the cases that were read twice, AgainYes those of them with a yes then; 0 by rates.
	Again, AgainYes int
}

// AgreedTruth is what is said of the truth behind the answers to a question.
type AgreedTruth struct {
	Corrected       *AgreedCorrection
	WhyNotCorrected string      // "" where it was
	Half            *HalfKnown  // where the no answers alone were read again
	Equal           *EqualShare // if neither reading is the truth; nil where they say nothing then
}

// OutsideSample tells whether the share lies outside the limits for the sample. These take no first answer
// into account where the second reads were drawn from several cells, and the share does.
func (c *AgreedCorrection) OutsideSample() bool {
	i := c.Sample
	return i != nil && !c.Weighted && (c.Share < i.Low || c.Share > i.High)
}

// An EqualShare is where the true share among the cases of the sample lies if neither reading is the
// truth and both readers err equally often, each by himself and in all questions alike: see
// [stats.EqualReaders]. It has no doubt of how few cases were read twice.
type EqualShare struct{ Least, Most, Alike float64 }

// A HalfKnown is what second readings of the no answers alone say: how many of these are truly yes.
// Nothing is known of the cases with a yes.
type HalfKnown struct {
	No, Again, Yes int // cases of the sample with a no; read again; of these with a yes then
	// Limits are for the cases with a no of the sample that would have a yes if all were read again.
	Limits stats.Interval
}

// Correct takes the errors of the first reading out of every question: at rates where these are
// given, else by the second reading, which is then taken for the truth.
func (a *Agreed) Correct(rates *Rates) error {
	assessed, err := Assess(a.First, Options{Confidence: a.Confidence, Rates: rates})
	if err != nil {
		return err
	}
	for _, w := range assessed.Warnings {
		if w.Code == "rates-doubtful" || w.Code == "chances-apart" {
			a.Warnings = append(a.Warnings, w)
		}
	}
	a.equal()
	questions := map[int]QuestionAssessment{}
	for _, st := range assessed.Standards {
		for _, q := range st.Results {
			questions[q.Question.Place] = q
		}
	}
	whole, unweighed := a.WhyNotCorrected(), false
	for i := range a.Questions {
		q := &a.Questions[i]
		at, _ := a.First.Rules.QuestionIndex(q.ID)
		first := questions[at]
		switch {
		case a.First.Rules.Questions()[at].HasPoints():
			q.WhyNotCorrected = "its answers have points, and a share of yes alone can be corrected"
			continue
		case !first.HasCount():
			q.WhyNotCorrected = "the first reading has no count"
		case rates != nil:
			q.byRates(first)
		case whole != "":
			q.WhyNotCorrected = whole
		default:
			err = errors.Join(err, a.twoPhase(q, first))
			c := q.Corrected
			unweighed = unweighed || c != nil && !c.Weighted && a.First.chancesApart(first.Group) != ""
		}
		if rates == nil && a.Drawn != nil && a.Drawn.Only == sample.OnlyNo && a.Left == 0 {
			err = errors.Join(err, a.half(q, at))
		}
		if a.Equal != nil && first.Of > 0 {
			e := EqualShare{}
			e.Least, e.Most, e.Alike = a.Equal.Of(float64(first.Yes) / float64(first.Of))
			q.Equal = &e
		}
	}
	if unweighed {
		a.First.WarnChances(&a.Warnings)
	}
	return err
}

// byRates takes the correction of an assessment with rates.
func (q *AgreedQuestion) byRates(first QuestionAssessment) {
	c := first.Corrected
	if c == nil {
		q.WhyNotCorrected = "every case counts as failed"
		return
	}
	q.Corrected = &AgreedCorrection{By: ByRates, Share: c.Share, Cases: -1, Limits: c.Limits, Rates: c.Rates}
	if c.HasCounts {
		q.Corrected.Cases = int(math.Round(c.Share * float64(first.Result.Population)))
	}
}

// equal finds what all answers given twice say if neither reading is the truth; nothing after a
// second reading of the no answers alone.
func (a *Agreed) equal() {
	if a.Drawn != nil && a.Drawn.Only != "" {
		return
	}
	yes, split, no := 0, 0, 0
	for _, p := range a.pairs {
		for _, x := range p.asked {
			switch {
			case x.First == NA || x.Second == NA || a.First.Rules.Questions()[x.Question].HasPoints() || a.Made(x.Question):
			case x.First != x.Second:
				split++
			case x.First == Yes:
				yes++
			default:
				no++
			}
		}
	}
	if e, err := stats.EqualReadersOf(yes, split, no); err == nil {
		a.Equal = &e
	}
}

// A secondCount is the cases of one stratum of the second reading with one first answer.
type secondCount struct{ first, again, yes int }

// secondCounts are those with a yes at first, then those with a no, by the cells of the second
// reading; why says why they are not known.
func (a *Agreed) secondCounts(at int) (counts [2][]secondCount, why string) {
	g := a.groups[a.First.Rules.Questions()[at].Group]
	if g == nil {
		return counts, "the group is not in the record"
	}
	for k := range counts {
		counts[k] = make([]secondCount, len(g.cells.cells))
	}
	place := func(first Answer) int { return map[Answer]int{Yes: 0, No: 1}[first] }
	differs := 0
	for i, k := range g.twice {
		x, asked := a.pairs[k].answer(at)
		switch {
		case !asked:
			return counts, "not every answer is in"
		case x.First == NA && x.Second == NA:
			continue
		case x.First == NA || x.Second == NA:
			differs++
			continue
		}
		c := &counts[place(x.First)][g.cells.place[i]]
		c.first++
		c.again++
		if x.Second == Yes {
			c.yes++
		}
	}
	for i, c := range g.once {
		switch {
		case c == nil || slices.Contains(c.Waiting, at):
			return counts, "not every first answer is in"
		case c.Answers[at] != NA:
			counts[place(c.Answers[at])][g.cellOnce[i]].first++
		}
	}
	if differs > 0 {
		return counts, fmt.Sprintf("in %d of the cases read twice one reading alone found the question to apply", differs)
	}
	return counts, ""
}

// twoPhase corrects a question by the second reading.
func (a *Agreed) twoPhase(q *AgreedQuestion, first QuestionAssessment) error {
	at := first.Question.Place
	counts, why := a.secondCounts(at)
	var byAnswer, byCell []stats.StratumCount
	if why == "" {
		byAnswer, byCell = strataOf(counts)
		if sampled(byCell) == 0 {
			why = "none of the cases to which it applied was read twice"
		}
	}
	if why != "" {
		q.WhyNotCorrected = why
		return nil
	}
	drawn := first.Drawn()
	if drawn.Of = population(byCell); drawn.Of != first.Of {
		q.WhyNotCorrected = "the first reading has cases that the second could not be drawn from"
		return nil
	}
	c := &AgreedCorrection{By: ByTwoPhase, Cases: -1}
	q.Corrected = c
	g, apart := a.groups[first.Group], a.First.chancesApart(first.Group)
	var weighted []stats.SecondRead
	if apart != "" {
		weighted = a.weighted(at, g, len(byAnswer))
	}
	if err := c.estimate(drawn, byAnswer, weighted, a.Confidence); err != nil {
		return err
	}
	strata, proved := byAnswer, g.cells.proved
	var l stats.TwoPhaseLimits
	var err error
	if len(byCell) > 1 {
		if strata = byCell; !stats.TriesEverySplit(byCell, nil, a.Confidence) {
			strata, proved = byAnswer, false
		}
		l, err = stats.TwoPhaseInterval(drawn, strata, a.Confidence)
	} else {
		l, c.Alone, err = stats.SecondReadsInterval(drawn, strata, a.Confidence)
	}
	if err != nil {
		return err
	}
	l.Sample.Guaranteed = l.Sample.Guaranteed && proved
	c.Sample = &l.Sample
	switch {
	case weighted != nil:
		c.Why, c.Weighted = apart+": the share weighs them, and its limits are approximate", true
		return nil
	case apart != "":
		c.Why, c.Approximate = a.First.whyNotAlike(first.Group), nil
		return nil
	}
	c.Limits = Limits{l.Low, l.High, l.HasCounts, l.LowCount, l.HighCount,
		l.Guaranteed && proved && a.First.simple(first.Group) && a.First.unchanged(first.Group), ""}
	if c.HasCounts && !math.IsNaN(c.Share) {
		c.Cases = int(math.Round(c.Share * float64(drawn.Most)))
	}
	return nil
}

// estimate makes the two-phase estimate, whose strata are the first answers. There is none where no
// case with one of them was read again, and no standard error where a single one was or all
// second answers are alike. Second reads with chances of their own are given where these differ.
func (c *AgreedCorrection) estimate(drawn stats.DrawnShare, byAnswer []stats.StratumCount, weighted []stats.SecondRead,
	confidence float64) error {
	design, lonely := stats.TwoPhase{First: []stats.StratumCount{{Population: drawn.Most, Sample: drawn.Of}}}, false
	c.Again, c.AgainYes = sampled(byAnswer), yesOfStrata(byAnswer)
	for h, s := range byAnswer {
		design.Cells = append(design.Cells, stats.SecondRead{Second: h, Read: s.Sample, Of: s.Sample, Yes: s.Yes})
		design.Second = append(design.Second, s.Population)
		lonely = lonely || s.Sample < min(2, s.Population)
		if s.Sample == 0 {
			c.Share = math.NaN()
		}
	}
	if math.IsNaN(c.Share) {
		return nil
	}
	method := stats.TwoPhaseFull
	if weighted != nil {
		design.First[0].Population, design.Cells, method = stats.Infinite, weighted, stats.TwoPhaseSimple
	}
	e, err := design.Estimate(method, confidence)
	if c.Share = e.Proportion; !lonely && e.SE > 0 {
		c.Approximate = &e
	}
	return err
}

// weighted are the second reads of a question, each with the chance of its case of being in the
// sample; nil where that is not known. A second reading gives every case that can be drawn the same chance, so that no other
// weight is needed but that of the first answers' strata.
func (a *Agreed) weighted(at int, g *rereadGroup, answers int) (reads []stats.SecondRead) {
	status, err := a.First.Record.Status(a.First.Rules.Questions()[at].Group)
	if err != nil || status.Inclusion == nil {
		return nil
	}
	chances := map[string]float64{}
	for _, c := range status.Inclusion.Cases {
		chances[c.ID] = c.Chance
	}
	for _, k := range g.twice {
		x, _ := a.pairs[k].answer(at)
		if x.First == NA {
			continue
		}
		read := stats.SecondRead{Read: 1, Of: 1, Chance: chances[sample.NormalizeID(a.pairs[k].first.ID)]}
		if read.Chance == 0 {
			return nil
		}
		if x.First == No && answers > 1 { // where all first answers are alike they are one stratum
			read.Second = 1
		}
		if x.Second == Yes {
			read.Yes = 1
		}
		reads = append(reads, read)
	}
	return reads
}

// strataOf are the second reads by the first answer, and by the cells they were drawn by.
func strataOf(counts [2][]secondCount) (byAnswer, byCell []stats.StratumCount) {
	byAnswer, byCell = make([]stats.StratumCount, 2), make([]stats.StratumCount, len(counts[0]))
	for k := range counts {
		for h, n := range counts[k] {
			for _, s := range []*stats.StratumCount{&byAnswer[k], &byCell[h]} {
				s.Population, s.Sample, s.Yes = s.Population+n.first, s.Sample+n.again, s.Yes+n.yes
			}
		}
	}
	empty := func(s stats.StratumCount) bool { return s.Population == 0 }
	return slices.DeleteFunc(byAnswer, empty), slices.DeleteFunc(byCell, empty)
}

func population(strata []stats.StratumCount) (n int) {
	for _, s := range strata {
		n += s.Population
	}
	return n
}

func sampled(strata []stats.StratumCount) (n int) {
	for _, s := range strata {
		n += s.Sample
	}
	return n
}

func yesOfStrata(strata []stats.StratumCount) (n int) {
	for _, s := range strata {
		n += s.Yes
	}
	return n
}

// half is what is known where the no answers alone were read again.
func (a *Agreed) half(q *AgreedQuestion, at int) error {
	counts, why := a.secondCounts(at)
	if why != "" {
		return nil
	}
	var strata []stats.StratumCount
	for _, n := range counts[1] {
		if n.first > 0 {
			strata = append(strata, stats.StratumCount{Population: n.first, Sample: n.again, Yes: n.yes})
		}
	}
	if sampled(strata) == 0 {
		return nil
	}
	i, err := stats.CombinedInterval(strata, a.Confidence)
	if err != nil {
		return err
	}
	i.Guaranteed = i.Guaranteed && a.groups[a.First.Rules.Questions()[at].Group].cells.proved
	q.Half = &HalfKnown{population(strata), sampled(strata), yesOfStrata(strata), i}
	return nil
}
