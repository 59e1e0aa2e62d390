package sample

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"onecase/stats"

	"pgregory.net/rapid"
)

// warned returns the messages of the warnings with a code.
func warned(warnings []stats.Warning, code string) []string {
	var out []string
	for _, w := range warnings {
		if w.Code == code {
			out = append(out, w.Message)
		}
	}
	return out
}

// Two of the four cases cannot keep all three variables with even chances, so c
// is given up. Plan and draw say so once, and why, whichever plan is followed.
func TestAVariableGivenUpIsSaidWithItsReason(t *testing.T) {
	f := countedFrame(map[string]int{"xxx": 1, "xyy": 1, "yxy": 1, "yyx": 1})
	p := mustPlan(t, f, sized(2))
	said := warned(p.Warnings, "variable-given-up")
	if len(said) != 1 || !strings.HasPrefix(said[0],
		"all: the draw is fair, for every case keeps its chance, and what is found in it is valid; but it matches c approximately: ") ||
		!strings.Contains(said[0], " of c x by 1, c y by 1, for no set of plans that keeps every category and every chance was found in ") {
		t.Errorf("the plan says %q", said)
	}
	for _, m := range p.Groups[0].Match {
		if wide := m.Fewest == 0 && m.Most == 2; wide != (m.Variable == "c") {
			t.Errorf("%s %s: fewest %d, most %d", m.Variable, m.Category, m.Fewest, m.Most)
		}
	}
	for _, seed := range []string{"1", "2", "3", "4"} {
		d, err := p.Draw(seed)
		if err != nil {
			t.Fatal(err)
		}
		if got := warned(d.Warnings, "variable-given-up"); !slices.Equal(got, said) {
			t.Errorf("seed %s: the draw says %q", seed, got)
		}
	}
}

// Where no variable is given up there is no such word.
func TestNothingIsSaidToBeGivenUpThatIsKept(t *testing.T) {
	d := mustDraw(t, countedFrame(map[string]int{"xx": 10, "xy": 5, "yx": 1, "yy": 4}), sized(10), "1")
	if got := warned(d.Warnings, "variable-given-up"); got != nil {
		t.Errorf("the draw says %q", got)
	}
}

// An extension says it too.
func TestAnExtensionSaysWhatItGivesUp(t *testing.T) {
	f := countedFrame(map[string]int{"xxx": 2, "xyy": 2, "yxy": 2, "yyx": 2})
	r := NewRecord(mustDraw(t, f, sized(4), "1"), ListSource{}, "none", noon)
	warnings, err := r.Extend(f, map[string]int{"all": 6}, noon)
	if err != nil {
		t.Fatal(err)
	}
	said := warned(warnings, "variable-given-up")
	if up := r.Extensions[0].Core.GivenUp; len(up) != 1 || len(said) != 1 ||
		!strings.HasPrefix(said[0], "all, extension: the draw is fair") || !strings.Contains(said[0], "it matches c approximately") {
		t.Errorf("given up %v, and it says %q", up, said)
	}
}

// A plan counts on the design's constraints and says who has no chance.
func TestPlanFollowsConstraints(t *testing.T) {
	f := countedFrame(map[string]int{"f": 3, "m": 3})
	d := sized(3)
	d.AtLeast = []AtLeast{{Variable: "a", Category: "f", Count: 2}}
	female := mustPlan(t, f, d).Groups[0].Match[0]
	if margin, err := d.groupMargin(2, 3); err != nil || female.Category != "f" || female.Fewest != 2 || female.Margin != margin {
		t.Errorf("two at least: %+v, margin %v (%v)", female, margin, err)
	}
	d = sized(2)
	d.Include = []Forced{{"x-00", "asked for"}, {"x-01", "asked for"}}
	p := mustPlan(t, countedFrame(map[string]int{"x": 2, "y": 8}), d)
	said := warned(p.Warnings, "no-chance")
	if len(said) != 1 || said[0] != "all: the sample says nothing of cases that cannot be drawn: 8 of 10 cases can never be selected under this design" {
		t.Errorf("the plan says %q", said)
	}
	draw, err := p.Draw("1")
	if err != nil {
		t.Fatal(err)
	}
	if got := warned(draw.Warnings, "no-chance"); !slices.Equal(got, said) {
		t.Errorf("the draw says %q", got)
	}
	if x := p.Groups[0].Match[0]; x.Fewest != 2 || x.Most != 2 {
		t.Errorf("both taken whatever the seed: %+v", x)
	}
}

