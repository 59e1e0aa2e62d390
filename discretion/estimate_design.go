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

// A boundGroup is one group of a record bound to the cases that were judged.
type boundGroup struct {
	draw     *sample.GroupDraw
	rows     []int           // the judged cases: their rows in the grid; nil without a grid
	cells    []int           // the cell of each judged case
	ids      []string        // their ids
	byCell   *cellSample     // nil where it is not known whose the answers are, or there are no cells
	byTable  *tableLimits    // nil where limits are not by the law of the draw
	simple   stats.Warnings  // of limits that take a matched sample for a simple random one
	strata   []stats.Stratum // the parts of the group that were sampled apart
	stratum  []int           // per cell
	weighted bool            // cases of a stratum weigh differently
	assumed  bool            // strata or chances differ from those of the draw: nothing is guaranteed
	sampled  int             // cases in the sample
	design   *stats.Design
	sentence string
	warnings stats.Warnings
}

// bindGroup binds a group's record to the judgements; nil if the group has none. A case
// whose answer to the question, by its place, is not in yet counts as not judged; -1 is
// no question.
func (ins *Inspection) bindGroup(record *sample.Record, group string, question int, o EstimateOptions) (*boundGroup, error) {
	draw := record.Group(group)
	status, err := record.Status(group)
	if err != nil {
		return nil, err
	}
	g := &boundGroup{draw: draw, sampled: len(status.Sample)}
	ids := g.judged(ins, status, question)
	if len(ids) == 0 {
		return nil, nil
	}
	g.ids = ids
	g.makeStrata()
	chances, err := g.chances(status)
	if err != nil {
		return nil, err
	}
	cases := make([]stats.DrawnCase, len(ids))
	for i, id := range ids {
		cases[i].Stratum = g.strata[g.stratum[g.cells[i]]].Name
		if p := chances[id]; p > 0 {
			cases[i].Weight = 1 / p
			g.weighted = true
		}
	}
	// Strata of one case were merged; a group of one case gets exact limits.
	if g.design, err = stats.NewDesign(g.strata, cases, stats.LonelyCertainty); err != nil {
		return nil, fmt.Errorf("group %s: %w", group, err)
	}
	g.sentence = g.design.String()
	if g.weighted {
		g.sentence += ", weighted by the recorded chances"
	}
	if !slices.Contains(stats.DesignMethods(), o.Method) {
		g.warnChanged(record, status, len(ids))
	}
	if o.Withheld != nil && (len(g.strata) > 1 || g.weighted) {
		return nil, fmt.Errorf("%s: the cases had different chances of being drawn, so estimates weigh them and tell more than totals do: they cannot be published "+
			"with what shows few cases withheld (publish the ratings in their place, which are of totals)", ins.Rules.GroupTitle(group))
	}
	if !matched(draw) {
		return g, nil
	}
	if g.rows != nil && o.Withheld == nil {
		g.byCell = sampleCells(record, group, status, ids, g.cells)
	}
	if err := g.takeMatched(status, o); err != nil {
		return nil, fmt.Errorf("group %s: %w", group, err)
	}
	return g, nil
}

// matched reports whether a draw took its cases from several cells by a plan, or some
// whatever the seed: proofs for simple random samples do not hold.
func matched(draw *sample.GroupDraw) bool {
	forced := slices.ContainsFunc(draw.Selected, func(c sample.Chosen) bool { return c.Forced })
	return draw.Core.Method != sample.ByStrata && (len(draw.Cells) > 1 || forced)
}

// judged finds the cases judged on a question and their cells: those of the grid, or the
// whole sample.
func (g *boundGroup) judged(ins *Inspection, status *sample.Status, question int) (ids []string) {
	grid := ins.Results.Grid
	if grid == nil {
		for _, c := range status.Sample {
			g.cells, ids = append(g.cells, c.Cell), append(ids, c.ID)
		}
		return ids
	}
	g.rows, g.cells, ids = grid.judgedCases(g.draw.Group, status, question)
	return ids
}

