package predict

import (
	"fmt"
	"math"
	"testing"

	"onecase/discretion"
	"onecase/discretion/rules"
	"onecase/sample"
)

func TestMisreadingAgreesWithTheReferences(t *testing.T) {
	s := youth(t, rules.None)
	for _, row := range references(t)["misclassification"] {
		got := misread(row.Sample, row.Population, row.M, row.Sensitivity, row.Specificity).bands(s, row.Sample)
		near(t, fmt.Sprintf("%d yes of %d, %d read, %v and %v", row.M, row.Population, row.Sample, row.Sensitivity, row.Specificity),
			got, row.Observed, 1e-12)
	}
}

// The second reading's chances are those of every way in which each answer is
// kept or changed.
func TestSecondReadingEqualsBruteForce(t *testing.T) {
	s := youth(t, rules.HalfUp)
	for of := 1; of <= 9; of++ {
		for yes := 0; yes <= of; yes++ {
			for _, agreement := range []float64{0, 0.5, 0.85, 1} {
				want := make([]float64, 4)
				for kept := range 1 << of { // a bit for each answer
					p, again := 1.0, 0
					for i := range of {
						same := kept>>i&1 == 1
						if same {
							p *= agreement
						} else {
							p *= 1 - agreement
						}
						if (i < yes) == same {
							again++
						}
					}
					want[halfUp(again, of)] += p
				}
				near(t, fmt.Sprint(yes, of, agreement), reread(yes, of, agreement, agreement).bands(s, of), want, 1e-12)
			}
		}
	}
}

// After a second reading answers differ independently, so a standard is exact
// from totals and from cases alike, and no bounds are needed.
func TestSecondReadingOfKent(t *testing.T) {
	byCase := robust(t, kentByCase(t), Options{Agreement: 0.9})
	if byCase.Replicates != 0 || byCase.Overall.Basis != ByEnumeration {
		t.Errorf("%d replicates, %s", byCase.Replicates, byCase.Overall.Basis)
	}
	totals := robust(t, kent(t), Options{Agreement: 0.9})
	a, b := byCase.standard(t, "ooc.planning"), totals.standard(t, "ooc.planning")
	near(t, "ooc.planning", a.Chances, b.Chances, 1e-15)
	if a.Bounds != nil || a.Basis != ByEnumeration {
		t.Errorf("%v, %s", a.Bounds, a.Basis)
	}
	same := robust(t, kent(t), Options{Agreement: 1})
	if math.Abs(*same.Overall.Same-1) > 1e-12 {
		t.Errorf("with full agreement the rating is the same with %v", *same.Overall.Same)
	}
	// A rule that counts no answers can be read twice.
	set, err := rules.Load("us-title-iv-e")
	if err != nil {
		t.Fatal(err)
	}
	ins := discretion.NewInspection(set)
	if err := ins.Set(set.Questions()[0].ID, 72, 80); err != nil {
		t.Fatal(err)
	}
	r := robust(t, ins, Options{Agreement: 0.99})
	if got := r.Standards[0].Same; got == nil || *got < 0.4 || *got > 0.9 {
		t.Errorf("%v", got)
	}
}

// Where cases that count as failed alone keep a question down, no second reading
// raises it: their answers cannot differ.
func TestSecondReadingHoldsFailedCases(t *testing.T) {
	ins := ofPatterns(oneStandard(t, 2, rules.HalfUp), 20, "11", "11", "11", "01")
	record := &sample.Record{Rules: ins.Rules.ID, Groups: []sample.GroupDraw{{Group: "all", Population: 20}}}
	for i, c := range ins.Results.Grid.Cases {
		record.Groups[0].Selected = append(record.Groups[0].Selected, sample.Chosen{ID: c.ID})
		if i < 3 {
			record.Replacements = append(record.Replacements, sample.Replacement{Group: "all", Case: c.ID, Policy: sample.CountFailed})
		}
	}
	if _, err := ins.UseRecord(record); err != nil {
		t.Fatal(err)
	}
	again := robust(t, ins, Options{Agreement: 0.5})
	if p := again.Questions[0].Chances; p[1]+p[2]+p[3] != 0 { // at most 1 of 4
		t.Errorf("read again: %v", p)
	}
}
