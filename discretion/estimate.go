package discretion

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"onecase/sample"
	"onecase/sample/caselist"
	"onecase/sample/sheet"
	"onecase/stats"
	"onecase/stats/phrase"
)

// EstimateOptions are the choices of an estimate from a recorded sample.
type EstimateOptions struct {
	// Method is stats.ExactCells, which takes the cells of a matched draw one by one;
	// stats.ExactTable, which takes the law of the draw over all its plans; stats.Exact,
	// which takes it for a simple random one; or one of stats.DesignMethods. The exact ones
	// give exact limits wherever the number of yes cases is
	// hypergeometric and those of stats.DesignBeta elsewhere. "" is stats.ExactCells
	// where the cells are not too many and small (see stats.CellsDesign.Short) and it
	// is known whose the answers are, else stats.ExactTable for questions that apply to
	// every case of a sample that was read as it was drawn, else stats.Exact.
	Method     stats.Method
	Confidence float64 // two-sided; 0: as [Inspection.Level] says
	// By is a variable of the record, or a column of List or of the judgements (the one
	// that OpenOptions.Keep names): every question is estimated for each of its categories
	// too, and the difference between each two of them. "" is none.
	By   string
	List *ListColumn // the column By of the list; nil where there is no list
	// Bands put the numbers of a column By of the list or of the judgements in bands, which are then its values; nil: none do.
	Bands []caselist.Band
	// Together makes the limits of all shares and differences hold at once.
	Together bool
	// Withheld is what Publish withholds of the inspection, of which categories are withheld
	// then too, of all variables of the record and columns of the judgements together, so that
	// estimates by one and by another keep the same things; nil: nothing is. Limits are from totals: not
	// stats.ExactCells. List is nil then.
	Withheld *Withheld
}

// Estimates are what a sample says about its population, question by question.
type Estimates struct {
	Method     stats.Method // as asked for; if not, that of most of the limits
	Confidence float64
	By         string
	Groups     []GroupDesign
	Questions  []QuestionEstimate
	Means      []QuestionMean // of questions whose answers have points, which are not among Questions
	// Differences are those between two categories of By.
	Differences []QuestionDifference
	Hidden      []HiddenCategory // what Withheld withholds of By
	Looks       stats.Looks      // at the limits of Questions and Differences
	Warnings    stats.Warnings
}

// A GroupDesign is how one group was sampled and read.
type GroupDesign struct {
	Group      string `json:"group"`
	Population int    `json:"population"` // eligible cases
	Sample     int    `json:"sample"`     // cases in the sample, as the record has it now
	Judged     int    `json:"judged"`     // cases of the sample with judgements
	Design     string `json:"design"`     // a sentence
}

// A QuestionEstimate is the share of yes answers to one question among the
// cases of a population, or of one category of it.
type QuestionEstimate struct {
	Question string
	Group    string
	Category string // "" for all
	// Population is the number of eligible cases the question applies to:
	// known, or the most there can be, or 0 where it is not known.
	Population       int
	PopulationSource PopulationSource
	// TakenForAll: it applied to every case that was read of the population, and is
	// taken to apply to every unread one.
	TakenForAll bool
	Read        int // cases read of it, also those that the question does not apply to
	Waiting     int // cases whose answer is not in yet
	Estimate    stats.ProportionEstimate
	// LeastCoverage is how often limits by method exact-table hold the truth in the worst
	// population found; 0 for other methods.
	LeastCoverage float64
	Interval      stats.Interval
	Design        string
}

// Estimate estimates every question's share of yes answers in the population
// the record's sample was drawn from. Call [Inspection.UseRecord] first, which
// counts failed cases as no. Groups of the rules that the record does not have
// are passed over; cases of the sample without judgements are taken not to have
// been drawn. Judgements of cases that are not in the sample are
// sheet.Problems. Of questions whose answers have points the figure is estimated, of all cases
// and not by category.
func (ins *Inspection) Estimate(record *sample.Record, o EstimateOptions) (*Estimates, error) {
	o.Confidence = ins.Level(o.Confidence)
	if err := ins.checkEstimate(record, o); err != nil {
		return nil, err
	}
	by, err := ins.column(record, o.By, o.List, o.Bands)
	if err != nil {
		return nil, err
	}
	if err := by.checkValues(); err != nil {
		return nil, err
	}
	e := estimator{by: by,
		ins: ins, record: record, options: o, results: ins.Results.Counts(ins.Rules.QuestionScales("")),
		out: &Estimates{Method: o.Method, Confidence: o.Confidence, By: o.By, Looks: stats.NewLooks(o.Confidence)},
	}
	if o.Withheld != nil {
		if err := e.checkPublished(); err != nil {
			return nil, err
		}
	}
	if o.Together {
		if err := e.hold(); err != nil {
			return nil, err
		}
	}
	for _, group := range ins.Rules.Groups {
		if err := e.group(group.ID); err != nil {
			return nil, err
		}
	}
	for _, q := range e.out.Questions {
		e.out.Looks.Add(q.Interval.Low, q.Interval.High, q.Interval.Guaranteed)
	}
	for _, m := range e.out.Means {
		if m.Low != nil {
			e.out.Looks.Add(*m.Low, *m.High, false)
		}
	}
	for _, d := range e.out.Differences {
		e.out.Looks.Add(d.Difference.Low, d.Difference.High, d.Difference.Guaranteed)
	}
	if len(e.missing) > 0 {
		e.out.Warnings.Add("question-missing", "add their judgements",
			"%s: there is no result, so there is no estimate", phrase.First(3, e.missing, "; ", "; and"))
	}
	e.out.Warnings = append(e.out.Warnings, e.notes.Warnings()...)
	if e.out.Method == "" {
		e.out.Method = stats.Exact
		for _, m := range []stats.Method{stats.ExactTable, stats.ExactCells} {
			if slices.ContainsFunc(e.out.Questions, func(q QuestionEstimate) bool { return q.Interval.Method == m }) {
				e.out.Method = m
			}
		}
	}
	if w := e.options.Withheld; len(e.out.Questions)+len(e.out.Means) == 0 && w != nil && len(w.Questions) > 0 {
		return nil, fmt.Errorf("there is nothing to publish: every question is withheld, as it would show that fewer than %d cases, or none, were judged yes or no, "+
			"or that it did not apply to some and fewer than %d", w.FewerThan, w.FewerThan)
	}
	if len(e.out.Questions)+len(e.out.Means) == 0 {
		return nil, fmt.Errorf("there is nothing to estimate: no question of a group of the record has a count")
	}
	return e.out, nil
}

