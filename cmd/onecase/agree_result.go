package main

import (
	"math"

	"onecase/cmd/onecase/internal/show"
	"onecase/discretion"
	"onecase/stats"
)

// agreeResult is the result of agree as programs read it.
type agreeResult struct {
	First      string           `json:"first"`
	Second     string           `json:"second"`
	Rules      string           `json:"rules"`
	Confidence float64          `json:"confidence"`
	Cases      int              `json:"cases"`                  // read twice
	Population int              `json:"population" null:"zero"` // cases that could have been, of the sample; null where not known
	Drawn      bool             `json:"drawn"`                  // the record has the second reading that was drawn
	Only       string           `json:"only" null:"zero"`       // `no`: cases with an answer of no alone could be drawn; null: all
	Left       int              `json:"not_in_yet"`             // cases drawn to be read twice and without second answers
	Questions  []agreeQuestion  `json:"questions"`
	Standards  []agreeStandard  `json:"standards"`
	Pairs      []agreePair      `json:"pairs"` // of readers
	Overall    agreeSeveral     `json:"overall"`
	Equal      *agreeEqualRates `json:"equal_readers"` // null where the readings agree no more than by chance, and after `reread --only no`
	Needed     agreeNeeded      `json:"needed"`
	Warnings   []stats.Warning  `json:"warnings"`
}

// agreePart is the agreement on some answers.
type agreePart struct {
	Both      int               `json:"both"` // answers given twice, but for those that are na both times
	Cases     int               `json:"cases"`
	Same      int               `json:"same"`                 // of `both`, answers alike in both readings
	Neither   int               `json:"neither"`              // answers left out, as both are na
	Applies   int               `json:"applies_differs"`      // of `both`, answers of which one is na
	Agreement float64           `json:"agreement" null:"nan"` // same / both
	Apart     int               `json:"other_levels"`         // answers of several questions left out, as their levels are not those of the others
	Levels    []string          `json:"levels"`               // of answers with points, best first; empty: yes and no
	Table     [][]int           `json:"table"`                // of `both`: a row for yes, no, or each of `levels`, and, where it occurs, na of the first reading; the columns are the second's
	Kappa     *agreeCoefficient `json:"kappa"`                // Cohen's; null where no answer was given twice
	Scott     *agreeCoefficient `json:"scott"`                // Scott's pi
	AC1       *agreeCoefficient `json:"ac1"`                  // Gwet's
	Alpha     *agreeCoefficient `json:"alpha"`                // Krippendorff's
}

// agreeWeighted is the agreement of levels that count in part.
type agreeWeighted struct {
	Agreement float64           `json:"agreement"` // the mean of the weights
	Kappa     *agreeCoefficient `json:"kappa"`     // Cohen's weighted
	Scott     *agreeCoefficient `json:"scott"`     // Scott's pi
	AC2       *agreeCoefficient `json:"ac2"`       // Gwet's
	Alpha     *agreeCoefficient `json:"alpha"`     // Krippendorff's
}

// agreeCoefficient is a measure of agreement, beyond chance but for the share.
type agreeCoefficient struct {
	Value  float64 `json:"value" null:"nan"` // null where not defined
	Low    float64 `json:"low" null:"nan"`   // null where the readings show no spread
	High   float64 `json:"high" null:"nan"`
	SE     float64 `json:"standard_error" null:"nan"`
	Chance float64 `json:"chance"`          // the agreement put down to chance
	Why    string  `json:"why" null:"zero"` // why there is no value, or no limits
}

// agreeSeveral is the agreement on answers of several questions.
type agreeSeveral struct {
	agreePart
	Share agreeCoefficient `json:"share"` // `agreement` with limits from its standard error; no chance is taken off
}

type agreeQuestion struct {
	ID string `json:"id"`
	agreePart
	Limits   agreeLimits    `json:"limits"`   // of `agreement`
	Weighted *agreeWeighted `json:"weighted"` // of answers with points, where levels are alike by the square of the points between them; else null
	agreeTruth
}

// agreeLimits are exact limits of the share of cases that a second reading answers as the first
// did, of those that the first found the question to apply to.
type agreeLimits struct {
	Same int `json:"same"` // read twice, with the same answer
	Read int `json:"read"` // read twice
	methodLimits
	Of *int `json:"of"` // cases of the sample; null where not known
}

type agreeStandard struct {
	ID string `json:"id"`
	agreeSeveral
}

type agreePair struct {
	First  string `json:"first"`  // a reader; the rows of the table are his answers, whichever reading they were
	Second string `json:"second"` // the other
	agreeSeveral
}

