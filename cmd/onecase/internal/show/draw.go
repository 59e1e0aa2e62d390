package show

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"onecase/cmd/onecase/internal/report"
	"onecase/discretion/rules"
	"onecase/sample"
	"onecase/sample/caselist"
	"onecase/stats"
	"onecase/stats/phrase"
)

// A Drawn is a draw with the list it came from.
type Drawn struct {
	List     *List        // nil for a record alone
	Plan     *sample.Plan // nil for an extension
	Record   *sample.Record
	Warnings []stats.Warning

	effects map[string]Effect // per group, once found
}

// Effect is the largest design effect of a group's draw.
func (d *Drawn) Effect(g *sample.GroupDraw) Effect {
	found, ok := d.effects[g.Group]
	if !ok {
		if d.effects == nil {
			d.effects = map[string]Effect{}
		}
		found = effectOf(g.LargestEffect())
		d.effects[g.Group] = found
	}
	return found
}

// DrawTitle says how many cases were selected, and by which seed.
func DrawTitle(d *Drawn) string {
	total := 0
	for i := range d.Record.Groups {
		total += len(Status(d.Record, d.Record.Groups[i].Group).Sample)
	}
	added := 0
	for _, e := range d.Record.Extensions {
		added += len(e.Added)
	}
	return fmt.Sprintf("%s selected%s from %s, seed %q", phrase.Count(total, "case"),
		phrase.Either(added > 0, fmt.Sprintf(", %d of them added later,", added), ""), d.Record.List.Name, d.Record.Seed)
}

// DesignNow is the design of a draw with the sizes that extensions set.
func DesignNow(record *sample.Record) sample.Design {
	d := record.Design
	if d.Sizes = maps.Clone(d.Sizes); d.Sizes == nil {
		d.Sizes = map[string]int{}
	}
	for _, e := range record.Extensions {
		d.Sizes[e.Group] = e.Size
	}
	return d
}

// Sized is how many cases of each group are in the sample as it now stands.
func (d *Drawn) Sized() []Sized {
	return each(d.Record.Groups, func(g sample.GroupDraw) Sized {
		return Sized{InGroup(d.Rules(), g.Group), len(Status(d.Record, g.Group).Sample), g.Population}
	})
}

// groupName is a group of the draw in the words of its rules.
func (d *Drawn) groupName(id string) string { return Group(d.Rules(), id) }

// GroupNames gives the groups of the draw in the words of its rules.
func (d *Drawn) GroupNames() func(id string) string {
	set := d.Rules()
	return func(id string) string { return Group(set, id) }
}

// Rules are those of the list, or of the record; nil for none.
func (d *Drawn) Rules() *rules.Set {
	if d.List != nil {
		return d.List.Rules
	}
	set, err := rules.Load(d.Record.Rules)
	if err != nil {
		return nil // none, or a file that nobody named
	}
	return set
}

// Facts are the lines below the title of a report about a draw, or about what became of its sample; those of the list
// and its design where the list is at hand. Service is for whom the sample is, "" for the record's.
func (d *Drawn) Facts(service string) []report.Fact {
	var doc report.Document
	if d.List != nil {
		doc.Facts = listFacts(d.List, DesignNow(d.Record), d.Sized())
	} else {
		doc.Fact("List", d.Record.List.Name)
		doc.Fact("Inspection on", InspectedOn(d.Record))
	}
	doc.Fact("Seed", d.Record.Seed)
	doc.Fact("Service", cmp.Or(service, d.Record.List.Service))
	return doc.Facts
}

// A Written is what a draw left behind, in words.
type Written struct {
	Files   []string // what each file is and its name
	Service string   // for whom the sample is
	Public  string   // the command that makes a copy of the record for publication
	Assign  string   // the command that shares the sample out
}