// takeMatched gives a matched sample the design of a balanced one if it can. Exact limits
// are over its cells, where these are not too many and small and it is known whose the
// answers are; else by the law of the draw, for questions that apply to every case of a
// sample that was read as drawn; else limits for counts take it for a simple random sample.
func (g *boundGroup) takeMatched(status *sample.Status, o EstimateOptions) error {
	how := "matched on " + strings.Join(phrase.Each(g.draw.Variables, func(v sample.DrawnVariable) string {
		return caselist.VariableTitle(v.Name)
	}), ", ")
	if len(g.draw.Variables) == 0 {
		how = "drawn by plans"
	}
	balanced, err := g.balanced(status, o.Withheld != nil)
	if err != nil {
		return err
	}
	if balanced != nil {
		g.design = balanced
	}
	counts := fmt.Sprintf("%d of %d cases", len(g.cells), g.draw.Population)
	if balanced != nil && slices.Contains(stats.DesignMethods(), o.Method) {
		g.sentence = how + ": " + counts + ", finite correction, the variance that matching leaves"
		return nil
	}
	if o.Method == stats.ExactCells && g.byCell == nil {
		return errors.New("totals do not say which cell of the draw an answer is from: give the judgements case by case (case_id, question, answer)")
	}
	why := "totals do not say which answers are from cases alike in every matched variable, so the limits"
	switch {
	case g.byCell == nil:
	case o.Method == "" || o.Method == stats.ExactCells:
		places, cells, _, err := g.byCell.part(g.whole(), o.Confidence)
		if err != nil {
			return err
		}
		short, err := g.byCell.short(places, cells, o.Confidence)
		if err != nil {
			return err
		}
		if short || o.Method == stats.ExactCells {
			g.sentence = fmt.Sprintf("%s: %s, at random within each of %d strata, the groups of cases alike in every matched variable", how, counts, len(g.draw.Cells))
			return nil
		}
		why = "by the groups of cases alike in every matched variable limits would be more than twice as wide, so they"
	default:
		why = "the limits"
	}
	g.assumed = true
	var fix stats.Remedy
	if balanced != nil {
		fix = stats.Advise("%v or beta uses what matching gains, and guarantees nothing", stats.Option{Name: "method", Value: "logit"})
	}
	var worst []string
	if len(status.Dropped) == 0 { // else warnChanged says so
		worst = append(worst, "no guarantee is proved for the limits")
	}
	if e := g.draw.LargestEffect(); e != nil && e.Most() > 1 {
		worst = append(worst, fmt.Sprintf("for some answers an estimate varies up to %.2f times as much from draw to draw", sample.TimesAsMuch(e.Most())))
	}
	if len(worst) == 0 {
		worst = []string{"limits as of a simple random sample"}
	}
	g.simple.Add("matched-draw", fix, "%s: the sample was %s; %s take it for a simple random one", strings.Join(worst, ", and "), how, why)
	if (o.Method == "" || o.Method == stats.ExactTable) && asDrawn(g.draw, status, len(g.cells)) {
		g.byTable = newTableLimits(g.draw, o.Confidence)
	}
	if g.byTable != nil {
		g.sentence = fmt.Sprintf("%s: %s, drawn by one of %s", how, counts, phrase.Count(max(len(g.draw.Core.Table), 1), "plan"))
		return nil
	}
	g.sentence = how + ", taken as a " + g.sentence
	g.warnings = append(g.warnings, g.simple...)
	g.simple = nil
	return nil
}

// warnChanged warns where something else than the draw decided which cases were judged:
// no limits are proved for them.
func (g *boundGroup) warnChanged(record *sample.Record, status *sample.Status, judged int) {
	changed := sampleChanged(record, g.draw, status)
	if changed != "" {
		g.warnings.Add("sample-changed", "", "%s", changed)
	}
	g.assumed = g.assumed || changed != "" || judged != len(status.Sample)
}

