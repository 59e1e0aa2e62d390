package discretion

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"onecase/stats"
)

// Agreement is counted answer by answer: of each question, standard and pair of readers, and of all; answers
// that are not in, in either reading, are none, and of those that are, na both times is left out and na once
// is a difference.
func TestAgreementIsCountedByAnswers(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 23))
	const questions = 3
	type tally struct {
		cases, neither, applies, same, answers int
		table                                  [3][3]int
	}
	at := map[Answer]int{Yes: 0, No: 1, NA: 2}
	for trial := range 60 {
		one, two := twiceReading{map[string]string{}, map[string]string{}}, twiceReading{map[string]string{}, map[string]string{}}
		text := func() (s string) {
			for range questions {
				s += string("yyynn-?"[rng.IntN(7)])
			}
			return s
		}
		for i := range 3 + rng.IntN(8) {
			id := fmt.Sprint("C", i)
			one.answers[id], one.readers[id] = text(), []string{"ANN", "BO", ""}[rng.IntN(3)]
			if rng.IntN(5) > 0 {
				two.answers[id], two.readers[id] = text(), []string{"CY", "BO", "ANN"}[rng.IntN(3)]
				if two.readers[id] == one.readers[id] {
					two.readers[id] = "DEE"
				}
			}
		}
		if len(two.answers) == 0 {
			continue
		}
		inspections := [2]*Inspection{one.inspection(questions, nil), two.inspection(questions, nil)}
		for k, r := range []twiceReading{one, two} {
			grid := inspections[k].Results.Grid
			for i := range grid.Cases {
				for q, c := range r.answers[grid.Cases[i].ID] {
					if c == '?' {
						grid.Cases[i].Waiting = append(grid.Cases[i].Waiting, q)
					}
				}
			}
		}
		a, err := Agree(inspections[0], inspections[1], 0.8)
		if err != nil {
			t.Fatal(err)
		}
		answerOf := map[byte]Answer{'y': Yes, 'n': No, '-': NA}
		count := func(of func(q int) bool, readers [2]string) (n tally) {
			for id, second := range two.answers {
				pair := [2]string{one.readers[id], two.readers[id]}
				exchanged := pair == [2]string{readers[1], readers[0]}
				if readers != [2]string{} && pair != readers && !exchanged {
					continue
				}
				before := n.answers
				for q := range questions {
					x, y := answerOf[one.answers[id][q]], answerOf[second[q]]
					switch {
					case !of(q) || one.answers[id][q] == '?' || second[q] == '?':
						continue
					case x == NA && y == NA:
						n.neither++
						continue
					case x == NA || y == NA:
						n.applies++
					}
					if exchanged {
						x, y = y, x
					}
					n.answers++
					n.table[at[x]][at[y]]++
					if x == y {
						n.same++
					}
				}
				if n.answers > before {
					n.cases++
				}
			}
			return n
		}
		check := func(what string, got AgreedPart, want tally) {
			t.Helper()
			size := 2
			if want.applies > 0 {
				size = 3
			}
			have := tally{got.Cases, got.Neither, got.Applies, got.Same, got.Answers, [3][3]int{}}
			for i, row := range got.Table {
				copy(have.table[i][:], row)
			}
			if have != want || want.answers > 0 && len(got.Table) != size {
				t.Fatalf("trial %d, %s: %+v, want %+v", trial, what, have, want)
			}
		}
		rules := inspections[0].Rules
		for q := range questions {
			k := slices.IndexFunc(a.Questions, func(x AgreedQuestion) bool { return x.ID == rules.Questions()[q].ID })
			want := count(func(p int) bool { return p == q }, [2]string{})
			if k < 0 {
				if want.answers+want.neither > 0 {
					t.Fatalf("trial %d: question %d is left out", trial, q)
				}
				continue
			}
			check(fmt.Sprint("question ", q), a.Questions[k].AgreedPart, want)
			drawn := stats.DrawnShare{Most: stats.Infinite} // of those that the first found it to apply to
			for i, row := range want.table[:2] {
				drawn.Of, drawn.Yes = drawn.Of+row[0]+row[1]+row[2], drawn.Yes+row[i]
			}
			drawn.Least = drawn.Of
			limits, err := stats.SubsampleInterval(drawn, 0.8)
			if got := a.Questions[k].Limits; err != nil || got.Low != limits.Low || got.High != limits.High || got.Guaranteed {
				t.Fatalf("trial %d, question %d: %+v, want %+v, %v", trial, q, got, limits, err)
			}
		}
		for _, st := range a.Standards {
			check(st.ID, st, count(func(q int) bool { return rules.Questions()[q].Standard == st.ID }, [2]string{}))
		}
		every := func(int) bool { return true }
		check("all", a.Overall, count(every, [2]string{}))
		if all := count(every, [2]string{}); a.Typical.Answers != all.answers || a.Typical.Same != all.same || a.Cases != len(two.answers) {
			t.Fatalf("trial %d: typical %+v of %d cases, want %+v", trial, a.Typical, a.Cases, all)
		}
		pairs := map[[2]string]bool{}
		for id := range two.answers {
			if x := ordered([2]string{one.readers[id], two.readers[id]}); x[0] != "" {
				pairs[x] = true
			}
		}
		for i, p := range a.Pairs {
			check(fmt.Sprint(p.Readers), p, count(every, p.Readers))
			if !pairs[p.Readers] || i > 0 && fmt.Sprint(a.Pairs[i-1].Readers) > fmt.Sprint(p.Readers) {
				t.Fatalf("trial %d: pairs %v of %v", trial, p.Readers, pairs)
			}
		}
		if len(a.Pairs) != len(pairs) {
			t.Fatalf("trial %d: %d pairs of %v", trial, len(a.Pairs), pairs)
		}
	}
}
