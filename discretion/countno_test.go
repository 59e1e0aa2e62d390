package discretion

import (
	"fmt"
	"testing"

	"onecase/discretion/rules"
)

// countNo are made-up rules that count no answers: best at most 1, worst from 5. The
// number of cases is fixed where a size is given.
func countNo(t *testing.T, size int) *rules.Set {
	t.Helper()
	target, most := "", 40
	if size > 0 {
		target, most = fmt.Sprintf("[target]\nsize = %d\n", size), size
	}
	set, err := rules.Parse("count-no.toml", fmt.Appendf(nil, `id = "count-no"
%s
[[groups]]
id = "all"
name = "All"
[percent]
measure = "count-no"
inclusive = true
[[ratings]]
id = "fail"
name = "Fail"
score = 0
[[ratings]]
id = "weak"
name = "Weak"
score = 1
[[ratings]]
id = "pass"
name = "Pass"
score = 2
[[bands]]
rating = "fail"
from = 5
to = %d
[[bands]]
rating = "weak"
from = 2
to = 4
[[bands]]
rating = "pass"
from = 0
to = 1
[[standards]]
id = "s"
name = "S"
group = "all"
counted = true
questions = [{ id = "a", text = "A?" }, { id = "b", text = "B?" }]
[scoring]
standards = 1
maximum = 2
[[scoring.bands]]
rating = "fail"
from = 0
to = 0
[[scoring.bands]]
rating = "weak"
from = 1
to = 1
[[scoring.bands]]
rating = "pass"
from = 2
to = 2
`, target, most))
	if err != nil {
		t.Fatal(err)
	}
	if findings := set.Check(); len(findings) > 0 {
		t.Fatal(findings)
	}
	return set
}

// noBand is the band of so many no answers under countNo, from 0 for the worst.
func noBand(no int) int {
	switch {
	case no <= 1:
		return 2
	case no <= 4:
		return 1
	}
	return 0
}

// assessCounts assesses counts of the two questions of countNo.
func assessCounts(t *testing.T, set *rules.Set, yes, of [2]int) *Assessment {
	t.Helper()
	ins := NewInspection(set)
	for q := range yes {
		if err := ins.Set(set.Questions()[q].ID, yes[q], of[q]); err != nil {
			t.Fatal(err)
		}
	}
	a, err := Assess(ins, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// A question of few cases cannot fall to a band that begins at more no answers. The
// counts of two questions are lowered in every way and compared.
func TestFallsUnderRulesThatCountNo(t *testing.T) {
	set, names := countNo(t, 0), []string{"fail", "weak", "pass"}
	const most = 7
	for at := range (most + 1) * (most + 1) * most * most {
		of := [2]int{1 + at%most, 1 + at/most%most}
		yes := [2]int{at / most / most % (most + 1), at / most / most / (most + 1)}
		if yes[0] > of[0] || yes[1] > of[1] {
			continue
		}
		low := min(noBand(of[0]-yes[0]), noBand(of[1]-yes[1]))
		fewest := 0
		for q := range yes {
			for need := 1; need <= yes[q] && low > 0; need++ {
				if noBand(of[q]-yes[q]+need) < low && (fewest == 0 || need < fewest) {
					fewest = need
				}
			}
		}
		a := assessCounts(t, set, yes, of)
		st := a.Standards[0]
		if st.Computed != names[low] {
			t.Fatalf("%v of %v: %s, want %s", yes, of, st.Computed, names[low])
		}
		if fewest == 0 {
			if st.Down != nil || a.Down != nil && a.Down.Reachable {
				t.Fatalf("%v of %v: %s falls, %+v, overall %+v, and no answers do it", yes, of, names[low], st.Down, a.Down)
			}
			continue
		}
		if st.Down == nil || st.Down.Fewest == nil || *st.Down.Fewest != fewest || st.Down.To != names[low-1] {
			t.Fatalf("%v of %v: down %+v, want %d to %s", yes, of, st.Down, fewest, names[low-1])
		}
		if !a.Down.Reachable || *a.Down.Fewest != fewest {
			t.Fatalf("%v of %v: overall down %+v, want %d", yes, of, a.Down, fewest)
		}
	}
}

// Of a fixed number of cases a part is rated where the others cannot change the
// rating, and a swing holds whatever they are.
func TestPartOfAFixedSample(t *testing.T) {
	const size = 8
	set, names := countNo(t, size), []string{"fail", "weak", "pass"}
	rated, not := 0, 0
	for n := 1; n <= size; n++ {
		for at := range (n + 1) * (n + 1) {
			yes, left := [2]int{at % (n + 1), at / (n + 1)}, size-n
			bandsOf := func(yes [2]int) (worst, best int) {
				no := max(n-yes[0], n-yes[1])
				return noBand(no + left), noBand(no)
			}
			worst, best := bandsOf(yes)
			a := assessCounts(t, set, yes, [2]int{n, n})
			st := a.Standards[0]
			if worst != best {
				not++
				if st.Rating != "" || !st.NotEnough || st.Why == "" || st.Up != nil || st.Down != nil || a.Overall != "" {
					t.Fatalf("%v of %d of %d: rated %q, %q", yes, n, size, st.Rating, st.Why)
				}
				continue
			}
			rated++
			if st.Rating != names[worst] || st.NotEnough {
				t.Fatalf("%v of %d of %d: rated %q, want %s", yes, n, size, st.Rating, names[worst])
			}
			down := 0
			for need := 1; need <= n; need++ {
				for q := range yes {
					less := yes
					if less[q] -= need; less[q] < 0 || down > 0 {
						continue
					}
					if _, b := bandsOf(less); b < best {
						down = need
					}
				}
			}
			if got := st.Down; (got == nil) != (down == 0) || got != nil && *got.Fewest != down {
				t.Fatalf("%v of %d of %d: down %+v, want %d", yes, n, size, got, down)
			}
		}
	}
	t.Logf("%d rated, %d not", rated, not)
}

// Five of six read, of 80: the rule is about 80 cases.
func TestSixOfEightyAreNotEnough(t *testing.T) {
	for _, c := range []struct {
		yes, of int
		want    string
	}{{5, 6, ""}, {6, 6, ""}, {71, 79, ""}, {72, 79, "in-compliance"}, {0, 9, "not-in-compliance"}, {72, 80, "in-compliance"}} {
		ins := inspectionFrom(t, fmt.Sprintf("rules = \"us-title-iv-e\"\n[results.\"eligibility.free-of-error\"]\nyes = %d\nof = %d\n", c.yes, c.of))
		a, err := Assess(ins, Options{})
		if err != nil {
			t.Fatal(err)
		}
		st := a.Standards[0]
		warned := len(a.Warnings) > 0 && a.Warnings[0].Code == "not-enough-cases"
		if st.Rating != c.want || st.NotEnough != (c.want == "") || warned != (c.want == "") {
			t.Errorf("%d of %d: %q (%s), want %q; %v", c.yes, c.of, st.Rating, st.Why, c.want, a.Warnings)
		}
	}
}
