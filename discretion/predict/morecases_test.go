package predict

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"onecase/discretion"
	"onecase/discretion/rules"
	"onecase/stats"
)

func TestMoreCasesAgreeWithTheReferences(t *testing.T) {
	s := youth(t, rules.None)
	for _, row := range references(t)["value_of_adding_cases"] {
		prior, err := ParsePrior(row.Prior)
		if err != nil {
			t.Fatal(err)
		}
		p := prediction{scale: s, prior: prior, yes: row.X, of: row.Sample, unread: unread{known: true, cases: row.Population - row.Sample}}
		got := p.more(row.More, row.Population-row.Sample, s.Band(row.X, row.Sample))
		near(t, fmt.Sprintf("%d/%d of %d, %d more", row.X, row.Sample, row.Population, row.More),
			[]float64{got.Certainty, got.Expected, got.Changes}, []float64{row.Current, row.Expected, row.Changes}, 1e-12)
	}
}

// Reading more cases never makes the band less certain on average, and reading
// all of them settles it.
func TestMoreCasesAddCertainty(t *testing.T) {
	s := youth(t, rules.HalfUp)
	for _, u := range []unread{{known: true, cases: 11}, {known: true, cases: 5}, {cases: 11, read: 30}, {cases: 11, read: 22}} {
		p := prediction{scale: s, prior: Jeffreys, yes: 13, of: 22, unread: u}
		before := 0.0
		for k := 0; k <= 11; k++ {
			got := p.more(k, 11, 1).Expected
			if got < before-1e-12 {
				t.Errorf("%+v: %v after %d more, %v before", u, got, k, before)
			}
			before = got
		}
		if math.Abs(before-1) > 1e-12 {
			t.Errorf("%+v: %v when every case is read", u, before)
		}
		// Then the observed band is that of the whole population.
		near(t, fmt.Sprint(u), p.observedAfter(11, 11), p.bands(), 1e-12)
	}
}

// Reading every unread case changes a rating with the chance that it would have
// been another one.
func TestReadingAllTheRestIsTheWholePopulation(t *testing.T) {
	r := robust(t, kent(t), Options{More: 11})
	for _, q := range r.Questions {
		if q.Chances != nil && (q.Group == "court" && q.More.Cases != 11 || q.Group == "ooc" && q.More.Cases != 4) {
			t.Errorf("%s: %d more", q.ID, q.More.Cases)
		}
	}
	for _, st := range r.Standards {
		if st.Same != nil && math.Abs(*st.Changes+*st.Same-1) > 1e-12 {
			t.Errorf("%s changes with %v and is the same with %v", st.ID, *st.Changes, *st.Same)
		}
	}
	if math.Abs(*r.Overall.Changes+*r.Overall.Same-1) > 1e-12 {
		t.Errorf("overall changes with %v and is the same with %v", *r.Overall.Changes, *r.Overall.Same)
	}
}

// With more cases than are looked at one by one, the expected certainty stays
// within 0.001 of the full sum.
func TestManyMoreCases(t *testing.T) {
	s := youth(t, rules.HalfUp)
	p := prediction{scale: s, prior: Jeffreys, yes: 18, of: 28, unread: unread{cases: 260, read: 40}}
	more := []int{5, 50}
	more = more[:sweep(1, len(more))]
	t.Logf("%d numbers of more cases tried", len(more))
	for _, k := range more {
		want := 0.0
		next := p.nextApplicable(k, 260)
		for i, weight := range next.p {
			yes := p.nextYes(next.from + i)
			for j, chance := range yes.p {
				if weight*chance > 1e-7 {
					want += weight * chance * slices.Max(p.having(k, next.from+i, yes.from+j).bands())
				}
			}
		}
		if got := p.expectedCertainty(k, 260); math.Abs(got-want) > 1e-3 {
			t.Errorf("%d more: %v, want %v", k, got, want)
		}
	}
}

// A group that was read in part and has fewer unread cases than are asked for is named, and no other.
func TestFewerUnreadIsSaid(t *testing.T) {
	set := oneStandard(t, 1, rules.HalfUp)
	for sample := range 3 {
		for unread := range 4 {
			for more := range 4 {
				ins := discretion.NewInspection(set)
				ins.Groups["all"] = discretion.GroupSize{Population: sample + unread, Sample: sample}
				if sample > 0 {
					if err := ins.Set("s.q1", 1, sample); err != nil {
						t.Fatal(err)
					}
				}
				r := robust(t, ins, Options{More: more})
				warned := slices.ContainsFunc(r.Warnings, func(w stats.Warning) bool { return w.Code == "fewer-unread" })
				if want := sample > 0 && unread < more; warned != want {
					t.Errorf("%d read, %d unread, %d more: %v", sample, unread, more, warned)
				}
			}
		}
	}
}