// agreeNeeded is how many cases would have to be read twice.
type agreeNeeded struct {
	Within      float64 `json:"within"`                     // of `--within`: how near kappa is to be known
	Question    int     `json:"question" null:"zero"`       // cases that answer one question twice, of very many; null where not known
	QuestionNow float64 `json:"question_within" null:"nan"` // how near kappa of a question is known with as many cases as the questions have, on the whole
	QuestionHas int     `json:"question_cases"`             // that many
	Overall     int     `json:"overall" null:"zero"`        // cases of `population`, for kappa over all questions; null where not known
	OverallNow  float64 `json:"overall_within" null:"nan"`  // how near that is known now
}

func agreeResultOf(a *discretion.Agreed, within float64) agreeResult {
	r := agreeResult{First: a.First.File, Second: a.Second.File, Rules: a.First.Rules.ID, Confidence: a.Confidence,
		Cases: a.Cases, Population: a.Population,
		Drawn: a.Drawn != nil, Left: a.Left, Overall: agreeSeveralOf(a.Overall),
		Warnings: worded(show.Warnings(a.First.Rules, a.Warnings))}
	if e := a.Equal; e != nil {
		r.Equal = &agreeEqualRates{e.WrongYes, e.WrongNo, e.Rate}
	}
	if a.Drawn != nil {
		r.Only = a.Drawn.Only
	}
	for _, q := range a.Questions {
		r.Questions = append(r.Questions, agreeQuestion{ID: q.ID, agreePart: agreePartOf(q.AgreedPart),
			Limits: agreeLimitsOf(q.Limits), Weighted: agreeWeightedOf(q.Weighted), agreeTruth: agreeTruthOf(q)})
	}
	r.Standards = each(a.Standards, func(p discretion.AgreedPart) agreeStandard {
		return agreeStandard{p.ID, agreeSeveralOf(p)}
	})
	r.Pairs = each(a.Pairs, func(p discretion.AgreedPart) agreePair {
		return agreePair{p.Readers[0], p.Readers[1], agreeSeveralOf(p)}
	})
	onQuestion, overall := a.CasesFor(within)
	has := a.AnsweredTwice()
	r.Needed = agreeNeeded{within, onQuestion, a.Typical.Kappa.Within(has, stats.Infinite, a.Confidence),
		has, overall,
		a.Planned().Within(a.Overall.Cases, a.Population, a.Confidence)}
	return r
}

func agreeSeveralOf(p discretion.AgreedPart) agreeSeveral {
	out := agreeSeveral{agreePart: agreePartOf(p)}
	if p.Answers == 0 {
		p.Share = stats.Coefficient{Value: math.NaN(), Low: math.NaN(), High: math.NaN(), SE: math.NaN()}
	}
	out.Share = *agreeCoefficientOf(p.Share)
	return out
}

func agreePartOf(p discretion.AgreedPart) agreePart {
	out := agreePart{Both: p.Answers, Cases: p.Cases, Same: p.Same, Neither: p.Neither, Applies: p.Applies,
		Agreement: math.NaN(), Apart: p.Apart, Levels: p.Levels, Table: p.Table}
	if p.Answers == 0 {
		return out
	}
	out.Agreement = p.Share.Value
	out.Kappa, out.Scott = agreeCoefficientOf(p.Kappa), agreeCoefficientOf(p.Scott)
	out.AC1, out.Alpha = agreeCoefficientOf(p.AC1), agreeCoefficientOf(p.Alpha)
	return out
}

func agreeWeightedOf(a *stats.Agreement) *agreeWeighted {
	if a == nil {
		return nil
	}
	return &agreeWeighted{a.Share.Value, agreeCoefficientOf(a.Kappa), agreeCoefficientOf(a.Scott),
		agreeCoefficientOf(a.AC1), agreeCoefficientOf(a.Alpha)}
}

func agreeCoefficientOf(c stats.Coefficient) *agreeCoefficient {
	return &agreeCoefficient{c.Value, c.Low, c.High, c.SE, c.Chance, c.Why}
}

func agreeLimitsOf(i stats.Interval) agreeLimits {
	out := agreeLimits{Same: i.Yes, Read: i.Of, methodLimits: methodLimitsOf(i)}
	if i.HasCounts {
		out.Of = &i.Population
	}
	return out
}

// agreeEqualRates are the rates of error of equal readers, by all answers given twice.
type agreeEqualRates struct {
	WrongYes float64 `json:"wrong_yes"`        // at most
	WrongNo  float64 `json:"wrong_no"`         // at most
	Alike    float64 `json:"alike" null:"nan"` // if both are the same
}

// agreeTruth is what is said of the truth behind the answers to a question.
type agreeTruth struct {
	Corrected *agreeCorrected `json:"corrected"`
	Why       string          `json:"why_not_corrected" null:"zero"`
	Half      *agreeHalf      `json:"known_half"`    // after `reread --only no`: what is known; else null
	Equal     *agreeEqual     `json:"equal_readers"` // null where the readings agree no more than by chance
}

