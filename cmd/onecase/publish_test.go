package main

import (
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/optimize/convex/lp"

	"onecase/discretion/rules"
)

// formats are those of results, and pictures of those that have figures.
var formats = []string{"json", "table", "csv", "markdown", "html", "plot"}

// published is all that verbs say of some files in some formats, with the working.
func published(t *testing.T, formats []string, calls ...string) string {
	t.Helper()
	var all strings.Builder
	plot := filepath.Join(os.TempDir(), fmt.Sprintf("onecase-%d.svg", os.Getpid()))
	defer os.Remove(plot)
	for _, words := range calls {
		for _, format := range formats {
			args := append(strings.Fields(words), "--explain", "--format", format)
			if format == "plot" {
				args = append(strings.Fields(words), "--plot", plot, "--force")
			}
			stdout, stderr, code := try(args...)
			if code != 0 {
				stdout = stderr // where too little is shown for a result
			} else if format == "plot" {
				svg, err := os.ReadFile(plot)
				if err != nil {
					t.Fatal(err)
				}
				stdout = string(svg)
			}
			all.WriteString(stdout)
		}
	}
	return all.String()
}

// A world is the counts of an inspection.
type world struct {
	set    *rules.Set
	groups map[string][2]int // eligible cases and cases read
	counts [][2]int          // of each question, yes and of
}

// randomWorld has groups of few or some cases, and counts of which many are near their ends.
func randomWorld(random *rand.Rand, set *rules.Set) world {
	w := world{set, map[string][2]int{}, nil}
	for _, g := range set.Groups {
		n := 8 + random.IntN(35)
		w.groups[g.ID] = [2]int{n + random.IntN(20), n}
	}
	for _, q := range set.Questions() {
		n := w.groups[q.Group][1]
		of := []int{n, n - random.IntN(6), 1 + random.IntN(n)}[random.IntN(3)]
		of = max(1, of)
		yes := []int{random.IntN(of + 1), max(0, of-random.IntN(8)), min(of, random.IntN(8))}[random.IntN(3)]
		w.counts = append(w.counts, [2]int{yes, of})
	}
	return w
}

