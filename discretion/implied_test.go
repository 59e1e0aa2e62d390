package discretion

import (
	"testing"

	"onecase/discretion/rules"
)

// A criterion that fires adds something to one that does not: here one case takes
// a question of five cases out of its band, while the driver is far from a boundary.
func TestImpliedByNamesWhatFires(t *testing.T) {
	for _, c := range []struct {
		safety, public string // the results of court.assessment.safety and .public, made up
		near           bool
		want           rules.CriterionID
	}{
		{"yes = 22\nof = 30\n", "yes = 4\nof = 5\n", false, ""},
		{"yes = 22\nof = 30\n", "yes = 20\nof = 30\n", true, rules.NearBoundary},
		{"yes = 21\nof = 30\n", "yes = 4\nof = 5\n", true, ""}, // the driver is near, and another question swings
	} {
		a, err := Assess(inspectionFrom(t, "rules = \"hmip-youth-2018\"\n[results.\"court.assessment.desistance\"]\nyes = 27\nof = 30\n"+
			"[results.\"court.assessment.safety\"]\n"+c.safety+"[results.\"court.assessment.public\"]\n"+c.public), Options{})
		if err != nil {
			t.Fatal(err)
		}
		st := a.Standards[mustPlace(t, a, "court.assessment")]
		if near := st.flag(t, rules.NearBoundary); *near.Fires != c.near {
			t.Errorf("public %q: near-boundary fires %v", c.public, *near.Fires)
		}
		if one := st.flag(t, rules.OneCaseSwing); !*one.Fires || one.ImpliedBy != c.want {
			t.Errorf("public %q: one-case-swing fires %v, implied by %q, want %q", c.public, *one.Fires, one.ImpliedBy, c.want)
		}
	}
}

// mustPlace gives the place of a standard.
func mustPlace(t *testing.T, a *Assessment, id string) int {
	t.Helper()
	at, ok := a.Inspection.Rules.StandardIndex(id)
	if !ok {
		t.Fatalf("no standard %s", id)
	}
	return at
}
