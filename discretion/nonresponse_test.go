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

// Cases added to those at each level, by largest remainders: by fractions, with every order of taking.
func TestMoreAtLevels(t *testing.T) {
	for code := range 4 * 4 * 4 * 3 * 7 {
		cases := []int{code % 4, code / 4 % 4, code / 16 % 4}
		failed, more := min(code/64%3, cases[0]), code/192
		before := slices.Clone(cases)
		was := []int{cases[0] - failed, cases[1], cases[2]}
		read := was[0] + was[1] + was[2]
		for assume, at := range map[Unread]int{UnreadNo: 0, UnreadYes: 2} {
			want := slices.Clone(was)
			want[at] += more
			if got := moreAtLevels(assume, cases, failed, more); !slices.Equal(got, want) {
				t.Errorf("%s, %v, %d failed, %d more: %v, want %v", assume, cases, failed, more, got, want)
			}
		}
		got := moreAtLevels(UnreadLike, cases, failed, more)
		if !slices.Equal(cases, before) {
			t.Fatalf("%v was changed to %v", before, cases)
		}
		if read == 0 {
			if !slices.Equal(got, was) {
				t.Errorf("none read: %v", got)
			}
			continue
		}
		all, last := 0, -1 // the remainder of each rounded up is at least that of each rounded down, the first of equal ones up
		up, down := 2*read, -1
		for level, n := range was {
			added := got[level] - n
			all += added
			rest := more*n - read*added // 0 to read-1 rounded down, less than 0 rounded up
			if rest >= read || rest <= -read {
				t.Errorf("%v, %d more: level %d got %d", was, more, level, added)
			}
			if rest < 0 {
				if up = min(up, rest+read); rest+read == down && last < level {
					t.Errorf("%v, %d more: %v, and an earlier level has the same remainder", was, more, got)
				}
			} else if rest > down {
				down, last = rest, level
			}
		}
		if all != more || down > up {
			t.Errorf("%v, %d more: %v", was, more, got)
		}
	}
}

// Without the cases at each level those with points are at the best or the worst.
func TestCasesAtLevels(t *testing.T) {
	if got := (Result{Yes: 3, Of: 10, levels: 4}).AtLevels(); !slices.Equal(got, []int{7, 0, 0, 3}) {
		t.Error(got)
	}
	if got := (Result{Yes: 3, Of: 10, levels: 3, Levels: []int{5, 2, 3}}).AtLevels(); !slices.Equal(got, []int{5, 2, 3}) {
		t.Error(got)
	}
}

// Cases that apply and how many of them are yes, as assumed of those not read, to the nearest case.
func TestUnreadAnswers(t *testing.T) {
	for read := range 5 {
		for of := range read + 1 {
			for yes := range of + 1 {
				for unread := range 6 {
					for assume, want := range map[Unread][2]int{UnreadYes: {unread, unread}, UnreadNo: {unread, 0}} {
						if more, moreYes := unreadAnswers(assume, yes, of, read, unread); [2]int{more, moreYes} != want {
							t.Errorf("%s: %d, %d", assume, more, moreYes)
						}
					}
					more, moreYes := unreadAnswers(UnreadLike, yes, of, read, unread)
					if of == 0 {
						if more != 0 || moreYes != 0 {
							t.Errorf("none applies: %d, %d", more, moreYes)
						}
						continue
					}
					near := func(n, num, den int) bool { return 2*n*den >= 2*num-den && 2*n*den <= 2*num+den }
					if !near(more, unread*of, read) || !near(moreYes, more*yes, of) {
						t.Errorf("%d yes of %d of %d read, %d unread: %d and %d", yes, of, read, unread, more, moreYes)
					}
				}
			}
		}
	}
}
