package stats

import (
	"fmt"
	"strings"
	"testing"
)

// The working of every convention names its own form of the formula, and its
// neighbours outside have another size.
func TestImpliedSteps(t *testing.T) {
	spec := SizeSpec{Confidence: 0.8, Margin: 0.05}
	implied, err := Implied(39, spec)
	if err != nil {
		t.Fatal(err)
	}
	for _, i := range implied {
		steps := i.Steps(spec)
		if len(steps) != 2 || steps[0].Value != float64(i.Low) || steps[1].Value != float64(i.High) {
			t.Fatalf("%s: %+v", i, steps)
		}
		for _, s := range steps {
			if strings.Contains(s.Formula, "n0 / (1 + n0/N)") != i.OverN || strings.Contains(s.Formula, "= 1.28² ×") != i.RoundedZ {
				t.Errorf("%s: %s", i, s.Formula)
			}
		}
		if want := fmt.Sprintf("N = %d: ", i.Low-1); !strings.HasPrefix(steps[0].Substitution, want) ||
			!strings.Contains(steps[0].Substitution, ", so 38; ") || !strings.HasSuffix(steps[0].Substitution, ", so 39") {
			t.Errorf("%s: %s", i, steps[0].Substitution)
		}
		if !strings.HasSuffix(steps[1].Substitution, ", so 40") {
			t.Errorf("%s: %s", i, steps[1].Substitution)
		}
	}
	// 164.237 / (1 + 163.237/50)
	if s := implied[0].Steps(spec)[0]; !strings.Contains(s.Substitution, "N = 50: 38.51") || !strings.Contains(s.Formula, "= 164.237;") {
		t.Errorf("%+v", s)
	}
	if s := (ImpliedPopulations{None: true}).Steps(spec); s != nil {
		t.Errorf("%v", s)
	}
}
