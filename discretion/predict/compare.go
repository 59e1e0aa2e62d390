package predict

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"

	"onecase/discretion"
	"onecase/discretion/rules"
	"onecase/stats"
)

// CompareOptions are the choices of Compare; the zero value gives exact limits.
type CompareOptions struct {
	Method     stats.Method   // of stats.DifferenceMethods; "": exact
	Confidence float64        // two-sided; 0: that of the later inspection's rules, or 0.80
	Together   bool           // makes all limits hold at once
	Rounding   rules.Rounding // "": that of each rule set
	Model      Model          // of the chances; "": Tied
	Prior      Prior          // of the chances; zero: Jeffreys
	Replicates int            // see Options
	Seed       string
	Progress   func(done, total int)
}

// Compared are two inspections of a service, question by question, rating by rating.
type Compared struct {
	Before, After *discretion.Assessment
	Method        stats.Method
	Confidence    float64

	Questions []QuestionCompared   // those with a count in both
	Means     []MeanCompared       // those whose answers have points, with cases in both
	Looks     stats.Looks          // at the limits of Questions
	Standards []RatingCompared     // those with a rating in both
	Overall   *RatingCompared      // nil where one has none
	Left      []discretion.LeftOut // what cannot be compared, and why

	Model Model // of the chances; "" where there are none
	Prior Prior // of the chances
	Simulation

	Warnings stats.Warnings
}

// QuestionCompared is one question in both inspections.
type QuestionCompared struct {
	Before, After discretion.QuestionAssessment
	// Difference is the share after minus the share before, with its limits.
	Difference stats.Difference
	// P is the p-value of no difference (see [stats.DifferenceTest]), for two simple random
	// samples; NaN where there are too many sizes to try. Proved says that they are such.
	P      float64
	Proved bool
}

// MeanCompared is one question whose answers have points, in both inspections: what their
// mean, or their percent of the highest, is later less what it was. Its limits stand each by
// itself, are approximate and take the samples for simple random ones.
type MeanCompared struct {
	Before, After discretion.QuestionAssessment
	Difference    stats.MeanDifference
}

// Clearest are the questions compared in the order of their p-values, the smallest first
// and those without one last; of equal ones the larger difference comes first.
func (c *Compared) Clearest() []QuestionCompared {
	order := slices.Clone(c.Questions)
	slices.SortStableFunc(order, func(a, b QuestionCompared) int {
		one, other := a.P, b.P
		if math.IsNaN(one) {
			one = 2
		}
		if math.IsNaN(other) {
			other = 2
		}
		return cmp.Or(cmp.Compare(one, other), cmp.Compare(math.Abs(b.Difference.Estimate), math.Abs(a.Difference.Estimate)))
	})
	return order
}

// HoldsZero reports whether the limits allow that there is no difference at all.
func (q QuestionCompared) HoldsZero() bool { return q.Difference.HoldsZero() }

// RatingCompared is one rating in both inspections.
type RatingCompared struct {
	ID                            string // of the standard; "overall"
	Before, After                 string // as decided
	ComputedBefore, ComputedAfter string // before discretion; "" where judged directly
	// Chances are those had every eligible case been read in both; nil where they are
	// not known or the ratings come from no cases. Discretion is not applied, and
	// judged standards are held.
	Chances *Ways
	Basis   Basis
	// Bounds hold for any dependence between questions; nil where none is assumed.
	Bounds *WaysBounds
	// BandsBefore and BandsAfter are the chances of each rating, behind Chances.
	BandsBefore, BandsAfter []float64
}

// Ways is the chance of each way in which a rating can go.
type Ways struct {
	Better float64 `json:"better" null:"nan"` // its chance
	Same   float64 `json:"same" null:"nan"`   // its chance
	Worse  float64 `json:"worse" null:"nan"`  // its chance
}

// WaysBounds bound the chances of a Ways.
type WaysBounds struct {
	Better Bound `json:"better"`
	Worse  Bound `json:"worse"`
}