// write writes the world as an inspection file.
func (w world) write(t *testing.T, name string) {
	t.Helper()
	var b strings.Builder
	fmt.Fprintf(&b, "service = %q\nrules = %q\n", strings.TrimSuffix(filepath.Base(name), ".toml"), w.set.ID)
	for _, g := range w.set.Groups {
		fmt.Fprintf(&b, "[groups.%s]\npopulation = %d\nsample = %d\n", g.ID, w.groups[g.ID][0], w.groups[g.ID][1])
	}
	for i, q := range w.set.Questions() {
		fmt.Fprintf(&b, "[results.%q]\nyes = %d\nof = %d\n", q.ID, w.counts[i][0], w.counts[i][1])
	}
	b.WriteString("[judged]\n")
	for _, st := range w.set.Standards {
		if len(st.Questions) == 0 {
			fmt.Fprintf(&b, "%q = \"good\"\n", st.ID)
		}
	}
	if err := os.WriteFile(name, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
}

// with is the world with another count for one question.
func (w world) with(question int, count [2]int) world {
	w.counts = slices.Clone(w.counts)
	w.counts[question] = count
	return w
}

// shows says by hand whether a count of n cases read shows fewer than so many of a kind.
func shows(n int, count [2]int, fewerThan int) bool {
	k := kinds(n, count)
	return k[0] < fewerThan || k[1] < fewerThan || k[2] > 0 && k[2] < fewerThan
}

// rating is the lowest band of a standard's questions, but for one by its place.
func (w world) rating(scales []*rules.Scale, standard string, without int) int {
	lowest := math.MaxInt
	for i, q := range w.set.Questions() {
		if q.Standard == standard && i != without {
			lowest = min(lowest, scales[i].Band(w.counts[i][0], w.counts[i][1]))
		}
	}
	return lowest
}

// kinds are the numbers of yes, no and other cases of a count.
func kinds(n int, count [2]int) [3]int { return [3]int{count[0], count[1] - count[0], n - count[1]} }

// What an attacker learns of a withheld question from all exports together is what its
// standard's rating tells. He knows the rules, the sizes of groups, and by what rule things are withheld.
//
// For every withheld question, the counts that fit the ratings are listed, and of these the
// ones that would be withheld as well. The yes, the no and the other cases of the second list
// keep a span of fewerThan, or that of the first less one. And the exports of its ends are
// those of the world as it is, byte for byte: no number of any of them can tell which it is.
func TestPublishedTellNoMoreThanRatings(t *testing.T) {
	set, err := rules.Load("hmip-youth-2018")
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	file, other := filepath.Join(folder, "a.toml"), filepath.Join(folder, "b.toml")
	scales := set.QuestionScales("")
	randomWorld(rand.New(rand.NewPCG(0, 0)), set).write(t, other)
	worlds := sweep(60, 1_000)
	cells, twins := 0, 0
	for seed := range uint64(worlds) {
		random := rand.New(rand.NewPCG(seed, 17))
		fewerThan := []int{3, 5, 10}[random.IntN(3)]
		w := randomWorld(random, set)
		var ends []world
		for i, q := range set.Questions() {
			n := w.groups[q.Group][1]
			if !shows(n, w.counts[i], fewerThan) {
				continue
			}
			fit, withheld := [2][3]int{{n, n, n}, {}}, [2][3]int{{n, n, n}, {}}
			var least, most [3][2]int // counts of the ends
			rating, others := w.rating(scales, q.Standard, -1), w.rating(scales, q.Standard, i)
			for of := 1; of <= n; of++ {
				for yes := range of + 1 {
					if min(others, scales[i].Band(yes, of)) != rating {
						continue
					}
					count := [2]int{yes, of}
					for kind, cases := range kinds(n, count) {
						fit[0][kind], fit[1][kind] = min(fit[0][kind], cases), max(fit[1][kind], cases)
						if !shows(n, count, fewerThan) {
							continue
						}
						if cases < withheld[0][kind] || least[kind][1] == 0 {
							withheld[0][kind], least[kind] = cases, count
						}
						if cases > withheld[1][kind] || most[kind][1] == 0 {
							withheld[1][kind], most[kind] = cases, count
						}
					}
				}
			}
			for kind := range 3 {
				cells++
				if span := withheld[1][kind] - withheld[0][kind]; span < min(fewerThan, fit[1][kind]-fit[0][kind]-1) {
					t.Errorf("world %d, %s: of %v the kind %d lies between %d and %d", seed, q.ID, w.counts[i],
						kind, withheld[0][kind], withheld[1][kind])
				}
				ends = append(ends, w.with(i, least[kind]), w.with(i, most[kind]))
			}
		}
		if len(ends) == 0 {
			continue
		}
		calls, some := []string{"rate " + file}, formats[:1]
		switch seed % 40 {
		case 0:
			calls = append(calls, "robust "+file+" --seed 1", "compare "+file+" "+other+" --seed 1",
				"outlook "+file+" --seed 1 --replicates 200")
		case 20:
			calls = append(calls, "compare "+other+" "+file+" --seed 1 --model separate", "pool "+file+" "+other)
		}
		for i := range calls {
			calls[i] += " --publish " + strconv.Itoa(fewerThan)
		}
		if seed%5 == 0 {
			some = []string{formats[0], formats[1+seed/5%5]}
		}
		w.write(t, file)
		shown := published(t, some, calls...)
		twin := ends[random.IntN(len(ends))]
		for reflect.DeepEqual(twin, w) {
			twin = ends[random.IntN(len(ends))]
		}
		twin.write(t, file)
		if got := published(t, some, calls...); got != shown {
			t.Errorf("world %d: %s", seed, firstDifference(shown, got))
		}
		twins++
	}
	t.Logf("%d of 10000 worlds, %d withheld cells, %d twins", worlds, cells, twins)
	if twins < worlds/2 {
		t.Errorf("%d twins try little", twins)
	}
}

// firstDifference is what two texts have where they part.
func firstDifference(a, b string) string {
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return fmt.Sprintf("%q is not %q", a[max(0, i-60):min(len(a), i+60)], b[max(0, i-60):min(len(b), i+60)])
		}
	}
	return "one is longer"
}

// judged is a sample drawn at random, with its record, and answers with a column of teams.
type judged struct {
	folder string
	ids    []string
	teams  []string
	asked  []string
	answer [][]string // by case and question
}

