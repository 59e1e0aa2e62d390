package discretion

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"onecase/sample"
)

// gridOf is an inspection of one standard with two questions, answered case by case.
func gridOf(t *testing.T, patterns []string) *Inspection {
	ins, _ := failing(t, patterns)
	return ins
}

// drawnAs is the record of a sample of some cases, with what was done about others.
func drawnAs(cases int, replacements ...sample.Replacement) *sample.Record {
	g := sample.GroupDraw{Group: "g0", Population: 20}
	for i := range cases {
		g.Selected = append(g.Selected, sample.Chosen{ID: fmt.Sprint("C", i)})
	}
	g.Reserves = []sample.Chosen{{ID: "R1"}, {ID: "R2"}}
	return &sample.Record{Groups: []sample.GroupDraw{g}, Replacements: replacements}
}

// Cases that were not read, taken as no or yes, are rated as rows of no or yes in the
// table would be; taken as those read they change no rating.
func TestUnreadCasesAreRowsOfTheTable(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		patterns := rapid.SliceOfN(rapid.SampledFrom([]string{"11", "10", "01", "00", "1-", "-1"}), 3, 10).Draw(r, "patterns")
		patterns = append(patterns, "11") // both questions apply to some case
		lost := rapid.IntRange(1, 3).Draw(r, "lost")
		ins := gridOf(t, patterns)
		ins.Record = drawnAs(len(patterns) + lost) // the last cases have no judgements
		n, err := NonResponseOf(ins, Options{}, Unreads)
		if err != nil {
			r.Fatal(err)
		}
		if len(n.Cases) != lost || n.Cases[0].Why != "not-judged" {
			r.Fatalf("%+v", n.Cases)
		}
		for i, row := range []string{"00", "11"} {
			whole := gridOf(t, append(slices.Clone(patterns), slices.Repeat([]string{row}, lost)...))
			want, got := assess(t, whole, Options{}), n.Each[i].Assessment
			if want.Standards[0].Rating != got.Standards[0].Rating {
				r.Fatalf("%v and %d of %s: %s, want %s", patterns, lost, row, got.Standards[0].Rating, want.Standards[0].Rating)
			}
		}
		if want, got := assess(t, gridOf(t, patterns), Options{}).Standards[0].Rating,
			n.Each[2].Assessment.Standards[0].Rating; got != want {
			r.Fatalf("%v and %d like them: %s, want %s", patterns, lost, got, want)
		}
	})
}

// A case that counts as failed is no in the table already: taken as yes it is a row of
// yes, and taken as no nothing changes. One that was replaced comes on top of its reserve.
func TestUnreadCasesOfTheRecord(t *testing.T) {
	patterns := []string{"10", "11", "11", "11", "10"}
	ins, _ := failing(t, patterns, "C5")
	ins.Record = drawnAs(6, sample.Replacement{Group: "g0", Case: "C5", Policy: sample.CountFailed})
	n, err := NonResponseOf(ins, Options{}, Unreads)
	if err != nil {
		t.Fatal(err)
	}
	counts := func(a *Assessment) string {
		var s []string
		for _, q := range a.Standards[0].Results {
			s = append(s, fmt.Sprintf("%d/%d", q.Yes, q.Of))
		}
		return strings.Join(s, " ")
	}
	for i, want := range []string{"5/6 3/6", "6/6 4/6", "5/5 3/5"} { // as those read: their shares
		if got := counts(n.Each[i].Assessment); got != want {
			t.Errorf("%s: %s, want %s", n.Each[i].Assume, got, want)
		}
	}
	ins = gridOf(t, patterns)
	ins.Record = drawnAs(5, sample.Replacement{Group: "g0", Case: "C4", By: "R1", Policy: sample.UseReserve},
		sample.Replacement{Group: "g0", Case: "C3", Policy: sample.NotAssessable})
	grid := ins.Results.Grid
	grid.Cases[4].ID = "R1"
	grid.Cases = slices.Delete(grid.Cases, 3, 4)
	ins.Results.CountAnswers(ins.Rules.Questions())
	n, err = NonResponseOf(ins, Options{}, []Unread{UnreadNo})
	if err != nil {
		t.Fatal(err)
	}
	if got := counts(n.Each[0].Assessment); got != "4/6 2/6" || n.Cases[0].Why != "replaced" || n.Cases[1].Why != "not-assessable" {
		t.Errorf("%s %+v", got, n.Cases)
	}
	ins.Record = nil
	if _, err := NonResponseOf(ins, Options{}, Unreads); err == nil || !strings.Contains(err.Error(), "takes the record") {
		t.Error(err)
	}
	ins.Record = drawnAs(5)
	if _, err := NonResponseOf(ins, Options{}, []Unread{"perhaps"}); err == nil || !strings.Contains(err.Error(), "no, yes or like-read") {
		t.Error(err)
	}
}