// Reserves and the reserves of an extension say what they give up, too.
func TestReservesSayWhatTheyGiveUp(t *testing.T) {
	f := countedFrame(map[string]int{"xxx": 2, "xyy": 2, "yxy": 2, "yyx": 2})
	d := sized(4)
	d.Reserve = 0.5
	draw := mustDraw(t, f, d, "1")
	g := &draw.Groups[0]
	said := warned(draw.Warnings, "variable-given-up")
	if len(g.Core.Missed) != 0 || len(g.Reserve.Missed) != 2 || len(said) != 1 ||
		!strings.HasPrefix(said[0], "all, reserves: the draw is fair") || !strings.Contains(said[0], "it matches c approximately") {
		t.Errorf("core %v, reserves %v: it says %q", g.Core.Missed, g.Reserve.Missed, said)
	}
	for _, m := range g.Reserve.Missed {
		if m.Variable != "c" || m.By != 1 {
			t.Errorf("missed %+v", m)
		}
	}
	if !slices.Equal(g.Reserve.GivenUp, []string{"c"}) {
		t.Errorf("given up %v", g.Reserve.GivenUp)
	}
}

// Beyond the table's cells a plan does not promise what one walk may not keep.
func TestAPlanSaysWhereItCannotKnowWhatIsKept(t *testing.T) {
	f := madeFrame("many cells", 900, [][]float64{{.6, .4}, {.4, .3, .3}, {.4, .3, .2, .1}, {.4, .3, .3}, {.4, .3, .3}, {.5, .5}})
	p := mustPlan(t, f, sized(80))
	if said := warned(p.Warnings, "keeping-unknown"); p.Groups[0].Range != Aimed || len(said) != 1 ||
		!strings.Contains(said[0], "a table of plans is made for up to 200") {
		t.Errorf("%s: it says %q", p.Groups[0].Range, said)
	}
	few := mustPlan(t, madeFrame("few cells", 900, fourVariables), sized(80))
	if said := warned(few.Warnings, "keeping-unknown"); few.Groups[0].Range != InEveryDraw || said != nil {
		t.Errorf("%s: it says %q", few.Groups[0].Range, said)
	}
}

// counts are how many selected cases each category has, in the order of a plan's
// targets.
func counts(f *Frame, p *Plan, cases []Chosen) []int {
	values := map[string][]string{}
	for _, c := range f.Cases {
		values[c.ID] = c.Values
	}
	var out []int
	for _, m := range p.Groups[0].Match {
		k := slices.IndexFunc(f.Variables, func(v Variable) bool { return v.Name == m.Variable })
		n := 0
		for _, c := range cases {
			if values[c.ID][k] == m.Category {
				n++
			}
		}
		out = append(out, n)
	}
	return out
}

// A simple random draw promises nothing. What its plan shows is what the
// hypergeometric law makes likely: each category is within it in 95% of draws or
// more, and the range without either end would not be.
func TestSimpleDrawsHaveLikelyRanges(t *testing.T) {
	for _, forced := range []int{0, 3} {
		f := madeFrame("likely", 80, fourVariables)
		d := noReserve(sized(25))
		d.Method = Simple
		here := map[[2]string]int{} // of the cases that are taken whatever the seed
		for _, c := range f.Cases[:forced] {
			d.Include = append(d.Include, Forced{c.ID, "asked for"})
			for k, v := range f.Variables {
				here[[2]string{v.Name, c.Values[k]}]++
			}
		}
		p := mustPlan(t, f, d)
		if p.Groups[0].Range != Likely {
			t.Fatalf("the range is %s", p.Groups[0].Range)
		}
		const draws = 400
		outside := make([]int, len(p.Groups[0].Match))
		for seed := range draws {
			draw, err := p.Draw(fmt.Sprint(seed))
			if err != nil {
				t.Fatal(err)
			}
			for i, n := range counts(f, p, draw.Groups[0].Selected) {
				if m := p.Groups[0].Match[i]; n < m.Fewest || n > m.Most {
					outside[i]++
				}
			}
		}
		for i, m := range p.Groups[0].Match {
			always := here[[2]string{m.Variable, m.Category}]
			law := stats.Hypergeometric{N: 80 - forced, K: m.Population - always, Draws: 25 - forced}
			fewest, most := m.Fewest-always, m.Most-always
			below, above := law.CDF(float64(fewest)-1), law.Survival(float64(most))
			if below > 0.025 || above > 0.025 || law.CDF(float64(fewest)) < 0.025 || law.Survival(float64(most)-1) <= 0.025 {
				t.Errorf("%s %s: %d to %d of a share of %.2f", m.Variable, m.Category, m.Fewest, m.Most, m.Share)
			}
			if tail := binomialTail(outside[i], draws, max(below+above, 1e-9)); tail < falseAlarm/2/12 {
				t.Errorf("%s %s: %d of %d draws are outside %d to %d (tail %.1e)", m.Variable, m.Category, outside[i],
					draws, m.Fewest, m.Most, tail)
			}
		}
	}
}

