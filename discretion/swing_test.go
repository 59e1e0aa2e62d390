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

// What raises a standard whose lowest questions have no number of cases is not known, however little: only of the others it is said how
// many cases it takes at least.
func TestSwingsOfPercentsAlone(t *testing.T) {
	for others := range 2 {
		text := "rules = \"hmip-youth-2018\"\n[results.\"ooc.joint-working.police\"]\npercent = 50\n"
		if others > 0 {
			text += "[results.\"ooc.joint-working.recommendations\"]\nyes = 2\nof = 4\n"
		}
		a, err := Assess(inspectionFrom(t, text), Options{})
		if err != nil {
			t.Fatal(err)
		}
		for _, st := range a.Standards {
			if st.ID != "ooc.joint-working" {
				continue
			}
			if up := st.Up; st.Computed != "requires-improvement" || up == nil || up.Most != nil || (up.Fewest != nil) != (others > 0) ||
				up.Fewest != nil && *up.Fewest != 1 {
				t.Errorf("%d others: %s, up %+v", others, st.Computed, up)
			}
		}
	}
}