// Compare sets two inspections of a service side by side, as independent samples even
// where a case was read in both. What only one of them has is left out and named.
func Compare(before, after *discretion.Inspection, o CompareOptions) (*Compared, error) {
	o.Method = cmp.Or(o.Method, stats.Exact)
	o.Confidence = after.Level(o.Confidence)
	c := &Compared{Method: o.Method, Confidence: o.Confidence}
	var err error
	if c.Before, err = discretion.Assess(before, discretion.Options{Rounding: o.Rounding, Confidence: o.Confidence}); err != nil {
		return nil, err
	}
	if c.After, err = discretion.Assess(after, discretion.Options{Rounding: o.Rounding, Confidence: o.Confidence}); err != nil {
		return nil, err
	}
	c.Looks = stats.NewLooks(o.Confidence)
	if o.Together {
		c.Looks.Hold(c.dependent())
	}
	if err := c.questions(); err != nil {
		return nil, err
	}
	if err := c.ratings(o); err != nil {
		return nil, err
	}
	if max(len(c.Questions), len(c.Means), len(c.Standards)) == 0 {
		return nil, fmt.Errorf("there is nothing to compare: no question has a count, and no standard a rating, in both inspections%s", c.firstLeft())
	}
	c.warnOf("before", c.Before)
	c.warnOf("after", c.After)
	c.Warnings = append(c.Warnings, discretion.SameDraw(before, after, "the two inspections",
		stats.Advise("give each inspection the record of its own sample; robust %v is about a second reading of the same cases", stats.Option{Name: "reread"}))...)
	if before.LaterThan(after) {
		c.Warnings.Add("dates-reversed", "name the earlier inspection first",
			"the inspection named first is the later one (%s, then %s): what rose between them is shown as a fall", before.Date, after.Date)
	}
	if b, a := before.Rules, after.Rules; b.ID != a.ID {
		c.Warnings.Add("different-rules", "check that what has the same id asks the same",
			"what is compared may not be the same: the inspections were made under different rules (%s and %s), and what has the same id in both is compared", b.Named(), a.Named())
	}
	return c, nil
}

// results gives the questions of an assessment.
func results(a *discretion.Assessment) []discretion.QuestionAssessment {
	var all []discretion.QuestionAssessment
	for _, st := range a.Standards {
		all = append(all, st.Results...)
	}
	return all
}

// questions compares every question that has a count in both.
func (c *Compared) questions() error {
	lacks := func(which string) string {
		if c.After.Inspection.Rules.ID == rules.NoRules {
			return "it is not among the questions of the " + which + " table"
		}
		return "it is not among the questions of the " + which + " rules, or its standard was judged directly"
	}
	after := map[string]discretion.QuestionAssessment{}
	for _, q := range results(c.After) {
		after[q.Question.ID] = q
	}
	var notes stats.PlacedWarnings
	for _, b := range results(c.Before) {
		id := b.Question.ID
		a, ok := after[id]
		delete(after, id)
		switch {
		case !ok && b.Known != discretion.NoResult:
			c.leave(id, lacks("later"))
		case !ok || b.Known == discretion.NoResult && a.Known == discretion.NoResult:
		case !b.HasCount() || !a.HasCount():
			c.leave(id, whyNoCount(b.Result, a.Result))
		case b.Question.HasPoints() || a.Question.HasPoints():
			if err := c.mean(b, a); err != nil {
				return fmt.Errorf("%s: %w", id, err)
			}
		default:
			d, err := c.difference(b, a)
			if err != nil {
				return fmt.Errorf("%s: %w", id, err)
			}
			p, err := stats.DifferenceTest(b.Drawn(), a.Drawn(), c.Looks.Each)
			if err != nil {
				return fmt.Errorf("%s: %w", id, err)
			}
			c.Looks.Add(d.Low, d.High, d.Guaranteed)
			notes.Add(stats.ID(id).Place(), d.Warnings...)
			c.Questions = append(c.Questions, QuestionCompared{b, a, d, p, simple(b) && simple(a)})
		}
	}
	for _, a := range results(c.After) {
		if _, left := after[a.Question.ID]; left && a.Known != discretion.NoResult {
			c.leave(a.Question.ID, lacks("earlier"))
		}
	}
	c.Warnings = append(c.Warnings, notes.Warnings()...)
	return nil
}

// difference is that of one question. Where the limits of either share are over the cells
// of its draw, those of the two are put together.
func (c *Compared) difference(before, after discretion.QuestionAssessment) (stats.Difference, error) {
	if c.Method == stats.Exact && (before.LimitsBy == stats.ExactCells || after.LimitsBy == stats.ExactCells) {
		own := func(a *discretion.Assessment, q discretion.QuestionAssessment) func(float64) (stats.Interval, error) {
			return func(confidence float64) (stats.Interval, error) { return a.ShareLimits(q, confidence) }
		}
		d, err := stats.ApartDifference(own(c.Before, before), own(c.After, after), c.Looks.Each)
		d.First, d.Second, d.Method = before.Drawn(), after.Drawn(), stats.ExactCells
		d.Estimate = float64(after.Yes)/float64(after.Of) - float64(before.Yes)/float64(before.Of)
		return d, err
	}
	d, err := stats.DifferenceInterval(c.Method, before.Drawn(), after.Drawn(), c.Looks.Each)
	d.Guaranteed = d.Guaranteed && simple(before) && simple(after)
	return d, err
}

