package discretion

import (
	"math/big"
	"math/bits"
	"math/rand/v2"
	"slices"
	"testing"

	"onecase/discretion/rules"
	"onecase/stats"
)

// A plainTruth rates by corrected shares a second time, in fractions: the rates in
// hundredths, of questions by place, and the cuts of the bands.
type plainTruth struct {
	ins      *Inspection
	wrongYes []int64
	wrongNo  []int64
	cuts     []int
	rounding rules.Rounding
}

// percent is the corrected percentage of a question after the answers of a set of cases were
// turned one way, before rounding; nil where it applied to none.
func (p *plainTruth) percent(q int, set uint, up bool) *big.Rat {
	yes, read, held := int64(0), int64(0), int64(0)
	for row, c := range p.ins.Results.Grid.Cases {
		answer := c.Answers[q]
		if answer != NA && !c.Held && set>>row&1 == 1 {
			answer = No
			if up {
				answer = Yes
			}
		}
		switch {
		case answer == NA:
		case c.Held:
			held++
		default:
			read++
			if answer == Yes {
				yes++
			}
		}
	}
	if read+held == 0 {
		return nil
	}
	share := new(big.Rat)
	if read > 0 {
		share.Sub(big.NewRat(yes, read), big.NewRat(p.wrongYes[q], 100))
		share.Quo(share, big.NewRat(100-p.wrongYes[q]-p.wrongNo[q], 100))
	}
	if share.Sign() < 0 {
		share.SetInt64(0)
	} else if share.Cmp(big.NewRat(1, 1)) > 0 {
		share.SetInt64(1)
	}
	return share.Mul(share, big.NewRat(100*read, read+held))
}

// whole is a percentage rounded as the rules say.
func (p *plainTruth) whole(percent *big.Rat) *big.Rat {
	if p.rounding == rules.None {
		return percent
	}
	whole := new(big.Int).Quo(percent.Num(), percent.Denom())
	half := new(big.Rat).Sub(percent, new(big.Rat).SetInt(whole)).Cmp(big.NewRat(1, 2))
	if p.rounding == rules.HalfUp && half >= 0 || p.rounding == rules.HalfEven && (half > 0 || half == 0 && whole.Bit(0) == 1) {
		whole.Add(whole, big.NewInt(1))
	}
	return new(big.Rat).SetInt(whole)
}

func (p *plainTruth) band(percent *big.Rat) int {
	band := 0
	for _, cut := range p.cuts {
		if p.whole(percent).Cmp(big.NewRat(int64(cut), 1)) >= 0 {
			band++
		}
	}
	return band
}

// rate gives the bands of the standards, -1 for those without an answer, and the overall
// rating, -1 where one is missing.
func (p *plainTruth) rate(set uint, up bool) (standards []int, overall int) {
	sum := 0
	for i := range p.ins.Rules.Standards {
		low := -1
		for _, q := range p.ins.Rules.Standards[i].Questions {
			if percent := p.percent(q.Place, set, up); percent != nil {
				if b := p.band(percent); low < 0 || b < low {
					low = b
				}
			}
		}
		standards, sum = append(standards, low), sum+low
	}
	if slices.Contains(standards, -1) {
		return standards, -1
	}
	most := len(standards) * len(p.cuts)
	third := max(1, most/3)
	switch {
	case sum < third:
		return standards, 0
	case sum <= max(third, 2*third-1):
		return standards, 1
	}
	return standards, 2
}

// fewest is the size of the smallest set of cases that, turned, moves what get gives up or down;
// 0 for none.
func (p *plainTruth) fewest(up bool, get func(standards []int, overall int) int) int {
	now, best := get(p.rate(0, up)), 0
	for set := uint(1); set < 1<<len(p.ins.Results.Grid.Cases); set++ {
		if size := bits.OnesCount(set); best == 0 || size < best {
			if after := get(p.rate(set, up)); up && after > now || !up && after < now {
				best = size
			}
		}
	}
	return best
}

