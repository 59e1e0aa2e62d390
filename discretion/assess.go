package discretion

import (
	"cmp"
	"errors"
	"fmt"

	"onecase/discretion/rules"
	"onecase/sample/sheet"
	"onecase/stats"
)

// Options are the choices of an assessment; the zero value leaves them to the rules.
type Options struct {
	Rounding   rules.Rounding // "": the rule set's
	Confidence float64        // 0: as [Inspection.Level] says
	Rates      *Rates         // of wrong answers, for what is true behind them; nil: not asked
}

// An Assessor is an assessment in the making, for programs that change results and ask
// again, as package predict does; most need [Assess] alone.
type Assessor struct {
	Inspection *Inspection
	Rules      *rules.Set
	Scale      *rules.Scale   // of the rules' own bands
	Scales     []*rules.Scale // of each question
	Rater      *rules.Rater
	Results    []Result // with counts recovered, in the order of the rules' questions
	Bands      []int    // of each question; rules.Unbanded without one
	unread     []int    // of each question, the cases still to be read
	rates      *Rates   // of errors that are taken out
	decisions  map[string]*Decision
	out        *Assessment
	beside     *Assessment // where the ratings are by corrected shares, that of the answers

	work           int                         // ratings worked out by searches
	prices         map[bool]map[string]turning // what goals cost, up and down
	scratchBands   []int
	scratchFigures []rules.Figure
}

// Assess applies the rules to an inspection. One that contradicts itself is an error,
// sheet.Problems.
func Assess(ins *Inspection, o Options) (*Assessment, error) {
	a, err := NewAssessor(ins, o)
	if err != nil {
		return nil, err
	}
	a.assess()
	if a.rates != nil {
		if err := a.corrected(); err != nil {
			return nil, err
		}
		a.Inspection.WarnChances(&a.out.Warnings)
	}
	a.out.Published = a.compare()
	a.out.warnChanged()
	a.out.warnMatched(&a.out.Warnings, stats.Exact)
	a.warnSizes()
	return a.out, nil
}

// assess rates the standards and the whole.
func (a *Assessor) assess() {
	computed := make([]int, len(a.Rules.Standards))
	decided := make([]int, len(a.Rules.Standards))
	for i, standard := range a.Rules.Standards {
		st := a.standard(i)
		computed[i], decided[i] = rules.Unrated, rules.Unrated
		if r, ok := a.Rules.RatingIn(standard.ID, st.Computed); ok {
			computed[i] = r
		}
		if r, ok := a.Rules.RatingIn(standard.ID, st.Rating); ok {
			decided[i] = r
		}
		if _, judged := a.Inspection.Judged[st.ID]; judged {
			computed[i] = decided[i]
		}
		if decided[i] == rules.Unrated && len(a.rated(i)) > 0 {
			a.Rater.Require(i)
		}
		a.out.Standards = append(a.out.Standards, st)
	}
	a.Rater.Fill(computed, nil)
	a.Rater.Fill(decided, a.heldStandard)
	for i := range a.out.Standards {
		if a.Rater.MadeOf(i) {
			a.level(i, computed, decided)
		}
	}
	a.overall(computed, decided)
	a.withhold()
}

// NewAssessor prepares an assessment; see [Assess] for its error.
func NewAssessor(ins *Inspection, o Options) (*Assessor, error) {
	o.Confidence = ins.Level(o.Confidence)
	switch o.Rounding {
	case "", rules.HalfUp, rules.HalfEven, rules.Down, rules.None:
	default:
		return nil, fmt.Errorf("percent rounding %q is none of half-up, half-even, down, none", o.Rounding)
	}
	if o.Rates != nil && ins.Withheld != nil {
		return nil, errors.New("corrected shares are not withheld with the counts behind them: ask for them without publishing")
	}
	if o.Rates != nil {
		if err := o.Rates.Check(ins.Rules); err != nil {
			return nil, err
		}
	}
	fixed := map[string]int{}
	for _, id := range ins.Withheld.Standards(ins.Rules) {
		rating, _ := ins.Withheld.Rating(id)
		if at, ok := ins.Rules.RatingIn(id, rating); ok {
			fixed[id] = at
		}
	}
	for id, rating := range ins.Judged { // before what is withheld
		fixed[id], _ = ins.Rules.RatingIn(id, rating)
	}
	scale := ins.Rules.Scale(o.Rounding)
	a := &Assessor{
		Inspection: ins, Rules: ins.Rules, Scale: scale, Scales: ins.Rules.QuestionScales(o.Rounding), Rater: ins.Rules.Rater(fixed),
		decisions: map[string]*Decision{}, rates: o.Rates,
		out: &Assessment{Inspection: ins, Rounding: scale.Rounding, Confidence: o.Confidence, Rates: o.Rates},
	}
	a.Results = ins.Results.Counts(a.Scales)
	for i := range ins.Decisions {
		a.decisions[ins.Decisions[i].Standard] = &ins.Decisions[i]
	}
	if err := a.checkSizes(); err != nil {
		return nil, err
	}
	a.countUnread()
	a.Bands = a.bandsUnder(a.Scales)
	return a, nil
}