// sampleChanged says how the sample of a group is another than was drawn, and what that does to limits; "" where it is not.
func sampleChanged(record *sample.Record, draw *sample.GroupDraw, status *sample.Status) string {
	drawn, extended := len(draw.Selected), 0
	for _, e := range record.Extensions {
		if e.Group == draw.Group {
			extended += len(e.Added)
		}
	}
	switch added := len(status.Sample) + len(status.Dropped) - drawn; {
	case len(status.Dropped) > 0:
		left := record.DrawnLeft(draw.Group)
		of := phrase.Count(drawn, "case") + phrase.Plural(drawn, " that was", " that were") + " drawn"
		if extended > 0 {
			of = fmt.Sprintf("%s, %d drawn and %d added later,", phrase.Count(drawn+extended, "case"), drawn, extended)
		}
		return fmt.Sprintf("the limits rest on the cases that can be used, and no guarantee is proved for them: %d of the %s %s left the sample",
			left, of, phrase.Plural(left, "has", "have"))
	case added > 0:
		return phrase.Count(added, "case") +
			" were added to the sample after the draw; the limits keep their guarantee only if what had been read had no part in that"
	}
	return ""
}

// balanced is the design with the variance that matching leaves. It is nil if the
// sample has changed since the draw, has no table of plans, was not judged in full case
// by case, or has fewer than two cases per balancing variable.
func (g *boundGroup) balanced(status *sample.Status, published bool) (*stats.Design, error) {
	if g.rows == nil || published || g.weighted || !asDrawn(g.draw, status, len(g.cells)) {
		return nil, nil
	}
	cases := make([]sample.Chosen, len(g.cells))
	for i, c := range g.cells {
		cases[i].Cell = c
	}
	columns, rounding, ok := g.draw.Balancing(cases)
	if !ok || len(cases) < 2*(len(columns)-len(g.draw.Variables)+1) {
		return nil, nil
	}
	return g.design.Balance(columns, rounding)
}

// chances are the inclusion probabilities of the sample's cases, nil if all are equal.
// Older records lack them after an extension: no weights can be given then.
func (g *boundGroup) chances(status *sample.Status) (map[string]float64, error) {
	if g.draw.Core.Method == sample.ByStrata {
		return nil, nil // the strata say it
	}
	in := status.Inclusion
	switch {
	case in != nil && in.How != sample.ChanceUnknown:
		chances := map[string]float64{}
		for _, c := range in.Cases {
			chances[c.ID] = c.Chance
		}
		return chances, nil
	case status.PerCase != nil:
		return nil, nil
	case len(g.draw.Inclusion.Cases) > 0:
		return nil, fmt.Errorf("the cases of %s had different chances of being drawn, and the record does not have those of the sample after its extension, so the cases cannot be weighted: "+
			"give the record as it was before the extension, with the judgements of the cases that were in the sample then", g.draw.Group)
	}
	g.assumed = true
	g.warnings.Add("chances-unknown", "",
		"estimates are as if every case had had the same chance, which is not so: constraints or replacements made the chances in the extended sample differ, and the record does not have them")
	return nil, nil
}

// answers are those of the judged cases. From totals it is not known whose they are,
// which does not matter where all weigh the same.
func (g *boundGroup) answers(ins *Inspection, q int, r Result) ([]stats.Answer, error) {
	if g.rows != nil {
		return ins.Results.Grid.answers(g.rows, q), nil
	}
	answers := make([]stats.Answer, len(g.cells))
	if r.Of > len(answers) {
		return nil, sheet.Problems{{Column: r.Question,
			Message: fmt.Sprintf("%s has %d cases and the sample of %s has %d", r.Question, r.Of, g.draw.Group, len(answers)),
			Fix:     "give the record that the sample was drawn with"}}
	}
	if len(g.strata) > 1 || g.weighted {
		return nil, fmt.Errorf("the cases of %s do not weigh the same, so totals are not enough: give the judgements case by case (case_id, question, answer)", g.draw.Group)
	}
	for i := range answers[:r.Of] {
		answers[i] = stats.No
		if i < r.Yes {
			answers[i] = stats.Yes
		}
	}
	return answers, nil
}