// Draw shows a draw to people.
func Draw(d *Drawn, files Written, format string, explain bool) report.Document {
	doc := report.Document{Title: DrawTitle(d), Warnings: d.List.InWords(notFirst(d.Warnings)), Facts: d.Facts(files.Service)}
	doc.Add(InShort(format, drawFindings(d))...)
	if d.Record.Commitment != "" {
		doc.Add(report.Paragraph(Committed(d.Record.Commitment) + " The record holds the line under its seal."))
	}
	doc.Add(listBlocks(d.List, format)...)
	for i := range d.Record.Groups {
		g := &d.Record.Groups[i]
		s := Status(d.Record, g.Group)
		doc.Add(report.Heading(fmt.Sprintf("%s: %d of %d", d.groupName(g.Group), len(s.Sample), g.Population)),
			report.Paragraph(Join(" ", ChanceText(g, s), phrase.Either(SameChance(s) == nil, requiredText(d.Record.Design), ""))))
		if since := Since(d.Record, g.Group); since != "" {
			doc.Add(report.Paragraph(since))
		}
		doc.Add(caseBlock(g, "Selected", s.Sample, cameLater(d.Record), format))
		if len(s.Reserves) > 0 {
			doc.Add(caseBlock(g, "Reserves", s.Reserves, nil, format), report.Paragraph(WhichReserve))
		}
		if len(g.Variables) > 0 {
			effects := func(sample.Balance) float64 { return math.NaN() }
			if explain {
				effects = CategoryEffects(g, s)
			}
			doc.Add(balanceTable(Balance(d.List, g, s), effects))
			doc.Add(effectBlocks(d.Effect(g), nil, explain)...)
			doc.Add(Figures(format, groupDrawFigures(d, g))...)
		}
		if explain {
			doc.Add(report.Heading("How the cases were drawn: "+d.groupName(g.Group)), drawSteps(d.Record, g, d.groupName(g.Group)))
		}
	}
	doc.Add(cleaningBlocks(d.List, explain || format != "table")...)
	if explain || format != "table" {
		doc.Add(methodBlocks(d.List, d.Plan, d.Record)...)
	}
	written := "Written: " + strings.Join(files.Files, ", ") +
		". The record is as confidential as the list; a copy without cases, to check the draw with,"
	if format != "table" {
		doc.Add(report.Paragraph(written + " can be made from it."))
		return doc
	}
	doc.Add(report.Paragraph(written+" comes from:"), report.Commands{files.Public})
	doc.Add(report.Paragraph("Next, with a table of who reads ('onecase assign --help' has its columns):"),
		report.Commands{files.Assign})
	return doc
}

// ChanceText says how likely each case was to be drawn.
func ChanceText(g *sample.GroupDraw, s *sample.Status) string {
	if p := SameChance(s); p != nil {
		return fmt.Sprintf("Every case had the same chance, %s.", shortPercent(*p))
	}
	in := s.Inclusion
	if in == nil || len(in.Cases) == 0 {
		return "The design makes chances differ from case to case, and they are not known."
	}
	text := "The design makes chances differ from case to case, " + chanceRange(in) + ". The record has each of them, "
	if in.How == sample.BySimulation {
		return text + fmt.Sprintf("simulated over %d draws with other seeds.", in.Draws)
	}
	if in.How == sample.AsWalked {
		return text + "as the draw was set them; accepting only draws that fit may have changed them a little."
	}
	return text + "computed over every draw there could have been."
}

// chanceRange is the least and the greatest of some chances, in words.
func chanceRange(in *sample.Inclusion) string {
	low, high := in.Range()
	return fmt.Sprintf("from %s to %s", shortPercent(low), shortPercent(high))
}

// SameChance is the chance that every case had; nil where chances differ. It is 1 where
// all cases are read, even if some were taken whatever the seed.
func SameChance(s *sample.Status) *float64 {
	if s.PerCase == nil && s.Inclusion != nil {
		if low, high := s.Inclusion.Range(); low == high {
			return &low
		}
	}
	return s.PerCase
}

// WhichReserve says how reserves are used.
const WhichReserve = "Which reserve takes a place depends on the case that it replaces: the one that keeps the sample nearest to the eligible cases. The record says which, so none is to be taken by its place here."

// idsPerRow is how many ids a line of a terminal has.
const idsPerRow = 10

// caseBlock lists cases: their ids alone in a terminal, with their categories, what became of them
// and a row each elsewhere.
func caseBlock(g *sample.GroupDraw, caption string, cases []sample.Chosen, since map[string]string, format string) report.Block {
	id := func(c sample.Chosen) string { return c.ID }
	if format == "table" {
		return report.Fill(report.Table{Caption: caption}, slices.Collect(slices.Chunk(each(cases, id), idsPerRow)),
			report.Col("cases", func(ids []string) string { return strings.Join(ids, " ") }))
	}
	heads := each(g.Variables, func(v sample.DrawnVariable) report.Column { return report.Column{Name: caselist.VariableTitle(v.Name)} })
	return report.Fill(report.Table{Caption: caption}, cases, report.Col("case", id),
		report.Several(heads, func(c sample.Chosen) []string {
			values := g.Values(c)
			for i, v := range g.Variables {
				values[i] = caselist.CategoryTitle(v.Name, values[i])
			}
			return values
		}),
		report.Col("since the draw", func(c sample.Chosen) string { return since[c.ID] }).IfAny())
}

// Balance is a sample's balance with the categories in the order that the
// list's tables show them, where there is a list.
func Balance(list *List, g *sample.GroupDraw, s *sample.Status) []sample.Balance {
	if list == nil {
		return g.BalanceOf(s.Sample)
	}
	place := map[[2]string]int{}
	for _, v := range list.Frame.Variables {
		for _, category := range v.Categories {
			place[[2]string{sample.NormalizeID(v.Name), sample.NormalizeID(category)}] = len(place)
		}
	}
	balance := g.BalanceOf(s.Sample)
	slices.SortStableFunc(balance, func(a, b sample.Balance) int {
		return place[[2]string{a.Variable, a.Category}] - place[[2]string{b.Variable, b.Category}]
	})
	return balance
}