// randomTruth makes an inspection with rates of its own for questions, some cases held.
func randomTruth(t *testing.T, rng *rand.Rand, trial int) (*Inspection, *Rates, *plainTruth) {
	t.Helper()
	p := &plainTruth{cuts: ladders[trial%3], rounding: []rules.Rounding{rules.HalfUp, rules.HalfEven, rules.Down, rules.None}[trial%4]}
	set := ladder(t, 1+rng.IntN(4), 2, 1+rng.IntN(3), p.cuts...)
	p.ins = randomInspection(t, rng, set, 2+rng.IntN(6))
	if trial%5 == 0 {
		c := &p.ins.Results.Grid.Cases[0]
		c.Held = true
		for _, q := range set.Questions() {
			if q.Group == c.Group {
				c.Answers[q.Place] = No
			}
		}
		p.ins.Results.CountAnswers(set.Questions())
	}
	rates := &Rates{By: map[string]stats.ErrorRates{}}
	for _, q := range set.Questions() {
		yes, no := int64(5*rng.IntN(7)), int64(5*rng.IntN(7))
		p.wrongYes, p.wrongNo = append(p.wrongYes, yes), append(p.wrongNo, no)
		rates.By[q.ID] = stats.ErrorRates{Yes: stats.ErrorRate{Share: float64(yes) / 100}, No: stats.ErrorRate{Share: float64(no) / 100}}
	}
	return p.ins, rates, p
}

// The ratings by corrected shares, their swings over cases and the routes to another overall
// rating agree with turning every set of cases, in fractions, with other rates for each question.
func TestCorrectedSwingsAgainstEverySetOfCases(t *testing.T) {
	rng := rand.New(rand.NewPCG(15, 4))
	rated, moved, trials := 0, 0, sweep(300, 1000)
	for trial := range trials {
		ins, rates, p := randomTruth(t, rng, trial)
		a := assess(t, ins, Options{Rounding: p.rounding, Rates: rates}).Corrected
		bands, overall := p.rate(0, true)
		for i, st := range a.Standards {
			if want := ratingText(bands[i]); st.Computed != want || st.Rating != want {
				t.Fatalf("trial %d, %s: %q, want %q", trial, st.ID, st.Computed, want)
			}
			if bands[i] < 0 {
				continue
			}
			for _, up := range []bool{true, false} {
				want, swing := p.fewest(up, func(standards []int, _ int) int { return standards[i] }), st.Up
				if !up {
					swing = st.Down
				}
				if got := span(swing); got != noneIfZero(want) {
					t.Fatalf("trial %d, %s, up %v: %s, want %d", trial, st.ID, up, got, want)
				}
				if swing != nil {
					after, _ := p.rate(setOf(t, ins, swing.Cases), up)
					if len(swing.Cases) != want || after[i] == bands[i] {
						t.Fatalf("trial %d, %s, up %v: cases %v leave it", trial, st.ID, up, swing.Cases)
					}
					moved++
				}
			}
			p.checkFlags(t, i, st)
		}
		if (a.Overall == "") != (overall < 0) || overall >= 0 && a.Overall != ratingText(overall) {
			t.Fatalf("trial %d: overall %q, want %d", trial, a.Overall, overall)
		}
		if overall < 0 {
			continue
		}
		rated++
		for _, up := range []bool{true, false} {
			want, swing, got := p.fewest(up, func(_ []int, overall int) int { return overall }), a.Up, 0
			if !up {
				swing = a.Down
			}
			if swing != nil && swing.Reachable {
				got = *swing.Fewest
				if _, after := p.rate(setOf(t, ins, swing.Cases), up); !swing.Exact || *swing.Most != got || after == overall {
					t.Fatalf("trial %d, overall, up %v: %+v", trial, up, swing)
				}
			}
			if got != want {
				t.Fatalf("trial %d, overall, up %v: %d, want %d", trial, up, got, want)
			}
		}
	}
	if rated < trials/3 || moved < trials {
		t.Errorf("%d of %d inspections had an overall rating, and %d standards could move", rated, trials, moved)
	}
}

func ratingText(band int) string {
	if band < 0 {
		return ""
	}
	return "r" + string(rune('0'+band))
}

// setOf is the bits of some cases.
func setOf(t *testing.T, ins *Inspection, ids []string) (set uint) {
	t.Helper()
	for _, id := range ids {
		row := slices.IndexFunc(ins.Results.Grid.Cases, func(c Case) bool { return c.ID == id })
		if row < 0 {
			t.Fatalf("no case %s", id)
		}
		set |= 1 << row
	}
	return set
}

