package rules

import (
	"slices"
	"testing"

	"onecase/sample"
)

// Titles are the words of the rules; what has none keeps its id.
func TestTitles(t *testing.T) {
	set, err := Load("hmip-youth-2018")
	if err != nil {
		t.Fatal(err)
	}
	for id, want := range map[string]string{
		"ooc.joint-working": "Out-of-court disposals: joint working", "org.staff": "Staff", "court": "Court disposals",
		"ooc.joint-working.police": "Out-of-court disposals: joint working, work with the police", "elsewhere": "elsewhere",
	} {
		if got := set.Title(id); got != want {
			t.Errorf("%s is %q, want %q", id, got, want)
		}
	}
	ids := []string{"ooc.planning", "court.assessment", "org.staff", "court.planning"} // listed as the rules do
	if got, want := set.StandardTitles(ids), "Staff; Court disposals: assessment, planning; Out-of-court disposals: planning"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	plain := Plain([]string{"A", "B"}, []string{"Seen in time?"})
	if got := plain.QuestionsNamed("Seen in time?"); !slices.Equal(got, []int{0, 1}) || plain.QuestionsNamed("Seen") != nil ||
		set.QuestionsNamed("planning.safety") != nil {
		t.Errorf("questions %v of two groups, %v, %v", got, plain.QuestionsNamed("Seen"), set.QuestionsNamed("planning.safety"))
	}
	if got, want := plain.Title("B.Seen in time?"), "B: “Seen in time?”"; got != want {
		t.Errorf("without rules: got %q, want %q", got, want)
	}
	one := Plain([]string{"all"}, []string{"Seen in time?"})
	if got := one.Title("Seen in time?"); got != "“Seen in time?”" || one.Questions()[0].ID != "Seen in time?" ||
		plain.Questions()[1].ID != "B.Seen in time?" {
		t.Errorf("one group without rules: got %q", got)
	}
	bare := &Set{Groups: []sample.Group{{ID: "one"}}, Standards: []Standard{{ID: "a"}, {ID: "b", Group: "one"}}}
	if got, want := bare.StandardTitles([]string{"a", "b"}), "a; b"; got != want {
		t.Errorf("without names: got %q, want %q", got, want)
	}
	for title, want := range map[string]string{"NHS number": "NHS number", "A plan": "a plan", "Łódź": "łódź", "": ""} {
		if got := Continued(title); got != want {
			t.Errorf("%q goes on as %q, want %q", title, got, want)
		}
	}
}