// CategoryEffects gives the design effect of each category; NaN where it is not known,
// as after an extension or a replacement, which changed the sample.
func CategoryEffects(g *sample.GroupDraw, s *sample.Status) func(sample.Balance) float64 {
	known := map[[2]string]float64{}
	if slices.EqualFunc(s.Sample, g.Selected, func(a, b sample.Chosen) bool { return a.ID == b.ID }) {
		for _, e := range g.CategoryEffects() {
			known[[2]string{e.Variable, e.Category}] = e.Effect
		}
	}
	return func(b sample.Balance) float64 {
		if e, ok := known[[2]string{b.Variable, b.Category}]; ok {
			return e
		}
		return math.NaN()
	}
}

func balanceTable(balance []sample.Balance, effect func(sample.Balance) float64) report.Table {
	type row = sample.Balance
	known := slices.ContainsFunc(balance, func(b row) bool { return !math.IsNaN(effect(b)) })
	return report.Fill(report.Table{Caption: "Balance",
		Notes: []string{"exact share: the cases of the sample that the category would have in exact proportion; difference: selected less exact share" +
			phrase.Either(known, "; effect: variance of the number selected, beside that of simple random draws", "")}}, balance,
		report.Col("variable", func(b row) string { return caselist.VariableTitle(b.Variable) }),
		report.Col("category", func(b row) string { return caselist.CategoryTitle(b.Variable, b.Category) }),
		report.Num("eligible", func(b row) int { return b.Population }),
		report.Num("exact share", func(b row) string { return TwoPlaces(b.Target) }),
		report.Num("selected", func(b row) int { return b.Selected }),
		report.Num("difference", func(b row) string {
			return phrase.Either(math.Abs(b.Difference) < 0.005, "0.00", fmt.Sprintf("%+.2f", b.Difference))
		}),
		report.Num("effect", func(b row) string { return phrase.Either(math.IsNaN(effect(b)), "-", TwoPlaces(effect(b))) }).If(known))
}

// drawSteps says how a group's sample was chosen, with its numbers.
func drawSteps(r *sample.Record, g *sample.GroupDraw, group string) report.Derivation {
	const specified = "the specification of the draw, sample/README.md"
	due := fmt.Sprintf("%d of %d cases to select", g.Sample, g.Population)
	alike, share, chance := "cases alike in every variable", "a cell of N_c cases is due n × N_c / N", "the chance n / N"
	if slices.ContainsFunc(g.Cells, func(c sample.DrawnCell) bool { return len(c.Holders) > 0 }) {
		alike += " and in who holds them"
	}
	if g.Inclusion.PerCase == nil {
		share = "what a cell is due follows from its part of the cases and the constraints of the design"
		chance = "the chance that the record states, and each plan keeps every constraint too"
	}
	cells := phrase.Count(len(g.Cells), "cell")
	var steps report.Derivation
	steps.Add("Cells", alike+" are one cell; "+share, specified, cells, "%s", due)
	switch c := g.Core; c.Method {
	case sample.ByTable:
		steps.Add("Plans", "each plan rounds every cell's share up or down and keeps every category within its share rounded down or up; "+
			"the weights give every case "+chance, "Goodman and Kish 1950; bounded walk after Deville and Tillé 2004",
			fmt.Sprintf("%s, with weights that add up to %d", phrase.Count(len(c.Table), "plan"), sample.WeightSum),
			"%s, in %s", due, cells)
		steps.Add("The plan that was drawn",
			fmt.Sprintf("SHA-256 of the purpose, the group and the seed, modulo %d", sample.WeightSum), specified,
			fmt.Sprintf("plan %d, of weight %d", c.Plan, c.Table[c.Plan].Weight), "%s, seed %q: the number is %d",
			group, r.Seed, c.Pick)
	case sample.ByWalk:
		steps.Add("One walk", "the first walk that keeps every category within its share", "Deville and Tillé 2004",
			fmt.Sprintf("walk %d", c.Tries), "%s", due)
	case sample.ByStrata:
		steps.Add("Strata", "the sample is shared out over the strata", specified, fmt.Sprintf("%d strata", len(g.Strata)), "%s", due)
	case sample.ByShare:
		steps.Add("Shares", "where no cell's share has a fraction, only the cases in each cell are left to chance",
			specified, "one plan", "%s", due)
	}
	steps.Add("Cases", "in each cell, the smallest SHA-256(hex(SHA-256(algorithm, ticket, group, seed)) id)", "Rivest, consistent sampling",
		phrase.Count(g.Sample, "case"), "%s / ticket / %s / %s", r.Algorithm, g.Group, r.Seed)
	return steps
}

// Status is the present sample of a group. A record that was made or read without an
// error always has one.
func Status(r *sample.Record, group string) *sample.Status {
	s, err := r.Status(group)
	if err != nil {
		panic(err)
	}
	return s
}
