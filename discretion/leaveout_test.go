package discretion

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// Without one manager: the ratings are those of a table that never had the cases.
func TestLeaveOutIsATableWithoutTheCases(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		patterns := rapid.SliceOfN(rapid.SampledFrom([]string{"11", "10", "01", "00", "1-", "-1"}), 4, 12).Draw(r, "patterns")
		ins := gridOf(t, patterns)
		ins.Results.Grid.Kept = "manager"
		for i := range ins.Results.Grid.Cases {
			ins.Results.Grid.Cases[i].Kept = rapid.SampledFrom([]string{"Ann", " ann", "Bo", "Cy", ""}).Draw(r, "manager")
		}
		all, err := LeaveOut(ins, Options{})
		if err != nil {
			if !slices.ContainsFunc(ins.Results.Grid.Cases, func(c Case) bool { return c.Kept != "" }) {
				return // nobody is named
			}
			r.Fatal(err)
		}
		for _, w := range all {
			var rest []string
			for i, c := range ins.Results.Grid.Cases {
				if !strings.EqualFold(strings.TrimSpace(c.Kept), w.Value) {
					rest = append(rest, patterns[i])
				}
			}
			if w.Cases != len(patterns)-len(rest) {
				r.Fatalf("%s: %d cases, want %d", w.Value, w.Cases, len(patterns)-len(rest))
			}
			want := ""
			if len(rest) > 0 {
				want = assess(t, gridOf(t, rest), Options{}).Standards[0].Rating
			}
			if got := w.Assessment.Standards[0].Rating; got != want {
				r.Fatalf("%v without %s (%v): %q, want %q", patterns, w.Value, rest, got, want)
			}
		}
	})
}

func TestLeaveOutRefuses(t *testing.T) {
	ins := gridOf(t, []string{"11", "10"})
	if _, err := LeaveOut(ins, Options{}); err == nil || !strings.Contains(err.Error(), "have no such column") {
		t.Error(err)
	}
	ins.Results.Grid.Kept = "manager"
	if _, err := LeaveOut(ins, Options{}); err == nil || !strings.Contains(err.Error(), "has 0 values") {
		t.Error(err)
	}
	many := gridOf(t, slices.Repeat([]string{"11"}, MaxLeftOut+1))
	many.Results.Grid.Kept = "manager"
	for i := range many.Results.Grid.Cases {
		many.Results.Grid.Cases[i].Kept = fmt.Sprint("M", i)
	}
	if _, err := LeaveOut(many, Options{}); err == nil || !strings.Contains(err.Error(), "has 201 values") {
		t.Error(err)
	}
	ins.Results.Grid = nil
	if _, err := LeaveOut(ins, Options{}); err == nil || !strings.Contains(err.Error(), "totals do not say") {
		t.Error(err)
	}
}
