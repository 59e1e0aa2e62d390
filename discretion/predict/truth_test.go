package predict

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"onecase/discretion"
	"onecase/discretion/rules"
	"onecase/stats"
)

// stated are the same rates for every question.
func stated(wrongYes, wrongNo float64) *discretion.Rates {
	return &discretion.Rates{All: stats.ErrorRates{Yes: stats.ErrorRate{Share: wrongYes}, No: stats.ErrorRate{Share: wrongNo}}}
}

// The chances of the true bands are those of listing every truth of every case and every way to
// misread those that were read.
func TestTruthEqualsBruteForce(t *testing.T) {
	s := youth(t, rules.HalfUp)
	constant := map[string]float64{} // of the logarithm of the evidence, the same under every prior
	for _, prior := range []Prior{Jeffreys, {2, 0.7}} {
		for _, m := range []stats.Misreading{{WrongYes: 0.1, WrongNo: 0.2}, {WrongYes: 0, WrongNo: 0.3}, {WrongYes: 0.45, WrongNo: 0.05}} {
			for N := 1; N <= 6; N++ {
				for n := 1; n <= N; n++ {
					for held := range min(2, n) {
						for x := range n - held + 1 {
							want, evidence := make([]float64, s.Bands()), 0.0
							for cases := range 1 << N { // a bit for each case that is truly yes; the first n are read
								M, p := 0, 1.0
								for i := range N {
									if cases>>i&1 == 1 {
										M++
									}
								}
								if cases&(1<<held-1) != 0 { // the first ones count as failed
									continue
								}
								p = math.Exp(logBeta(prior.Yes+float64(M), prior.No+float64(N-M)) - logBeta(prior.Yes, prior.No))
								read := 0.0
								for answers := range 1 << (n - held) {
									q, yes := 1.0, 0
									for i := range n - held {
										is, truly := answers>>i&1, cases>>(i+held)&1
										q *= [2][2]float64{{1 - m.WrongYes, m.WrongYes}, {m.WrongNo, 1 - m.WrongNo}}[truly][is]
										yes += is
									}
									if yes == x {
										read += q
									}
								}
								want[halfUp(M, N)] += p * read
								evidence += p * read
							}
							p := prediction{scale: s, prior: prior, yes: x, of: n, unread: unread{known: true, cases: N - n}}
							if evidence == 0 {
								continue
							}
							for b := range want {
								want[b] /= evidence
							}
							rates := stats.ErrorRates{Yes: stats.ErrorRate{Share: m.WrongYes}, No: stats.ErrorRate{Share: m.WrongNo}}
							truth, name := newTruth(p, held, rates), fmt.Sprint(x, n, N, held, m)
							near(t, name+fmt.Sprint(prior), truth.bands(prior), want, 1e-11)
							off := truth.logEvidence(prior) - math.Log(evidence)
							if was, ok := constant[name]; ok && math.Abs(off-was) > 1e-10 {
								t.Errorf("%s: the evidence is off by %v and %v", name, was, off)
							}
							constant[name] = off
						}
					}
				}
			}
		}
	}
}

// Without errors, stated as rates of 0 or found in very many cases, nothing changes: under either
// model, for questions of known, unknown and endless populations.
func TestTruthWithoutErrors(t *testing.T) {
	none := stats.ErrorRate{Wrong: 0, Of: 1_000_000_000}
	for _, model := range []Model{Tied, Separate} {
		for _, change := range [][]string{{}, {"population = 50\n", ""}} {
			ins := kent(t, change...)
			want, err := Robust(ins, Options{Model: model})
			if err != nil {
				t.Fatal(err)
			}
			for tolerance, rates := range map[float64]*discretion.Rates{1e-9: stated(0, 0),
				1e-5: {All: stats.ErrorRates{Yes: none, No: none}}} {
				got, err := Robust(ins, Options{Model: model, Rates: rates})
				if err != nil {
					t.Fatal(err)
				}
				for i, q := range got.Questions {
					near(t, q.Question.ID, q.Chances, want.Questions[i].Chances, tolerance)
				}
				near(t, "overall", got.Overall.Chances, want.Overall.Chances, tolerance)
			}
		}
	}
}

// Many cases that a question may apply to are taken together, which changes next to nothing.
func TestTruthOfManySizes(t *testing.T) {
	s := youth(t, rules.HalfUp)
	p := prediction{scale: s, prior: Jeffreys, yes: 61, of: 90, unread: unread{cases: 1500, read: 200}}
	rates := stats.ErrorRates{Yes: stats.ErrorRate{Share: 0.1}, No: stats.ErrorRate{Share: 0.05}}
	blocks := newTruth(p, 0, rates)
	if len(blocks.sizes) >= len(p.applicable().p) {
		t.Fatalf("%d sizes: none were taken together", len(blocks.sizes))
	}
	every := *blocks
	every.sizes = nil
	for i, chance := range p.applicable().p {
		m := p.applicable().from + i
		size := trueSize{chance: chance, all: p.of + m, answers: every.answersOf(p.of, p.of+m)}
		for k := range size.answers.p {
			size.bandFrom = append(size.bandFrom, s.Band(size.answers.from+k, p.of+m))
		}
		every.sizes = append(every.sizes, size)
	}
	near(t, "blocks", blocks.bands(Jeffreys), every.bands(Jeffreys), 2e-3)
}