// checkEstimate refuses what cannot be estimated from the record.
func (ins *Inspection) checkEstimate(record *sample.Record, o EstimateOptions) error {
	if o.Method != "" && o.Method != stats.Exact && o.Method != stats.ExactCells && o.Method != stats.ExactTable &&
		!slices.Contains(stats.DesignMethods(), o.Method) {
		return fmt.Errorf("there is no method %q for estimates; the methods are exact-cells, exact-table, exact, logit, beta, xlogit, mean and asin", o.Method)
	}
	if o.Withheld != nil && o.Method == stats.ExactCells {
		return errors.New("limits over cells tell of the answers in each: to be published they are from totals, by another method")
	}
	return ins.checkSampled(record)
}

// checkSampled reports judgements of cases that are not in their group's
// sample.
func (ins *Inspection) checkSampled(record *sample.Record) error {
	grid := ins.Results.Grid
	if grid == nil {
		return nil
	}
	sampled, looks, err := sampledIDs(record)
	if err != nil {
		return err
	}
	var problems, alike sheet.Problems
	var pairs []string
	strangers := map[string][]Case{} // by group
	for _, c := range grid.Cases {
		cases, ok := sampled[c.Group]
		similar := looks[sample.LookOfID(c.ID)]
		switch {
		case !ok:
			problems = append(problems, grid.problem(c,
				fmt.Sprintf("case %s has judgements in %s, and the record has no such group", c.ID, c.Group),
				"give the record that the sample was drawn with"))
		case cases[sample.NormalizeID(c.ID)]:
		case leftSample(record, c.ID) != "":
			problems = append(problems, grid.problem(c,
				fmt.Sprintf("case %s %s and still has judgements", c.ID, leftSample(record, c.ID)), takeOut))
		case similar == nil:
			strangers[c.Group] = append(strangers[c.Group], c)
		default:
			as := strings.Join(phrase.Each(similar, phrase.Quote), " or ")
			pairs = append(pairs, fmt.Sprintf("is %s in row %d the case %s", phrase.Quote(c.ID), c.Row, as))
			alike = append(alike, grid.problem(c,
				fmt.Sprintf("case %s has judgements and is not in the sample of %s", phrase.Quote(c.ID), ins.Rules.GroupTitle(c.Group)),
				stats.Advise("if it is the case %s, write its id so", as)+ins.alikeFix()))
		}
	}
	for group, cases := range strangers { // a line each
		of := ins.Rules.GroupTitle(group)
		p := grid.problem(cases[0], fmt.Sprintf("case %s has judgements and is not in the sample of %s", cases[0].ID, of),
			"leave it out, or record as a replacement why it was read")
		if len(cases) > 1 {
			slices.SortFunc(cases, func(a, b Case) int { return a.Row - b.Row })
			at := phrase.Each(cases, func(c Case) string { return fmt.Sprintf("%s in row %d", c.ID, c.Row) })
			p = grid.problem(cases[0], fmt.Sprintf("%d cases have judgements and are not in the sample of %s: %s",
				len(cases), of, phrase.First(10, at, ", ", " and")),
				"leave them out, or record as replacements why they were read")
		}
		problems = append(problems, p)
	}
	if len(alike) > 1 { // one question for all of them
		alike[0].Message = fmt.Sprintf("%d cases have judgements and are not in the sample, but ids that look the same are: %s?", len(alike), phrase.First(3, pairs, ", ", " and"))
		alike[0].Fix = "if so, write their ids as the sample has them" + ins.alikeFix()
		alike = alike[:1]
	}
	return append(problems, alike...).InOrder().Err()
}

// sampledIDs gives the ids of the sample of each group of a record, and those of each look.
func sampledIDs(record *sample.Record) (sampled map[string]map[string]bool, looks map[string][]string, err error) {
	sampled, looks = map[string]map[string]bool{}, map[string][]string{}
	for _, g := range record.Groups {
		status, err := record.Status(g.Group)
		if err != nil {
			return nil, nil, err
		}
		sampled[g.Group] = map[string]bool{}
		for _, c := range status.Sample {
			sampled[g.Group][c.ID] = true
			look := sample.LookOfID(c.ID)
			looks[look] = append(looks[look], c.ID)
		}
	}
	return sampled, looks, nil
}