// What the plan of a stratified sample shows is what its strata give, whatever
// the seed. Its ends are never passed, and reached where no more than one stratum of a
// category is tied.
func TestStratifiedPlansShowWhatTheirStrataGive(t *testing.T) {
	f := countedFrame(map[string]int{"xx": 6, "xy": 6, "yx": 6, "yy": 2})
	for _, c := range []struct {
		name string
		edit func(*Design)
	}{
		{"proportional", func(*Design) {}},
		{"equal", func(d *Design) { d.Allocation = Equal }},
		{"collapsed", func(d *Design) { d.Collapse = []Collapse{{"a", "y"}} }},
	} {
		d := noReserve(sized(10))
		d.Method = Stratified
		c.edit(&d)
		p := mustPlan(t, f, d)
		least, most := []int{99, 99, 99, 99}, make([]int, 4)
		for seed := range 200 {
			draw, err := p.Draw(fmt.Sprint(seed))
			if err != nil {
				t.Fatal(err)
			}
			for i, n := range counts(f, p, draw.Groups[0].Selected) {
				least[i], most[i] = min(least[i], n), max(most[i], n)
			}
		}
		for i, m := range p.Groups[0].Match {
			if least[i] < m.Fewest || most[i] > m.Most {
				t.Errorf("%s: %s %s has %d to %d, the plan says %d to %d", c.name, m.Variable,
					m.Category, least[i], most[i], m.Fewest, m.Most)
			}
			if sharp := m.Variable == "a" && c.name != "equal"; sharp && (least[i] != m.Fewest || most[i] != m.Most) {
				t.Errorf("%s: %s %s has %d to %d, the plan allows %d to %d", c.name, m.Variable,
					m.Category, least[i], most[i], m.Fewest, m.Most)
			}
		}
	}
}

// Where strata of one case each are nearly all taken, a category has at least what is left when every other case is.
func TestStrataOfOneCaseLeaveFewOut(t *testing.T) {
	codes := map[string]int{}
	for i := range 30 {
		codes[map[bool]string{true: "x", false: "y"}[i < 24]+string(rune('A'+i))] = 1
	}
	f := countedFrame(codes)
	for _, allocation := range []Allocation{Equal, Proportional} {
		d := noReserve(sized(26))
		d.Method, d.Allocation = Stratified, allocation
		for i, want := range [][2]int{{20, 24}, {2, 6}} {
			if m := mustPlan(t, f, d).Groups[0].Match[i]; m.Fewest != want[0] || m.Most != want[1] {
				t.Errorf("%s: %s has %d to %d of 26, to be %v", allocation, m.Category, m.Fewest, m.Most, want)
			}
		}
	}
}

// Matching that takes long ends: the plan says beforehand that fewer plans are tried,
// the draw says it too and gives the size that was asked for, the same each time.
func TestMatchingOnVeryManyVariablesEnds(t *testing.T) {
	twentyEight := slices.Repeat([]float64{1.0 / 28}, 28)
	d := sized(80)
	d.Reserve = 0
	p := mustPlan(t, madeFrame("many categories", 260, [][]float64{twentyEight, twentyEight, twentyEight}), d)
	said := warned(p.Warnings, "match-bounded")
	if len(said) != 1 || !strings.Contains(said[0], "the match may be approximate: ") ||
		!strings.HasSuffix(said[0], " plans in place of 200 and takes the best") {
		t.Fatalf("it says %q", said)
	}
	if unknown := warned(p.Warnings, keepingUnknown); len(unknown) != 1 ||
		!strings.HasSuffix(unknown[0], "; the draw takes at most about 5 seconds") {
		t.Errorf("it says %q", unknown)
	}
	var again []Chosen
	for range sweep(1, 2) {
		d, err := p.Draw("1")
		if err != nil {
			t.Fatal(err)
		}
		g := d.Groups[0]
		if got := warned(d.Warnings, "match-bounded"); len(g.Selected) != 80 || !slices.Equal(got, said) {
			t.Errorf("%d cases; the draw says %q", len(g.Selected), got)
		}
		if again != nil && !slices.Equal(again, g.Selected) {
			t.Error("the same seed gave other cases")
		}
		again = g.Selected
	}
	if said := warned(mustPlan(t, madeFrame("many cells", 900, fourVariables), sized(80)).Warnings, "match-bounded"); said != nil {
		t.Errorf("of four variables it says %q", said)
	}
}