func agreeTruthOf(q discretion.AgreedQuestion) agreeTruth {
	t := agreeTruth{Why: q.WhyNotCorrected}
	if h := q.Half; h != nil {
		t.Half = &agreeHalf{h.No, h.Again, h.Yes, h.Limits.LowCount, h.Limits.HighCount, h.Limits.Guaranteed}
	}
	if e := q.Equal; e != nil {
		t.Equal = &agreeEqual{e.Least, e.Most, e.Alike}
	}
	c := q.Corrected
	if c == nil {
		return t
	}
	t.Corrected = &agreeCorrected{Method: correctedBy(c), Proportion: c.Share, Guaranteed: c.Guaranteed, Why: c.Why}
	if c.Why == "" {
		t.Corrected.Low, t.Corrected.High = &c.Low, &c.High
	}
	if c.HasCounts {
		t.Corrected.LowCount, t.Corrected.HighCount = &c.LowCount, &c.HighCount
	}
	if c.Cases >= 0 {
		t.Corrected.Yes = &c.Cases
	}
	if s := c.Sample; s != nil {
		t.Corrected.Sample = &agreeSampleLimits{s.LowCount, s.HighCount, s.Population, s.Guaranteed}
	}
	if a := c.Approximate; a != nil {
		t.Corrected.Approximate = &agreeApproximate{a.SE, a.Low, a.High}
	}
	return t
}

// agreeCorrected is a question's share with the errors of the first reading taken out.
type agreeCorrected struct {
	Method      string             `json:"method"`                // `two-phase`, `two-phase-weighted` where cases had unlike chances of being in the sample, or `second-reads-alone`, where the second reading is the truth; `stated-rates` or `found-rates`
	Yes         *int               `json:"yes"`                   // that share of the eligible cases, to a whole number; null where it is not known to how many the question applies
	Proportion  float64            `json:"proportion" null:"nan"` // the share of yes cases; null where no case with a yes at first, or none with a no, was read again
	Low         *float64           `json:"low"`                   // limits of the true share; null where there are none
	High        *float64           `json:"high"`                  // limits of the true share
	LowCount    *int               `json:"low_count"`             // the limits in eligible cases; of all where the question applied to every case read
	HighCount   *int               `json:"high_count"`            // the limits in eligible cases; of all where the question applied to every case read
	Guaranteed  bool               `json:"guaranteed"`            // the limits hold the truth with the confidence, if the second reading, or the rates, are true
	Why         string             `json:"why_none" null:"zero"`  // why there are no limits
	Sample      *agreeSampleLimits `json:"sample"`                // of the cases of the sample alone; null with rates
	Approximate *agreeApproximate  `json:"approximate"`           // by a standard error; null with rates, and where the second reads show none
}

// agreeSampleLimits are limits for the yes cases of the sample, had all been read a second time.
type agreeSampleLimits struct {
	LowCount   int  `json:"low_count"`
	HighCount  int  `json:"high_count"`
	Of         int  `json:"of"`         // cases of the sample to which the question applied
	Guaranteed bool `json:"guaranteed"` // if the second reading is true
}

// agreeApproximate is the two-phase estimate's doubt by its standard error.
type agreeApproximate struct {
	SE   float64 `json:"standard_error"`
	Low  float64 `json:"low"`  // not guaranteed
	High float64 `json:"high"` // not guaranteed
}

// agreeHalf is what second readings of the no answers alone say.
type agreeHalf struct {
	No         int  `json:"no"`         // cases of the sample with a no at first
	Again      int  `json:"again"`      // read again
	Yes        int  `json:"yes"`        // of these, with a yes then
	LowCount   int  `json:"low_count"`  // limits for the cases with a no that would have a yes, had all been read again
	HighCount  int  `json:"high_count"` // the same
	Guaranteed bool `json:"guaranteed"`
}

// agreeEqual is the true share of yes in the sample if neither reading is the truth and both
// readers err equally often, as they do over all questions.
type agreeEqual struct {
	Least float64 `json:"least"`            // where no true yes is read as no
	Most  float64 `json:"most"`             // where no true no is read as yes
	Alike float64 `json:"alike" null:"nan"` // where wrong yes and wrong no have the same rate; null where the readings do not go with that
}

// correctedBy names how a share was corrected.
func correctedBy(c *discretion.AgreedCorrection) string {
	switch {
	case c.By == discretion.ByRates && c.Rates.Found():
		return "found-rates"
	case c.By == discretion.ByRates:
		return "stated-rates"
	case c.Weighted:
		return "two-phase-weighted"
	case c.Alone:
		return "second-reads-alone"
	}
	return "two-phase"
}
