package main

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// seals are those of a record.
var seals = regexp.MustCompile(`\b[0-9a-f]{32}\b`)

// A madeList is a list of cases with columns of categories.
type madeList struct {
	folder  string
	columns [][]string // category by case
}

func (l *madeList) file(ending string) string { return filepath.Join(l.folder, "list."+ending) }

func (l *madeList) write(t *testing.T) {
	t.Helper()
	var b strings.Builder
	b.WriteString("case_id")
	for i := range l.columns {
		fmt.Fprintf(&b, ",v%d", i)
	}
	for c := range l.columns[0] {
		fmt.Fprintf(&b, "\nC%03d", c)
		for _, column := range l.columns {
			b.WriteString("," + column[c])
		}
	}
	if err := os.WriteFile(l.file("csv"), []byte(b.String()+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
}

// words is a call of plan or draw on the list.
func (l *madeList) words(verb string, fewerThan int) string {
	words := fmt.Sprintf("%s %s --rules none --match v0 --match v1 --publish %d", verb, l.file("csv"), fewerThan)
	if verb == "draw" {
		words += fmt.Sprintf(" --seed 3 --force --record %s --output %s", l.file("json"), l.file("sample.csv"))
	}
	return words
}

// column deals cases out to categories, by their numbers, in a random order.
func column(random *rand.Rand, cases []int) (column []string) {
	for i, n := range cases {
		column = append(column, slices.Repeat([]string{"k" + strconv.Itoa(i)}, n)...)
	}
	random.Shuffle(len(column), func(i, j int) { column[i], column[j] = column[j], column[i] })
	return column
}

// withSmall divides so many cases among so many categories, one of them of fewer than so many.
func withSmall(random *rand.Rand, cases, categories, fewerThan int) []int {
	counts := slices.Repeat([]int{1}, categories)
	counts[0] += random.IntN(fewerThan - 1)
	for rest := cases - counts[0] - categories + 1; rest > 0; rest-- {
		counts[1+random.IntN(categories-1)]++
	}
	random.Shuffle(categories, func(i, j int) { counts[i], counts[j] = counts[j], counts[i] })
	return counts
}

// said is all that calls say in all formats, with the working where there is one.
func said(t *testing.T, calls ...string) string {
	t.Helper()
	var all strings.Builder
	plot := filepath.Join(t.TempDir(), "figures.svg")
	for _, words := range calls {
		for _, format := range formats {
			args := append(strings.Fields(words), "--format", format)
			if format == "plot" {
				args = append(strings.Fields(words), "--plot", plot, "--force")
			} else if !strings.HasPrefix(words, "draw") {
				args = append(args, "--explain")
			}
			stdout, stderr, code := try(args...)
			if code != 0 {
				t.Fatal(stderr)
			}
			all.WriteString(stdout)
			if svg, err := os.ReadFile(plot); format == "plot" && err == nil {
				all.Write(svg)
			}
		}
	}
	return all.String()
}

// What is published of a list is the same bytes where every category of a variable that is withheld has
// another number of cases, and whichever cases are alike; all cases drawn, too. No case is named.
func TestPublishedListsTellNothingOfSmallCategories(t *testing.T) {
	l := &madeList{folder: t.TempDir()}
	changed := 0
	for seed := range uint64(sweep(6, 25)) {
		random := rand.New(rand.NewPCG(seed, 41))
		n, fewerThan := 20+random.IntN(30), 3+random.IntN(3)
		first := 6 + random.IntN(n-12)
		categories := 2 + random.IntN(3)
		counts := withSmall(random, n, categories, fewerThan)
		l.columns = [][]string{column(random, []int{first, n - first}), column(random, counts)}
		l.write(t)
		calls := []string{l.words("plan", fewerThan), l.words("plan", fewerThan) + " --size all=7",
			l.words("draw", fewerThan) + " --size all=" + strconv.Itoa(n)}
		shown := said(t, calls...)
		if strings.Contains(shown, "C00") || strings.Contains(shown, "k3") {
			t.Errorf("%d: a case or a small category is named", seed)
		}
		twin := withSmall(random, n, 2+random.IntN(3), fewerThan)
		if !slices.Equal(twin, counts) {
			changed++
		}
		l.columns = [][]string{column(random, []int{first, n - first}), column(random, twin)}
		l.write(t)
		if got := said(t, calls...); got != shown {
			t.Errorf("%d: %v and %v: %s", seed, counts, twin, firstDifference(shown, got))
		}
	}
	if changed < 3 {
		t.Errorf("%d lists that differ try little", changed)
	}
}

// A draw with a public seed can be tried with every list that it may be from. What is published of it goes
// with every number that a small category may have. And what is withheld is the same whatever
// the size of the sample, so that no report gives back what another withholds.
func TestPublishedDrawsFitEverySmallNumber(t *testing.T) {
	l := &madeList{folder: t.TempDir()}
	const n, first, fewerThan = 30, 17, 4
	random := rand.New(rand.NewPCG(3, 43))
	publish := func(small, size int) string {
		l.columns = [][]string{column(random, []int{first, n - first}), column(random, []int{small, n - small})}
		l.write(t)
		return mustRun(t, append(strings.Fields(l.words("draw", fewerThan)), "--size", "all="+strconv.Itoa(size), "--format", "json")...)
	}
	for _, size := range []int{9, 20} {
		shown := publish(2, size)
		for small := 1; small < fewerThan; small++ {
			tries := 1
			for publish(small, size) != shown {
				if tries++; tries > 60 {
					t.Fatalf("of 60 lists with %d small cases none is published like that with 2, %d drawn", small, size)
				}
			}
		}
	}
	withheld := func(words string) (all []string) {
		var result struct{ Groups []struct{ Withheld []string } }
		if err := json.Unmarshal([]byte(mustRun(t, append(strings.Fields(words), "--format", "json")...)), &result); err != nil {
			t.Fatal(err)
		}
		return result.Groups[0].Withheld
	}
	for _, size := range []string{"5", "12", "29", "30"} {
		for _, verb := range []string{"plan", "draw"} {
			if got := withheld(l.words(verb, fewerThan) + " --size all=" + size); !reflect.DeepEqual(got, []string{"v1"}) {
				t.Errorf("%s of %s cases: %v are withheld", verb, size, got)
			}
		}
	}
}

// What is published of a verification is the same but for its seal, however few cases left the
// sample and why; not where more did.
func TestPublishedVerificationsTellNothingOfFewReplacements(t *testing.T) {
	l := &madeList{folder: t.TempDir()}
	random := rand.New(rand.NewPCG(4, 47))
	l.columns = [][]string{column(random, []int{20, 20}), column(random, []int{10, 30})}
	l.write(t)
	drawn := mustRun(t, "draw", l.file("csv"), "--rules", "none", "--match", "v0,v1", "--seed", "3", "--size", "all=12",
		"--record", l.file("json"),
		"--output", l.file("sample.csv"), "--format", "json")
	var result struct {
		Groups []struct{ Selected []string }
	}
	if err := json.Unmarshal([]byte(drawn), &result); err != nil {
		t.Fatal(err)
	}
	var shown string
	for left, id := range result.Groups[0].Selected[:6] {
		var all strings.Builder
		for _, format := range formats[:5] {
			text := mustRun(t, "verify", l.file("json"), l.file("csv"), "--publish", "5", "--format", format)
			record, err := os.ReadFile(l.file("json"))
			if err != nil {
				t.Fatal(err)
			}
			for _, seal := range seals.FindAllString(string(record), -1) {
				text = strings.ReplaceAll(text, seal, "seal")
			}
			all.WriteString(text)
		}
		switch text := all.String(); {
		case left == 0:
			shown = text
			if strings.Contains(text, "C0") {
				t.Error("a case is named")
			}
		case (text == shown) != (left < 5):
			t.Errorf("%d left the sample: %s", left, firstDifference(shown, text))
		}
		policy := []string{"replace", "not-assessable"}[left%2]
		mustRun(t, "replace", l.file("json"), "--case", id, "--reason", fmt.Sprint("reason ", left), "--policy", policy)
	}
}
