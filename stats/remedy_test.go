package stats

import (
	"encoding/json"
	"slices"
	"testing"
)

func TestRemedyNamesOptions(t *testing.T) {
	column := Option{"column", `id=Case "No"`}
	r := Advise("name it with %v, or choose %v for %d rows", column, Option{Name: "skip"}, 3)
	if got, want := r.String(), `name it with the option column "id=Case \"No\"", or choose the option skip for 3 rows`; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	flags := r.Words(func(o Option) string { return "--" + o.Name + " " + o.Value })
	if want := `name it with --column id=Case "No", or choose --skip  for 3 rows`; flags != want {
		t.Errorf("%s, want %s", flags, want)
	}
	if got := r.Options(); !slices.Equal(got, []Option{column, {Name: "skip"}}) {
		t.Errorf("options %v", got)
	}
	text, err := json.Marshal(Warning{Code: "code", Message: "message",
		Fix: Advise("see %v, %v", Option{Name: Questions}, Option{"sheet", "2024"})})
	if want := `{"code":"code","message":"message","fix":"see the rule set, the option sheet 2024"}`; err != nil || string(text) != want {
		t.Errorf("%s, %v, want %s", text, err, want)
	}
}

// Remedies of the same words and options are the same.
func TestRemediesCompare(t *testing.T) {
	say := func(value string) Remedy { return Advise("use %v", Option{"method", value}) }
	exact, again := say("exact"), say("exact")
	if exact != again || exact == say("wald") || exact == Remedy(exact.String()) {
		t.Error("remedies are told apart by their options, and by them alone")
	}
}

func TestRemedyWithoutOptions(t *testing.T) {
	for _, r := range []Remedy{"", "read 100% of them", Advise("read %d%% of them", 100)} {
		same := r.Words(func(Option) string { return "an option" })
		if len(r.Options()) != 0 || same != string(r) || r.String() != string(r) {
			t.Errorf("%q has options %v and is worded %q", r, r.Options(), same)
		}
	}
}