// Before a draw by a single walk its plan says how closely trial plans match, and that
// the draw may match only approximately where none of them keeps every category; the draw itself
// says what it did.
func TestPlanSaysHowCloselyTrialPlansMatch(t *testing.T) {
	three := []float64{.4, .3, .3}
	approximate := 0
	for variables := 6; variables <= 16; variables += 5 {
		p := mustPlan(t, madeFrame("trial", 260, slices.Repeat([][]float64{three}, variables)), noReserve(sized(120)))
		r := p.Groups[0].round.problem
		trial := p.Groups[0].core.try(r)
		if trial.walks != trialWalks || trial.kept > trial.walks ||
			(trial.kept > 0) != (trial.best == r.Classes()) || trial.best < classVariable {
			t.Errorf("%d variables: %+v of %d classes", variables, trial, r.Classes())
		}
		said := fmt.Sprintf("how closely it matches is known only once it is made: "+
			".*; every category is kept by %d of 20 trial plans, ", trial.kept)
		if trial.kept == 0 {
			approximate++
			said = fmt.Sprintf("it may match only approximately: .*; "+
				"every category is kept by none of 20 trial plans, and by the best those of the variables up to v%d, ",
				trial.best-classVariable)
		}
		if got := warned(p.Warnings, keepingUnknown); len(got) != 1 || !regexp.MustCompile(said).MatchString(got[0]) {
			t.Errorf("%d variables: it says %q, not %q", variables, got, said)
		}
		if variables > 6 {
			continue
		}
		if d, err := p.Draw("1"); err != nil || warned(d.Warnings, keepingUnknown) != nil {
			t.Errorf("the draw does not know how it matches (%v)", err)
		}
	}
	if approximate == 0 || approximate == 3 {
		t.Errorf("%d of 3 lists match approximately: this tests little", approximate)
	}
}

// The work of a draw by a single walk is that of the walks that measure its bias, if enough may be made, and of
// those it may try, the simulation where chances differ, and four times the bound for reserves.
func TestWorkOfADrawBySingleWalks(t *testing.T) {
	const bound = 250_000_000
	for variables := 6; variables <= 26; variables += 5 {
		f := madeFrame("work", 260, slices.Repeat([][]float64{{.4, .3, .3}}, variables))
		uneven := noReserve(sized(120))
		uneven.AtLeast = []AtLeast{{"v1", "a", 70}}
		for name, d := range map[string]Design{"without reserves": noReserve(sized(120)), "with reserves": sized(120), "uneven": uneven} {
			gp := &mustPlan(t, f, d).Groups[0]
			q, rows := len(gp.round.problem.Part), len(gp.round.problem.Rows)
			one := int64(q * rows * rows)
			accepted := int64(max(50, 40_000/q)) // q is above 200
			measure := min(10*accepted, bound/one)
			if measure < 2*accepted {
				measure = 0
			}
			want := (measure + min(200, bound/one)) * one
			switch name {
			case "with reserves":
				want += 4 * bound
			case "uneven":
				want += min(int64(400_000/len(gp.grid.cells)*200)*one, 10_000_000_000)
			}
			if got := gp.work(); got != want || q <= 200 || bound < one || gp.core.even != (name != "uneven") {
				t.Errorf("%d variables, %s: a work of %d, not %d, of %d cells in %d rows", variables, name, got, want, q, rows)
			}
		}
	}
}

// The time that is said is no less than the work takes, and not much more.
func TestTimeIsRoundedUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		steps := rapid.Int64Range(0, 400*stepsPerSecond).Draw(t, "steps")
		said := atMost(steps)
		if said == "" {
			if steps >= 2*stepsPerSecond {
				t.Fatalf("%d steps: nothing is said", steps)
			}
			return
		}
		n, unit := int64(0), ""
		if _, err := fmt.Sscanf(said, "; the draw takes at most about %d %s", &n, &unit); err != nil {
			t.Fatal(err)
		}
		most := n * stepsPerSecond
		above := int64(5)
		if unit == "minutes" {
			most, above = 60*most, 60
		}
		if steps > most || steps < most-above*stepsPerSecond {
			t.Fatalf("%d steps: %q", steps, said)
		}
	})
}

// So it is with forty variables, and a message lists no more than thirty things.
func TestFortyVariablesEnd(t *testing.T) {
	if sweep(0, 1) == 0 {
		t.Skip("a quarter of a minute: set ONECASE_SWEEP")
	}
	f := madeFrame("forty variables", 300, slices.Repeat([][]float64{{.4, .3, .3}}, 40))
	design := sized(100)
	design.AtLeast = []AtLeast{{"v1", "a", 60}}
	d := mustDraw(t, f, design, "1")
	for _, w := range d.Warnings {
		if len(w.Message) > 2000 {
			t.Errorf("%s has %d bytes", w.Code, len(w.Message))
		}
	}
	if g := d.Groups[0]; len(g.Selected) != 100 || len(g.Core.GivenUp) == 0 || warned(d.Warnings, "match-bounded") == nil {
		t.Errorf("%d cases, given up %v", len(g.Selected), g.Core.GivenUp)
	}
	if in := d.Groups[0].Inclusion; in.How != ChanceUnknown ||
		!strings.Contains(in.Reason, "would take too long") {
		t.Errorf("chances are known by %s: %s", in.How, in.Reason)
	}
}