func (j *judged) file() string   { return filepath.Join(j.folder, "judgements.csv") }
func (j *judged) record() string { return filepath.Join(j.folder, "list.record.json") }

// draw draws n of so many cases.
func (j *judged) draw(t *testing.T, population, n int) {
	t.Helper()
	var list strings.Builder
	list.WriteString("case_id,gender\n")
	for i := range population {
		fmt.Fprintf(&list, "C%03d,%s\n", i, []string{"female", "male", "male"}[i%3])
	}
	name := filepath.Join(j.folder, "list.csv")
	if err := os.WriteFile(name, []byte(list.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	drawn := mustRun(t, "draw", name, "--rules", "none", "--seed", "1", "--size", "all="+strconv.Itoa(n),
		"--record", j.record(), "--output", filepath.Join(j.folder, "sample.csv"), "--format", "json")
	var result struct {
		Groups []struct{ Selected []string }
	}
	if err := json.Unmarshal([]byte(drawn), &result); err != nil {
		t.Fatal(err)
	}
	j.ids = result.Groups[0].Selected
}

// write writes the answers.
func (j *judged) write(t *testing.T) {
	t.Helper()
	lines := []string{"case_id,team," + strings.Join(j.asked, ",")}
	for i, id := range j.ids {
		lines = append(lines, id+","+j.teams[i]+","+strings.Join(j.answer[i], ","))
	}
	if err := os.WriteFile(j.file(), []byte(strings.Join(lines, "\n")+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
}

// random makes answers up.
func (j *judged) random(random *rand.Rand) {
	teams := 2 + random.IntN(4)
	j.teams, j.answer = nil, nil
	shares, others := make([]float64, len(j.asked)), make([]float64, len(j.asked))
	for q := range j.asked {
		shares[q], others[q] = random.Float64(), max(0, random.Float64()-0.6)
	}
	for range j.ids {
		j.teams = append(j.teams, string(rune('a'+min(random.IntN(teams), random.IntN(teams)))))
		var row []string
		for q := range j.asked {
			answer := "no"
			if random.Float64() < shares[q] {
				answer = "yes"
			}
			if random.Float64() < others[q] {
				answer = "na"
			}
			row = append(row, answer)
		}
		j.answer = append(j.answer, row)
	}
}

// Answers case by case do not enter: where they are dealt out to other cases of the same
// team, all exports are the same bytes.
func TestPublishedTellNothingOfCases(t *testing.T) {
	j := &judged{folder: t.TempDir(), asked: []string{"q1", "q2", "q3"}}
	j.draw(t, 60, 42)
	calls := []string{"estimate " + j.file() + " --record " + j.record() + " --rules none --publish 3",
		"estimate " + j.file() + " --record " + j.record() + " --rules none --by team --publish 3",
		"rate " + j.file() + " --record " + j.record() + " --rules none --publish 3"}
	for seed := range uint64(sweep(5, 60)) {
		random := rand.New(rand.NewPCG(seed, 5))
		j.random(random)
		j.write(t)
		shown := published(t, formats, calls...)
		for q := range j.asked {
			for range 200 {
				a, b := random.IntN(len(j.ids)), random.IntN(len(j.ids))
				if j.teams[a] == j.teams[b] {
					j.answer[a][q], j.answer[b][q] = j.answer[b][q], j.answer[a][q]
				}
			}
		}
		j.write(t)
		if got := published(t, formats, calls...); got != shown {
			t.Errorf("%d: %s", seed, firstDifference(shown, got))
		}
	}
}

// Categories are attacked by linear programming: from the totals and the rows that are
// shown, and the number of cases of every category, the least and the greatest that each
// cell of a withheld row can be. Those of a category with few cases of a kind keep a span of fewerThan, or
// all that the number of its cases allows, unless no row is shown.
func TestPublishedCategoriesHoldAgainstLinearProgramming(t *testing.T) {
	j := &judged{folder: t.TempDir(), asked: []string{"q1", "q2", "q3", "q4"}}
	j.draw(t, 90, 70)
	attacked, rows := 0, 0
	for seed := range uint64(sweep(60, 600)) {
		random := rand.New(rand.NewPCG(seed, 29))
		fewerThan := []int{3, 5}[random.IntN(2)]
		j.random(random)
		j.write(t)
		text, talk, code := try("estimate", j.file(), "--record", j.record(), "--rules", "none", "--by", "team",
			"--publish", strconv.Itoa(fewerThan), "--method", "exact", "--format", "json")
		if code != 0 {
			if !strings.Contains(talk, "nothing to estimate") {
				t.Fatal(talk)
			}
			continue
		}
		var shown struct {
			Estimates []struct {
				Question, Category string
				Yes, Of            int
			}
		}
		if err := json.Unmarshal([]byte(text), &shown); err != nil {
			t.Fatal(err)
		}
		sizes, truth := map[string]int{}, map[string]map[string]*[3]int{}
		for i, team := range j.teams {
			sizes[team]++
			for q, id := range j.asked {
				if truth[id] == nil {
					truth[id] = map[string]*[3]int{}
				}
				if truth[id][team] == nil {
					truth[id][team] = new([3]int)
				}
				truth[id][team][slices.Index([]string{"yes", "no", "na"}, j.answer[i][q])]++
			}
		}
		left := map[string][3]int{} // of each question, what its shown rows leave
		seen := map[string]map[string]bool{}
		for _, e := range shown.Estimates {
			n, sign := sizes[e.Category], -1
			if e.Category == "" {
				n, sign = len(j.ids), 1
				seen[e.Question] = map[string]bool{}
			} else {
				seen[e.Question][e.Category] = true
			}
			l := left[e.Question]
			for kind, cases := range kinds(n, [2]int{e.Yes, e.Of}) {
				if kind < 2 && cases < fewerThan || kind == 2 && cases > 0 && cases < fewerThan {
					t.Errorf("%d: %s %s shows %d of kind %d", seed, e.Question, e.Category, cases, kind)
				}
				l[kind] += sign * cases
			}
			left[e.Question] = l
		}
		for id, teams := range seen {
			rows += len(teams)
			var hidden []string
			for team := range sizes {
				if !teams[team] {
					hidden = append(hidden, team)
				}
			}
			slices.Sort(hidden)
			if len(hidden) == 0 || len(teams) == 0 {
				continue
			}
			for at, team := range hidden {
				cell := *truth[id][team]
				if cell[0] >= fewerThan && cell[1] >= fewerThan && (cell[2] == 0 || cell[2] >= fewerThan) {
					continue // withheld for the sake of others
				}
				for kind := range 3 {
					if kind == 2 && left[id][2] == 0 {
						continue
					}
					least, most := attack(t, hidden, sizes, left[id], at, kind)
					attacked++
					if cell[kind] < least || cell[kind] > most {
						t.Fatalf("%d: %s %s: %d is not between %d and %d", seed, id, team, cell[kind], least, most)
					}
					if most-least < min(fewerThan, sizes[team]) {
						t.Errorf("%d: %s %s of %d cases: kind %d lies between %d and %d", seed, id, team, sizes[team], kind, least, most)
					}
				}
			}
		}
	}
	t.Logf("%d rows shown, %d cells attacked", rows, attacked)
	if rows < 50 || attacked < 50 {
		t.Errorf("%d rows and %d cells try little", rows, attacked)
	}
}

// attack bounds one cell of the withheld rows.
func attack(t *testing.T, hidden []string, sizes map[string]int, left [3]int, at, kind int) (least, most int) {
	t.Helper()
	// Equations: the cases of each row, and the sums of two kinds; that of the third follows.
	n := len(hidden)
	a, b := mat.NewDense(n+2, 3*n, nil), make([]float64, n+2)
	for i, team := range hidden {
		for k := range 3 {
			a.Set(i, 3*i+k, 1)
			if k < 2 {
				a.Set(n+k, 3*i+k, 1)
			}
		}
		b[i] = float64(sizes[team])
	}
	b[n], b[n+1] = float64(left[0]), float64(left[1])
	bound := func(sign float64) int {
		c := make([]float64, 3*n)
		c[3*at+kind] = sign
		value, _, err := lp.Simplex(c, a, b, 1e-9, nil)
		if err != nil {
			t.Fatal(err)
		}
		return int(math.Round(sign * value))
	}
	return bound(1), bound(-1)
}
