package main

import (
	"testing"

	"onecase/discretion/rules"
)

func TestStandardTitles(t *testing.T) {
	set, err := rules.Load("hmip-youth-2018")
	if err != nil {
		t.Fatal(err)
	}
	ids := []string{"ooc.planning", "court.assessment", "org.staff", "court.planning"} // listed as the rules do
	if got, want := standardTitles(set, ids), "Staff; Assessment, Planning (Court disposals); Planning (Out-of-court disposals)"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	plain := &rules.Set{Standards: []rules.Standard{{ID: "a"}, {ID: "b", Group: "all"}}}
	if got, want := standardTitles(plain, []string{"a", "b"}), "a; b (all)"; got != want {
		t.Errorf("without names: got %q, want %q", got, want)
	}
	if got, want := namedGroup(set, "ooc"), "ooc (Out-of-court disposals)"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := namedGroup(nil, "all"); got != "all" {
		t.Errorf("without rules: got %q", got)
	}
}