// Cases that are known one by one are taken as totals are: nobody knows whose answers are wrong.
func TestTruthOfCasesIsThatOfTotals(t *testing.T) {
	byCase, err := Robust(kentByCase(t), Options{Model: Separate, Rates: stated(0.1, 0.1)})
	if err != nil {
		t.Fatal(err)
	}
	if byCase.Replicates != 0 || byCase.Overall.Basis != ByIndependence {
		t.Errorf("%d replicates, %s", byCase.Replicates, byCase.Overall.Basis)
	}
	totals, err := Robust(kent(t), Options{Model: Separate, Rates: stated(0.1, 0.1)})
	if err != nil {
		t.Fatal(err)
	}
	a, b := byCase.standard(t, "ooc.planning"), totals.standard(t, "ooc.planning")
	near(t, "ooc.planning", a.Chances, b.Chances, 1e-12)
	if q := totals.question(t, "court.assessment.safety"); q.Corrected == nil ||
		math.Abs(*q.Corrected-(18.0/39-0.1)/0.8) > 1e-12 || q.CorrectedBand != "inadequate" {
		t.Errorf("%+v", q)
	}
}

// A question's own rates are taken for it alone.
func TestTruthByQuestion(t *testing.T) {
	rates := stated(0, 0)
	rates.By = map[string]stats.ErrorRates{"court.assessment.safety": {Yes: stats.ErrorRate{Share: 0.2}}}
	got, err := Robust(kent(t), Options{Model: Separate, Rates: rates})
	if err != nil {
		t.Fatal(err)
	}
	without, all := robust(t, kent(t), Options{}), robust(t, kent(t), Options{Rates: stated(0.2, 0)})
	near(t, "its own", got.question(t, "court.assessment.safety").Chances, all.question(t, "court.assessment.safety").Chances, 1e-12)
	near(t, "another", got.question(t, "court.planning.public").Chances, without.question(t, "court.planning.public").Chances, 1e-9)
}

func TestTruthRefuses(t *testing.T) {
	unknown := stated(0, 0)
	unknown.By = map[string]stats.ErrorRates{"court.assessment.safty": {}}
	for want, o := range map[string]Options{
		"not both":                             {Rates: stated(0.1, 0.1), Agreement: 0.9},
		"more cases":                           {Rates: stated(0.1, 0.1), More: 3},
		"have to be below 100%":                {Rates: stated(0.6, 0.4)},
		`no question "court.assessment.safty"`: {Rates: unknown},
	} {
		if _, err := Robust(kent(t), o); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", want, err)
		}
	}
	if _, err := Robust(kent(t, "yes = 24\nof = 39", "yes = 640\nof = 1039", "population = 50", "population = 2000",
		"sample = 39", "sample = 1039"), Options{Rates: stated(0.1, 0.1)}); err == nil || !strings.Contains(err.Error(), "1039 cases") {
		t.Errorf("1039 cases: %v", err)
	}
}

func BenchmarkTruthOfKent(b *testing.B) {
	ins := kent(b)
	for b.Loop() {
		if _, err := Robust(ins, Options{Rates: stated(0.1, 0.1)}); err != nil {
			b.Fatal(err)
		}
	}
}

// A population without end is the limit of large ones, cases that count as failed being no whatever they say.
func TestTruthWithoutEndIsTheLimit(t *testing.T) {
	rates := stats.ErrorRates{Yes: stats.ErrorRate{Share: 0.1}, No: stats.ErrorRate{Share: 0.05}}
	for held := range 4 {
		p := prediction{scale: youth(t, rules.None), prior: Jeffreys, yes: 14, of: 23, unread: unread{endless: true}}
		endless := newTruth(p, held, rates)
		p.unread = unread{known: true, cases: 4000}
		large := newTruth(p, held, rates)
		near(t, fmt.Sprint(held, " held"), endless.bands(Jeffreys), large.bands(Jeffreys), 2e-3)
		// Without errors the evidence for a prior is that of 14 yes and 9 no, whichever of these are held.
		right := newTruth(p, held, stats.ErrorRates{})
		got := right.logEvidence(Jeffreys) - right.logEvidence(Prior{2, 3})
		want := logBeta(0.5+14, 0.5+9) - logBeta(0.5, 0.5) - logBeta(2+14, 3+9) + logBeta(2, 3)
		near(t, "evidence", []float64{got}, []float64{want}, 1e-9)
	}
}

// Rates under which what was found has no chance that a number can hold are refused.
func TestRatesThatWhatWasFoundDenies(t *testing.T) {
	for _, rate := range []float64{0.97, 0.9999999999} {
		for _, rates := range []*discretion.Rates{stated(rate, 0), stated(0, rate)} {
			if _, err := Robust(kent(t), Options{Rates: rates}); err == nil || !strings.Contains(err.Error(), "cannot be, whatever the truth") {
				t.Errorf("%v: got error %v", rates.All, err)
			}
		}
	}
}
