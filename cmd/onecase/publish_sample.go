package main

import (
	"fmt"
	"math"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"onecase/cmd/onecase/internal/figure"
	"onecase/cmd/onecase/internal/report"
	"onecase/cmd/onecase/internal/show"
	"onecase/discretion"
	"onecase/discretion/rules"
	"onecase/sample"
	"onecase/sample/caselist"
	"onecase/stats"
	"onecase/stats/phrase"
)

// A publicSample is what plan and draw print with --publish. All formats and figures are
// made from it alone, so that what is not in it is in none of them.
type publicSample struct {
	Rules      string              `json:"rules"`                  // the rule set's id, or `none`
	AsOf       string              `json:"as_of" null:"zero"`      // the day of the inspection
	Confidence float64             `json:"confidence"`             // asked for
	Margin     float64             `json:"margin"`                 // asked for
	Criterion  stats.Criterion     `json:"criterion"`              // as in `size`
	FewerThan  int                 `json:"fewer_than"`             // of `--publish`
	Seed       string              `json:"seed" null:"zero"`       // null: nothing is drawn
	Algorithm  string              `json:"algorithm" null:"zero"`  // of the draw; null: nothing is drawn
	Committed  string              `json:"committed" null:"zero"`  // the day list and design were fixed, before the seed; null: nothing did
	Commitment string              `json:"commitment" null:"zero"` // the line that did, if it has a key; null: it has none, so that lists could be tried against it
	Groups     []publicSampleGroup `json:"groups"`                 // in the order of the rules
	Warnings   []stats.Warning     `json:"warnings"`               // none: they tell of single cases

	design sample.Design
	list   string // the name of the list
	set    *rules.Set
}

type publicSampleGroup struct {
	Group      string                 `json:"group"`
	Population int                    `json:"population"`
	Sample     int                    `json:"sample"`
	Reserves   int                    `json:"reserves"`
	Margin     float64                `json:"margin" null:"nan"` // of all of the sample; null where there is no case
	Match      []publicSampleCategory `json:"match"`             // the categories of variables that are shown
	Withheld   []string               `json:"withheld"`          // variables of which no number is shown

	steps []stats.Step // of the size
}

type publicSampleCategory struct {
	Variable   string  `json:"variable"`
	Category   string  `json:"category"`
	Population int     `json:"population"` // eligible cases
	Target     float64 `json:"target"`     // the exact share of the sample, in cases
	Selected   *int    `json:"selected"`   // null: nothing is drawn, or withheld with all of the variable
}

// publishable refuses a number of --publish that withholds nothing.
func (c *call) publishable(fewerThan int) error {
	if fewerThan != 0 && fewerThan < discretion.LeastPublished {
		return c.wrong("publish", strconv.Itoa(fewerThan), "to withhold fewer than %s withholds nothing: it has to be at least %d",
			phrase.Count(fewerThan, "case"), discretion.LeastPublished)
	}
	return nil
}

// notForAll says on stderr what is not in a published result.
func (c *call) notForAll(format string, a ...any) {
	fmt.Fprintf(c.stderr, "not published: %s\n", report.Printable(fmt.Sprintf(format, a...)))
}

// publicSampleOf has what list and design tell of a sample in any case.
func publicSampleOf(list *show.List, design sample.Design, fewerThan int) publicSample {
	r := publicSample{Rules: list.RulesID, Confidence: design.Confidence, Margin: design.Margin, Criterion: design.Criterion,
		FewerThan: fewerThan, design: design, list: filepath.Base(list.Sheet.File), set: list.Rules}
	if !list.AsOf.IsZero() {
		r.AsOf = list.AsOf.Format("2006-01-02")
	}
	return r
}

// publicPlan is a plan as anyone may see it.
func publicPlan(list *show.List, plan *sample.Plan, fewerThan int) publicSample {
	r := publicSampleOf(list, plan.Design, fewerThan)
	for _, g := range plan.Groups {
		balance := each(g.Match, func(m sample.Target) sample.Balance {
			return sample.Balance{Variable: m.Variable, Category: m.Category, Population: m.Population, Target: m.Share}
		})
		out := publicSampleGroup{Group: g.Group, Population: g.Population, Sample: g.Sample, Reserves: g.Reserves,
			Margin: g.Margin, steps: g.Size.Steps}
		out.show(balance, fewerThan, false)
		r.Groups = append(r.Groups, out)
	}
	return r
}

// publicDraw is a draw as anyone may see it.
func publicDraw(d *drawn, fewerThan int) (publicSample, error) {
	r := publicSampleOf(d.List, show.DesignNow(d.Record), fewerThan)
	r.Seed, r.Algorithm = d.Record.Seed, d.Record.Algorithm
	r.Committed, r.Commitment = publicCommitment(d.Record.Commitment)
	for i := range d.Record.Groups {
		g := &d.Record.Groups[i]
		s := show.Status(d.Record, g.Group)
		out := publicSampleGroup{Group: g.Group, Population: g.Population, Sample: len(s.Sample), Reserves: len(s.Reserves)}
		margin, err := stats.Margin(stats.MarginSpec{Sample: out.Sample, Population: out.Population, Confidence: r.Confidence})
		if out.Margin = margin.Margin; out.Sample == 0 {
			out.Margin = math.NaN()
		} else if err != nil {
			return r, err
		}
		out.show(show.Balance(d.List, g, s), fewerThan, true)
		r.Groups = append(r.Groups, out)
	}
	return r, nil
}

// show adds the categories of the variables that may be seen, and names the others.
func (g *publicSampleGroup) show(balance []sample.Balance, fewerThan int, drawn bool) {
	var shown []sample.ShownVariable
	shown, g.Withheld = sample.Publish(balance, fewerThan)
	for _, v := range shown {
		for _, b := range v.Categories {
			out := publicSampleCategory{Variable: b.Variable, Category: b.Category, Population: b.Population, Target: b.Target}
			if drawn && v.Selected {
				out.Selected = &b.Selected
			}
			g.Match = append(g.Match, out)
		}
	}
}