// mean compares a question whose answers have points, by the same ones in both.
func (c *Compared) mean(before, after discretion.QuestionAssessment) error {
	if b, a := before.Points, after.Points; b == nil || a == nil || b.Of != a.Of || !slices.Equal(b.Levels, a.Levels) {
		c.leave(after.Question.ID, "its answers do not have the same points, rated in the same way, in both rule sets")
		return nil
	}
	first, err := c.Before.Mean(before)
	if err != nil {
		return err
	}
	second, err := c.After.Mean(after)
	if err != nil {
		return err
	}
	c.Means = append(c.Means, MeanCompared{before, after, stats.DifferenceOfMeans(first, second, c.Confidence)})
	return nil
}

// simple reports whether a question was answered on a simple random sample.
func simple(q discretion.QuestionAssessment) bool {
	return q.Guaranteed && q.LimitsBy == stats.Exact
}

// dependent counts the questions of each group that may be compared: those of one group
// are answered on the same cases, and the groups were drawn apart.
func (c *Compared) dependent() []int {
	counted := func(q discretion.QuestionAssessment) bool {
		return q.Known != discretion.NoResult && q.Known != discretion.PercentOnly && q.Known != discretion.Hidden &&
			!q.Question.HasPoints()
	}
	before := map[string]bool{}
	for _, q := range results(c.Before) {
		before[q.Question.ID] = counted(q)
	}
	groups := map[string]int{}
	for _, q := range results(c.After) {
		if counted(q) && before[q.Question.ID] {
			groups[q.Group]++
		}
	}
	return slices.Collect(maps.Values(groups))
}

func (c *Compared) leave(id, why string) {
	c.Left = append(c.Left, discretion.LeftOut{ID: id, Why: why})
}

// firstLeft says why the first question or standard was left out; "" where none was.
func (c *Compared) firstLeft() string {
	if len(c.Left) == 0 {
		return ""
	}
	return "; " + c.Left[0].ID + ": " + c.Left[0].Why
}

// whyNoCount says which of two results has no count, and why.
func whyNoCount(before, after discretion.Result) string {
	say := func(r discretion.Result) string {
		switch r.Known {
		case discretion.NoCase:
			return "applied to no case"
		case discretion.PercentOnly:
			return fmt.Sprintf("is %s%% of a number of cases that is not stated", r.Percent)
		case discretion.NoResult:
			return "has no result"
		case discretion.Hidden:
			return "is withheld"
		}
		return ""
	}
	b, a := say(before), say(after)
	switch {
	case before.Known == discretion.PercentOnly && after.Known == discretion.PercentOnly:
		return fmt.Sprintf("it is %s%% and then %s%%, of numbers of cases that are not stated, so that nothing can be said of chance", before.Percent, after.Percent)
	case b == a:
		return "it " + b + " in either inspection"
	case a == "":
		return "it " + b + " in the earlier inspection"
	case b == "":
		return "it " + a + " in the later inspection"
	}
	return "it " + b + " in the earlier inspection and " + a + " in the later one"
}

// warnOf adds what is doubtful in the results of one inspection.
func (c *Compared) warnOf(which string, a *discretion.Assessment) {
	c.Warnings = append(c.Warnings, a.Doubts(which)...)
	var unknown []string
	for _, q := range results(a) {
		if q.Known == discretion.Nearest {
			w := discretion.NearestWarning(q.Result, a.Rounding, "the difference")
			c.Warnings = append(c.Warnings, w.In(which))
		}
		if q.HasCount() && q.PopulationSource == discretion.PopulationUnknown && !slices.Contains(unknown, q.Group) {
			unknown = append(unknown, q.Group)
		}
	}
	for _, g := range unknown {
		c.Warnings.Add("no-population", stats.Advise("add it to the inspection file, or give %v",
			stats.Option{Name: "population-" + which, Value: g + "=N"}),
			"%s: the number of eligible cases of %s is not known; its shares are taken for those of a population without limit", which, stats.ID(g))
	}
}
