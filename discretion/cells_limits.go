package discretion

import (
	"fmt"
	"slices"
	"strings"

	"onecase/sample"
	"onecase/stats"
	"onecase/stats/phrase"
)

// A recordCells is a group's judged cases by the cells of the draw in the record.
type recordCells struct {
	*cellSample
	rows []int // of the judged cases in the grid
}

// cellsOf gives the cells for a question; nil where the record tells of a simple random
// sample or there is none, or where it is not known whose the answers are.
func (a *Assessment) cellsOf(q QuestionAssessment) *recordCells {
	ins := a.Inspection
	if ins.simple(q.Group) || q.Known != Answered {
		return nil
	}
	at := -1
	if ins.Results.Grid.Waiting(q.Question.Place) > 0 {
		at = q.Question.Place
	}
	key := fmt.Sprint(q.Group, at)
	if a.cells == nil {
		a.cells = map[string]*recordCells{}
	}
	if c, made := a.cells[key]; made {
		return c
	}
	a.cells[key] = nil
	if status, err := ins.Record.Status(q.Group); err == nil { // UseRecord has replayed it
		rows, cells, ids := ins.Results.Grid.judgedCases(q.Group, status, at)
		a.cells[key] = &recordCells{sampleCells(ins.Record, q.Group, status, ids, cells), rows}
	}
	return a.cells[key]
}

// ShareLimits are the limits of a question's share at a confidence, among all eligible cases
// if it is taken for all, among those that it applies to where the record tells, else for every
// number of cases that it can apply to. With the record of a matched or stratified draw and answers
// case by case they are over its cells (see stats.CellsDesign), unless these are too many
// and small; where those of the question are, they are at any confidence. Else they are by the law of a matched draw where the question
// applies to every case and the sample was read as it was drawn, as in [Inspection.Estimate]. Else they are exact for a simple random sample,
// and guaranteed where the record, if there is one, tells of one that was read as drawn.
func (a *Assessment) ShareLimits(q QuestionAssessment, confidence float64) (stats.Interval, error) {
	if q.EveryCaseRead() {
		return stats.SubsampleInterval(q.Drawn(), confidence)
	}
	if c := a.cellsOf(q); c != nil {
		answers := a.Inspection.Results.Grid.answers(c.rows, q.Question.Place)
		found := domainCount{answers: answers, all: q.TakenForAll}
		if cases := a.Inspection.appliesIn(q.Question.Place); cases != nil {
			found = c.applying(cases, answers)
		}
		i, ok, err := c.limits(found, confidence, q.LimitsBy == stats.ExactCells)
		if ok || err != nil {
			return i, err
		}
	}
	if t := a.tableOf(q, confidence); t != nil {
		return t.interval(q.Yes)
	}
	i, err := stats.SubsampleInterval(q.Drawn(), confidence)
	i.Guaranteed = i.Guaranteed && a.Inspection.simple(q.Group) && a.Inspection.unchanged(q.Group)
	return i, err
}

// tableOf is the limits by the law of the draw that a question was answered in; nil where it does not hold of its answers.
func (a *Assessment) tableOf(q QuestionAssessment, confidence float64) *tableLimits {
	draw := a.Inspection.drawOf(q.Group)
	if draw == nil || !matched(draw) || q.Of != len(draw.Selected) || !a.Inspection.unchanged(q.Group) ||
		!q.TakenForAll && q.Result.Population != draw.Population {
		return nil
	}
	key := fmt.Sprint(q.Group, confidence)
	if _, made := a.tables[key]; !made {
		if a.tables == nil {
			a.tables = map[string]*tableLimits{}
		}
		a.tables[key] = newTableLimits(draw, confidence)
	}
	return a.tables[key]
}

// strata are the cells of a question that applies to so many cases, all there are, with
// what was found in them: one where the sample is taken for a simple random one. Proved
// tells that each was drawn at random.
func (a *Assessment) strata(q QuestionAssessment, population int) (strata []stats.StratumCount, proved bool) {
	simple := []stats.StratumCount{{Population: population, Sample: q.Of, Yes: q.Yes}}
	c := a.cellsOf(q)
	if c == nil {
		return simple, a.Inspection.simple(q.Group) && a.Inspection.unchanged(q.Group)
	}
	strata = slices.Clone(c.cells)
	whole := 0
	for _, s := range strata {
		whole += s.Population
	}
	for i, answer := range a.Inspection.Results.Grid.answers(c.rows, q.Question.Place) {
		if answer == stats.OutsideDomain || whole != population {
			return simple, false // it applies to part of the cases
		}
		if answer == stats.Yes {
			strata[c.place[i]].Yes++
		}
	}
	return strata, c.proved
}

// simple reports whether a group's sample is a simple random one as far as the record
// tells; without a record it is taken to be.
func (ins *Inspection) simple(group string) bool {
	draw := ins.drawOf(group)
	return draw == nil || !matched(draw) && len(draw.Strata) < 2
}

