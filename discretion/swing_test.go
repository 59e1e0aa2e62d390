package discretion

import "testing"

// Where questions that are as quick to fall land in different bands, the standard
// is said to fall to the best of them: so much at least is certain.
func TestTiedFallsAreNotMadeWorse(t *testing.T) {
	const police, recommendations = "[results.\"ooc.joint-working.police\"]\nyes = 2\nof = 3\n",
		"[results.\"ooc.joint-working.recommendations\"]\nyes = 3\nof = 4\n"
	for _, results := range []string{police + recommendations, recommendations + police} {
		a, err := Assess(inspectionFrom(t, "rules = \"hmip-youth-2018\"\n"+results), Options{})
		if err != nil {
			t.Fatal(err)
		}
		for _, st := range a.Standards {
			if st.ID != "ooc.joint-working" {
				continue
			}
			down := st.Down
			if st.Computed != "good" || down == nil || down.Fewest == nil || *down.Fewest != 1 ||
				down.To != "requires-improvement" || len(down.Through) != 2 {
				t.Errorf("%s, down %+v; want good, one case through either question, to requires-improvement", st.Computed, down)
			}
		}
	}
}