// drawn tells whether the sample is drawn, or planned.
func (r publicSample) drawn() bool { return r.Seed != "" }

func (r publicSample) title() string {
	selected, eligible := 0, 0
	for _, g := range r.Groups {
		selected, eligible = selected+g.Sample, eligible+g.Population
	}
	if r.drawn() {
		return fmt.Sprintf("%s selected from %s, seed %q", phrase.Count(selected, "case"), r.list, r.Seed)
	}
	return fmt.Sprintf("Plan for %s: %d of %d eligible cases", r.list, selected, eligible)
}

func (r publicSample) document(format string, explain bool) report.Document {
	d := report.Document{Title: r.title()}
	if r.AsOf != "" {
		d.Fact("Inspection on", show.Day(r.AsOf))
	}
	d.Fact("Rules", show.RulesTitle(r.set))
	d.Fact("Confidence", show.Percent(r.Confidence)+", "+show.SizeText(r.design, each(r.Groups, func(g publicSampleGroup) show.Sized {
		return show.Sized{InGroup: show.InGroup(r.set, g.Group), Sample: g.Sample, Population: g.Population}
	})))
	d.Fact("Seed", r.Seed)
	few := phrase.Count(r.FewerThan, "case")
	d.Add(report.Paragraph(fmt.Sprintf("For publication. In each group, a variable of which a category has fewer than %s, or of which all "+
		"cases have the same category, is withheld whole, so that nothing can be subtracted. The sizes of the groups are shown.", few)))
	d.Add(publicCommitmentBlocks(r.Committed, r.Commitment)...)
	sizes := report.Table{Columns: report.Columns("group", ">eligible", ">sample", ">reserves", ">margin, points"),
		Notes: []string{"margin: how far a percentage found in all of the sample may be from that of every eligible case, either way"}}
	for _, g := range r.Groups {
		sizes.Add(show.Group(r.set, g.Group), g.Population, g.Sample, g.Reserves, show.Points(g.Margin))
	}
	d.Add(sizes)
	for _, g := range r.Groups {
		if len(g.Match)+len(g.Withheld) > 0 {
			d.Add(r.table(g))
			d.Add(show.Figures(format, r.groupFigures(g))...)
		}
		if explain && len(g.steps) > 0 {
			d.Add(report.Heading("How the size came about: "+show.Group(r.set, g.Group)), show.Steps(show.WorkedSteps(g.steps)))
		}
	}
	return d
}

// withheldText stands where a number is withheld.
const withheldText = "withheld"

func (r publicSample) table(g publicSampleGroup) report.Table {
	t := report.Table{Caption: fmt.Sprintf("%s: each category", show.Group(r.set, g.Group)),
		Columns: report.Columns("variable", "category", ">eligible", ">exact share", ">selected")}
	hidden := false
	for _, m := range g.Match {
		selected := withheldText
		if m.Selected != nil {
			selected = strconv.Itoa(*m.Selected)
		}
		hidden = hidden || m.Selected == nil
		t.Add(caselist.VariableTitle(m.Variable), caselist.CategoryTitle(m.Variable, m.Category), m.Population,
			show.TwoPlaces(m.Target), selected)
	}
	for _, name := range g.Withheld {
		t.Add(caselist.VariableTitle(name), withheldText, withheldText, withheldText, withheldText)
	}
	t.Notes = []string{"exact share: the cases of the sample that the category would have in exact proportion"}
	if !r.drawn() {
		return t.Without("selected")
	}
	t.NoteIf(hidden, fmt.Sprintf("selected: withheld of a variable of which fewer than %s of a category were selected",
		phrase.Count(r.FewerThan, "case")))
	return t
}

func (r publicSample) figures() (figures []figure.Drawing) {
	for _, g := range r.Groups {
		figures = append(figures, r.groupFigures(g)...)
	}
	return figures
}

// groupFigures have what the table has; of a draw, the variables whose selected cases are shown.
func (r publicSample) groupFigures(g publicSampleGroup) []figure.Drawing {
	var categories []figure.Category
	for _, m := range g.Match {
		c := figure.Category{Variable: caselist.VariableTitle(m.Variable), Name: caselist.CategoryTitle(m.Variable, m.Category),
			Population: m.Population, Share: m.Target, Fewest: int(math.Floor(m.Target)), Most: int(math.Ceil(m.Target))}
		if r.drawn() && m.Selected == nil {
			continue
		} else if r.drawn() {
			c.Selected = *m.Selected
		}
		categories = append(categories, c)
	}
	caption := phrase.Either(r.drawn(), ": the sample against the eligible cases", ": what a matched sample holds")
	return show.BalanceFigures(show.Group(r.set, g.Group)+caption, categories, g.Population, g.Sample, r.drawn())
}

// showPublic shows a plan or a draw as anyone may see it. What was noticed goes to stderr.
func (c *call) showPublic(r publicSample, warnings []stats.Warning) error {
	for _, w := range worded(slices.Clone(warnings)) {
		c.notForAll("warning: %s", w.Message)
	}
	return c.showDrawn(r, r.figures(), func() report.Document { return r.document(c.format, c.explain) })
}

// showPublicDraw shows a draw as anyone may see it.
func (o *drawOptions) showPublicDraw(c *call, d *drawn, public publicSample) error {
	named := o.files
	named.plot = "" // which has what is published
	c.notForAll("%s: they have ids of cases, and are as confidential as the list", strings.Join(named.written(), ", "))
	return c.showPublic(public, d.Warnings)
}