// mostApart is how many times the least chance of being drawn the greatest may be for the cases
// of a group to be taken alike.
const mostApart = 1.25

// whyNotAlike says why the cases read, counted alike, do not each stand for as many eligible cases
// of a group; "" where they do, about, or that is not known.
func (ins *Inspection) whyNotAlike(group string) string {
	if apart := ins.chancesApart(group); apart != "" {
		return apart + ", and are counted alike"
	}
	return ""
}

// chancesApart says how far apart the chances of a group's cases were, where that is far: those of the
// sample as it stands, or of the first draw where an extension has left none in the record.
func (ins *Inspection) chancesApart(group string) string {
	draw := ins.drawOf(group)
	if draw == nil {
		return ""
	}
	in, drawn := &draw.Inclusion, "being drawn at first"
	if status, err := ins.Record.Status(group); err == nil {
		if now := status.Inclusion; status.PerCase != nil || now != nil && now.How != sample.ChanceUnknown {
			in, drawn = now, "being drawn"
		}
	}
	if in == nil {
		return ""
	}
	if least, most := in.Range(); most > mostApart*least {
		return fmt.Sprintf("its cases had chances of %.0f%% to %.0f%% of %s", 100*least, 100*most, drawn)
	}
	return ""
}

// WarnChances warns of groups with an answer whose cases are counted alike and had chances of
// being drawn that are far apart.
func (ins *Inspection) WarnChances(warnings *stats.Warnings) {
	for _, g := range ins.Rules.Groups {
		if why := ins.whyNotAlike(g.ID); why != "" {
			warnings.Add("chances-apart", "estimate weighs each case by its chance",
				"%s: what is said of all eligible cases may be far off: %s", stats.ID(g.ID), why)
		}
	}
}

// unchanged reports whether the record, if there is one, tells of a sample that was read
// as it was drawn.
func (ins *Inspection) unchanged(group string) bool {
	draw := ins.drawOf(group)
	if draw == nil {
		return true
	}
	status, err := ins.Record.Status(group)
	if err != nil {
		return false
	}
	judged := len(status.Sample)
	if grid := ins.Results.Grid; grid != nil {
		judged = grid.Sampled(group)
	}
	return asDrawn(draw, status, judged)
}

// drawOf is the draw of a group in the record; nil where there is none.
func (ins *Inspection) drawOf(group string) *sample.GroupDraw {
	if ins.Record == nil {
		return nil
	}
	return ins.Record.Group(group)
}

// EveryCaseRead tells whether all cases that the question applies to were read, so that its share is known.
func (q QuestionAssessment) EveryCaseRead() bool { return q.Result.Population == q.Of && q.Of > 0 }

// warnChanged warns of groups with limits whose sample is another than was drawn. Where small numbers are withheld, how many
// cases left the sample is too.
func (a *Assessment) warnChanged() {
	ins := a.Inspection
	for _, id := range ins.Rules.GroupIDs() {
		draw := ins.drawOf(id)
		if draw == nil || ins.Withheld != nil || !slices.ContainsFunc(a.Standards, func(st StandardAssessment) bool {
			return slices.ContainsFunc(st.Results, func(q QuestionAssessment) bool {
				return q.Group == id && q.Low != nil && !q.EveryCaseRead()
			})
		}) {
			continue
		}
		status, err := ins.Record.Status(id)
		if err != nil {
			continue // said where the record is opened
		}
		if changed := sampleChanged(ins.Record, draw, status); changed != "" {
			a.Warnings.Add("sample-changed", "", "%s: %s", stats.ID(id), changed)
		}
	}
}

// warnMatched warns of groups whose limits take a matched sample for a simple random one, as those by some methods do
// where they are put together with others. It names the questions where others of the group have better limits.
func (a *Assessment) warnMatched(warnings *stats.Warnings, methods ...stats.Method) {
	var places []string
	for _, id := range a.Inspection.Rules.GroupIDs() {
		var simple []string
		limits := 0
		for _, st := range a.Standards {
			for _, q := range st.Results {
				if q.Group != id || q.Low == nil || a.Inspection.simple(id) || q.EveryCaseRead() {
					continue
				}
				limits++
				if slices.Contains(methods, q.LimitsBy) {
					simple = append(simple, stats.ID(q.ID).Place())
				}
			}
		}
		switch {
		case len(simple) == 0:
		case len(simple) == limits:
			places = append(places, stats.ID(id).Place())
		default:
			places = append(places, phrase.First(3, simple, ", ", " and"))
		}
	}
	if len(places) > 0 {
		fix := stats.Remedy("")
		if a.Inspection.Results.Grid == nil && a.Inspection.Withheld == nil {
			fix = "give the judgements case by case"
		}
		warnings.Add("matched-draw", fix,
			"%s: no guarantee is proved for the limits, which take a matched or stratified sample for a simple random one", strings.Join(places, ", "))
	}
}