// checkFlags holds the criteria on corrected percentages against their words.
func (p *plainTruth) checkFlags(t *testing.T, standard int, st StandardAssessment) {
	t.Helper()
	var drivers []int // of the lowest corrected percentage in the lowest band
	for _, q := range p.ins.Rules.Standards[standard].Questions {
		percent := p.percent(q.Place, 0, true)
		if percent == nil {
			continue
		}
		less := 1
		if len(drivers) > 0 {
			first := p.percent(drivers[0], 0, true)
			if less = p.band(first) - p.band(percent); less == 0 {
				less = first.Cmp(percent)
			}
		}
		if less > 0 {
			drivers = nil
		}
		if less >= 0 {
			drivers = append(drivers, q.Place)
		}
	}
	near, small := false, false
	for _, q := range drivers {
		for _, cut := range p.cuts {
			d := new(big.Rat).Sub(p.whole(p.percent(q, 0, true)), big.NewRat(int64(cut), 1))
			near = near || d.Abs(d).Cmp(big.NewRat(5, 1)) <= 0
		}
		small = small || p.ins.Results.Questions[q].Of <= 5
	}
	if f := st.flag(t, rules.NearBoundary); *f.Fires != near {
		t.Fatalf("%s, %v: near %v, want %v: %s", st.ID, drivers, *f.Fires, near, f.Detail)
	}
	if f := st.flag(t, rules.SmallSample); *f.Fires != small {
		t.Fatalf("%s, %v: small %v, want %v", st.ID, drivers, *f.Fires, small)
	}
	if f := st.flag(t, rules.OneCaseSwing); *f.Fires != (span(st.Up) == "1" || span(st.Down) == "1") {
		t.Fatalf("%s: one case %v, up %s, down %s", st.ID, *f.Fires, span(st.Up), span(st.Down))
	}
}

// From totals the bounds hold the swings that the answers case by case have.
func TestCorrectedBoundsFromTotals(t *testing.T) {
	rng := rand.New(rand.NewPCG(15, 5))
	compared := 0
	for trial := range sweep(300, 800) {
		ins, rates, p := randomTruth(t, rng, 1+5*trial) // none held, as totals do not say so
		if slices.ContainsFunc(ins.Results.Grid.Cases, func(c Case) bool { return c.Held }) {
			continue
		}
		totals := ins.Clone()
		totals.Results.Grid = nil
		for i, q := range totals.Results.Questions {
			if q.Known == Answered {
				totals.Results.Questions[i].Known = Counted
			}
		}
		o := Options{Rounding: p.rounding, Rates: rates}
		exact, bounds := assess(t, ins, o).Corrected, assess(t, totals, o).Corrected
		for i, st := range exact.Standards {
			other := bounds.Standards[i]
			for k, swing := range []*Swing{st.Up, st.Down} {
				if swing == nil {
					continue
				}
				if bound := []*Swing{other.Up, other.Down}[k]; *swing.Fewest < *bound.Fewest || *swing.Fewest > *bound.Most {
					t.Fatalf("trial %d, %s: %d is not within %s", trial, st.ID, *swing.Fewest, span(bound))
				}
				compared++
			}
		}
	}
	if compared < 300 {
		t.Errorf("%d compared", compared)
	}
}

// Without errors the corrected ratings, swings and flags are those of the judgements before
// discretion.
func TestCorrectedWithoutErrorsIsTheJudgements(t *testing.T) {
	ins := kent(t)
	ins.Decisions = nil
	a := assess(t, ins, Options{Rates: &Rates{}})
	c := a.Corrected
	if *a.Score != *c.Score || a.Overall != c.Overall || *a.Up.Fewest != *c.Up.Fewest || *a.Up.Most != *c.Up.Most ||
		len(a.Up.Routes) != len(c.Up.Routes) {
		t.Errorf("%d and %d, up %+v and %+v", *a.Score, *c.Score, a.Up, c.Up)
	}
	for i, st := range a.Standards {
		other := c.Standards[i]
		if st.Rating != other.Rating || span(st.Up) != span(other.Up) || span(st.Down) != span(other.Down) || st.Open != other.Open {
			t.Errorf("%s: %s, up %s, down %s; corrected %s, up %s, down %s", st.ID,
				st.Rating, span(st.Up), span(st.Down), other.Rating, span(other.Up), span(other.Down))
		}
		for k, f := range st.Flags {
			if g := other.Flags[k]; f.Detail != g.Detail || fires(f.Fires) != fires(g.Fires) {
				t.Errorf("%s: %q and %q", st.ID, f.Detail, g.Detail)
			}
		}
	}
}