// checkSizes finds groups whose sizes do not fit the judgements.
func (a *Assessor) checkSizes() error {
	var problems sheet.Problems
	for _, g := range a.Rules.Groups {
		size := a.Inspection.Groups[g.ID]
		if n := a.Sampled(g.ID); size.Population > 0 && n > size.Population {
			problems = append(problems, sheet.Problem{File: a.Inspection.File, Value: fmt.Sprint(size.Population),
				Message: fmt.Sprintf("group %s: a population of %d cannot hold the %d cases that were read", g.ID, size.Population, n),
				Fix:     "population counts every eligible case of the group, sampled or not"})
		}
		for i, r := range a.Results {
			if a.Rules.Questions()[i].Group != g.ID {
				continue
			}
			problem := func(value int, format string, args ...any) {
				p := sheet.Problem{File: cmp.Or(r.Place.File, a.Inspection.File), Sheet: r.Place.Sheet, Row: r.Place.Row,
					Value: fmt.Sprint(value), Message: fmt.Sprintf(format, args...), Fix: "correct the one that is wrong"}
				problems = append(problems, p)
			}
			read, all := a.Inspection.CasesRead(g.ID), size.Population
			switch {
			case all > 0 && r.Population > all:
				problem(r.Population, "%s is said to apply to %d eligible cases, but %s has %d", r.Question, r.Population, g.ID, all)
			case read > 0 && all > 0 && r.Population > r.Of+all-read:
				a.out.Warnings.Add("population-too-large", "correct population, or the number of cases it was answered for",
					"%s is said to apply to %d eligible cases; %d of them were read, and only %d of the group were not",
					stats.ID(r.Question), r.Population, r.Of, all-read)
			}
			if size.Sample > 0 && r.Of > size.Sample {
				problem(r.Of, "%s was answered for %d cases, but the sample of %s is %d", r.Question, r.Of, g.ID, size.Sample)
			}
		}
	}
	return problems.Err()
}

// warnSizes warns of samples outside the sizes that the rules ask for.
func (a *Assessor) warnSizes() {
	sampled, population := map[string]int{}, map[string]int{}
	for _, id := range a.Rules.GroupIDs() {
		sampled[id], population[id] = a.Sampled(id), a.Inspection.Groups[id].Population
	}
	a.out.Warnings = append(a.out.Warnings, a.Rules.WarnSizes(sampled, population)...)
}

// Sampled is how many cases of a group were read, or else the most of any question.
func (a *Assessor) Sampled(group string) int {
	return cmp.Or(a.Inspection.CasesRead(group), a.mostAnswered(group))
}

// TakenForAll tells whether a question, by its place, is taken to apply to every eligible case of
// its group: it applied to every case with an answer, some are unread, and it is not given to how
// many it applies.
func (a *Assessor) TakenForAll(at int) bool {
	r, group := a.Results[at], a.Rules.Questions()[at].Group
	read := a.Sampled(group) - a.Inspection.Results.Grid.Waiting(at)
	return r.HasCount() && r.Population == 0 && takenForAll(r.Of, read, a.Inspection.Groups[group].Population)
}

// takenForAll tells so of a question that applied to so many of the cases read, of those eligible.
func takenForAll(of, read, eligible int) bool { return of > 0 && of == read && of < eligible }

// mostAnswered is the most cases that any question of a group has.
func (a *Assessor) mostAnswered(group string) int {
	most := 0
	for i, r := range a.Results {
		if a.Rules.Questions()[i].Group == group {
			most = max(most, r.Of)
		}
	}
	return most
}

// casesAtMost bounds the cases read of a group: by those read, eligible or unreachable.
func (a *Assessor) casesAtMost(group string) int {
	most := cmp.Or(a.Inspection.CasesRead(group), a.Inspection.Groups[group].Population, unreachable)
	return max(most, a.mostAnswered(group))
}

// SetCount gives a question, by its place, another count and its band.
func (a *Assessor) SetCount(question, yes, of int) {
	a.Results[question].setCount(yes, of)
	a.Bands[question], _ = a.bounds(a.Scales[question], question)
}

// SetLevels is SetCount for answers with points: the cases at each level, worst first. They are
// not copied.
func (a *Assessor) SetLevels(question int, cases []int) {
	of := 0
	for _, n := range cases {
		of += n
	}
	r := &a.Results[question]
	r.setCount(cases[len(cases)-1], of)
	r.Levels = cases
	a.Bands[question], _ = a.bounds(a.Scales[question], question)
}

// bandOf gives the band of a result.
func bandOf(s *rules.Scale, r Result) int {
	if r.asPrinted() {
		if band := s.BandOfPrinted(r.Percent); band != rules.Unbanded {
			return band
		}
	}
	if r.HasCount() {
		return s.Band(r.count(s), r.Of)
	}
	return rules.Unbanded
}

// RatingOf gives the id of the rating of a question's band, "" for rules.Unbanded.
func (a *Assessor) RatingOf(question, band int) string {
	if band == rules.Unbanded {
		return ""
	}
	return a.ratings(question)[a.Scales[question].Rating(band)].ID
}

// ratings is the scale of the ratings of a question, by its place.
func (a *Assessor) ratings(question int) []rules.Rating {
	at, _ := a.Rules.StandardIndex(a.Rules.Questions()[question].Standard)
	return a.Rules.RatingsOf(at)
}

// Warnings are those found so far.
func (a *Assessor) Warnings() []stats.Warning { return a.out.Warnings }
