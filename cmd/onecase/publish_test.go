package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

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
			if code == 2 {
				t.Fatal(stderr)
			} else if code != 0 {
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
	worlds := sweep(60, 400)
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
	folder  string
	ids     []string
	genders []string
	teams   []string
	others  [][]string // more columns
	asked   []string
	answer  [][]string // by case and question
}

func (j *judged) file() string   { return filepath.Join(j.folder, "judgements.csv") }
func (j *judged) record() string { return filepath.Join(j.folder, "list.record.json") }

// draw draws n of so many cases.
func (j *judged) draw(t *testing.T, population, n int, more ...string) {
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
	drawn := mustRun(t, append([]string{"draw", name, "--rules", "none", "--seed", "1", "--size", "all=" + strconv.Itoa(n), "--force",
		"--record", j.record(), "--output", filepath.Join(j.folder, "sample.csv"), "--format", "json"}, more...)...)
	var result struct {
		Groups []struct{ Selected []string }
	}
	if err := json.Unmarshal([]byte(drawn), &result); err != nil {
		t.Fatal(err)
	}
	j.ids, j.genders = result.Groups[0].Selected, nil
	for _, id := range j.ids {
		at, _ := strconv.Atoi(id[1:])
		j.genders = append(j.genders, []string{"female", "male", "male"}[at%3])
	}
}

// write writes the answers.
func (j *judged) write(t *testing.T) {
	t.Helper()
	lines := []string{"case_id,team," + strings.Join(j.asked, ",")}
	for o := range j.others {
		lines[0] += ",other" + strconv.Itoa(o)
	}
	for i, id := range j.ids {
		var line strings.Builder
		line.WriteString(id + "," + j.teams[i] + "," + strings.Join(j.answer[i], ","))
		for _, column := range j.others {
			line.WriteString("," + column[i])
		}
		lines = append(lines, line.String())
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

// Answers case by case do not enter: where they are dealt out to other cases of the same gender and
// team, all exports are the same bytes.
func TestPublishedTellNothingOfCases(t *testing.T) {
	j := &judged{folder: t.TempDir(), asked: []string{"q1", "q2", "q3"}}
	j.draw(t, 60, 42)
	calls := []string{"estimate " + j.file() + " --record " + j.record() + " --rules none --publish 3",
		"estimate " + j.file() + " --record " + j.record() + " --rules none --by team --publish 3",
		"rate " + j.file() + " --record " + j.record() + " --rules none --publish 3"}
	for seed := range uint64(sweep(5, 30)) {
		random := rand.New(rand.NewPCG(seed, 5))
		j.random(random)
		j.write(t)
		shown := published(t, formats, calls...)
		for q := range j.asked {
			for range 200 {
				a, b := random.IntN(len(j.ids)), random.IntN(len(j.ids))
				if j.teams[a] == j.teams[b] && j.genders[a] == j.genders[b] {
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

// A release is all that was published of one question: rows of some columns, each with its tally.
type release struct {
	size  int       // cases judged
	whole [3]int    // yes, no and other
	rows  [][]bool  // the cases of each row
	tally [][3]int  // of each row
	parts []cellsOf // what is attacked: the categories of every column
}

// cellsOf is the cases of one category, which all who know the cases know, and what was judged of them.
type cellsOf struct {
	name  string
	cases []bool
	truth [3]int
}

func count(cases []bool) (n int) {
	for _, is := range cases {
		if is {
			n++
		}
	}
	return n
}

// classes are the cases alike in all rows, and what the rows tell of each at the most: tallies by class.
func (r release) classes(judged []int) (class []int, tallies [][3]int) {
	seen := map[string]int{}
	for i := range r.size {
		key := make([]byte, len(r.rows))
		for k, row := range r.rows {
			if row[i] {
				key[k] = 1
			}
		}
		if _, ok := seen[string(key)]; !ok {
			seen[string(key)], tallies = len(seen), append(tallies, [3]int{})
		}
		class = append(class, seen[string(key)])
		tallies[class[i]][judged[i]]++
	}
	return class, tallies
}

// ends judges the cases anew, so that some of them have as many of a kind as they can where each class keeps its tally
// (up), or as few.
func (r release) ends(class []int, tallies [][3]int, some []bool, kind int, up bool) (cell int, judged []int) {
	left, judged := slices.Clone(tallies), make([]int, r.size)
	for _, first := range []bool{true, false} {
		for i, s := range class {
			if some[i] != first {
				continue
			}
			order := []int{kind, (kind + 1) % 3, (kind + 2) % 3}
			if up != first {
				order = []int{(kind + 1) % 3, (kind + 2) % 3, kind}
			}
			at := order[slices.IndexFunc(order, func(k int) bool { return left[s][k] > 0 })]
			left[s][at]--
			if judged[i] = at; some[i] && at == kind {
				cell++
			}
		}
	}
	return cell, judged
}

// fits tells whether all that was published fits cases judged so.
func (r release) fits(judged []int) bool {
	for k, row := range r.rows {
		var t [3]int
		for i, is := range row {
			if is {
				t[judged[i]]++
			}
		}
		if t != r.tally[k] {
			return false
		}
	}
	var t [3]int
	for _, kind := range judged {
		t[kind]++
	}
	return t == r.whole
}

// laws are the spans that the cells of a part have to be left, by kind: of fewer cases than fewerThan that are alike in all
// columns all that there are of yes and no; of a category that shows few cases of a kind fewerThan, or what the question as a whole
// leaves. None of another part.
func (r release) laws(p cellsOf, fewerThan int) (laws map[int]int) {
	n := count(p.cases)
	if p.name == "" {
		if n < fewerThan {
			laws = map[int]int{0: n, 1: n}
		}
		return laws
	}
	if t := p.truth; t[0] < fewerThan || t[1] < fewerThan || t[2] > 0 && t[2] < fewerThan {
		laws = map[int]int{}
		for kind, all := range r.whole {
			laws[kind] = min(fewerThan, n, r.size-n, all, r.size-all)
		}
	}
	return laws
}

// Estimates by several columns are published one after the other, and attacked together. Whoever attacks knows
// of every case all its categories, the whole of each question and each row that is shown in any of the estimates.
// Of a category that shows few cases of a kind, in whichever column, each cell has to be left a span of fewerThan
// or the one that the whole leaves; fewer cases than that which are alike in all columns can have been judged in any way. Two
// ways to judge the cases show that it is so: all that was published fits both, and they are that far apart.
func TestPublishedColumnsHoldTogether(t *testing.T) {
	j := &judged{folder: t.TempDir(), asked: []string{"q1", "q2", "q3"}}
	worlds := sweep(12, 24)
	shown, crossed, withheld, attacked, narrowed := 0, 0, 0, 0, 0
	for seed := range uint64(worlds) {
		random := rand.New(rand.NewPCG(seed, 29))
		fewerThan := []int{2, 3, 5}[random.IntN(3)]
		if seed%6 == 0 {
			j.draw(t, 90, []int{40, 60, 75}[seed/6%3], "--match", "gender")
		}
		j.random(random)
		j.cross(random, 1+random.IntN(3))
		j.write(t)
		for q, r := range j.published(t, fewerThan) {
			truth := j.kindsOf(q)
			class, tallies := r.classes(truth)
			shown += len(r.rows)
			if len(tallies) > 2 {
				crossed++
			}
			for k, row := range r.tally {
				if row[0] < fewerThan || row[1] < fewerThan || row[2] > 0 && row[2] < fewerThan {
					t.Errorf("%d: row %d of %s shows %v", seed, k, j.asked[q], row)
				}
			}
			for _, p := range r.parts {
				laws := r.laws(p, fewerThan)
				if laws != nil {
					withheld++
				}
				for kind, law := range laws {
					attacked++
					most, up := r.ends(class, tallies, p.cases, kind, true)
					least, down := r.ends(class, tallies, p.cases, kind, false)
					if !r.fits(up) || !r.fits(down) {
						t.Fatalf("%d: what is published of %s fits neither", seed, j.asked[q])
					}
					if most-least < law {
						narrowed++
						t.Errorf("%d: %s %s, %v: kind %d lies between %d and %d", seed, j.asked[q], p.name, p.truth, kind, least, most)
					}
				}
			}
		}
	}
	t.Logf("%d inspections, %d rows shown (of more than one column in %d questions), %d parts withheld, %d of their %d cells narrowed",
		worlds, shown, crossed, withheld, narrowed, attacked)
	if shown < 2*worlds || crossed < worlds/24 {
		t.Error("too little is shown to try much")
	}
	// Of 12 cases and 11 of them the rows give away the twelfth.
	judged := slices.Concat(slices.Repeat([]int{0, 1}, 6), slices.Repeat([]int{0, 1}, 8))
	r := release{size: len(judged), whole: [3]int{14, 14, 0}}
	for _, n := range []int{12, 11} {
		row := slices.Concat(slices.Repeat([]bool{true}, n), slices.Repeat([]bool{false}, r.size-n))
		r.rows, r.tally = append(r.rows, row), append(r.tally, [3]int{6, n - 6, 0})
	}
	class, tallies := r.classes(judged)
	one := make([]bool, r.size)
	one[11] = true
	if most, up := r.ends(class, tallies, one, 1, true); most != 1 || !r.fits(up) || r.fits(make([]int, r.size)) {
		t.Errorf("the twelfth case is no in %d ways", most)
	}
	if least, _ := r.ends(class, tallies, one, 1, false); least != 1 {
		t.Error("the attack does not find what two rows give away")
	}
}

// cross adds columns to the teams: such as put teams together, but for some cases, and such as do not.
func (j *judged) cross(random *rand.Rand, columns int) {
	j.others = nil
	for i := range columns {
		of, values, odd := random.Perm(6), 2+random.IntN(2), []int{60, 8, 2}[i]
		var column []string
		for _, team := range j.teams {
			value := of[team[0]-'a'] % values
			if random.IntN(odd) == 0 {
				value = random.IntN(values)
			}
			column = append(column, "x"+strconv.Itoa(value))
		}
		j.others = append(j.others, column)
	}
}

// kindsOf are yes, no and other, case by case.
func (j *judged) kindsOf(question int) (kinds []int) {
	for i := range j.ids {
		kinds = append(kinds, slices.Index([]string{"yes", "no", "na"}, j.answer[i][question]))
	}
	return kinds
}

// published is what estimates by each column show of each question, by its place.
func (j *judged) published(t *testing.T, fewerThan int) map[int]release {
	t.Helper()
	columns := map[string][]string{"gender": j.genders, "team": j.teams}
	for i, column := range j.others {
		columns["other"+strconv.Itoa(i)] = column
	}
	names := slices.Sorted(maps.Keys(columns))
	all := map[int]release{}
	for _, name := range names {
		text, talk, code := try("estimate", j.file(), "--record", j.record(), "--rules", "none", "--by", name,
			"--publish", strconv.Itoa(fewerThan), "--method", "exact", "--format", "json")
		if code != 0 {
			if !strings.Contains(talk, "nothing to estimate") {
				t.Fatal(talk)
			}
			return nil
		}
		var result struct {
			Estimates []struct {
				Question, Category string
				Yes, Of            int
			}
		}
		if err := json.Unmarshal([]byte(text), &result); err != nil {
			t.Fatal(err)
		}
		for _, e := range result.Estimates {
			q := slices.Index(j.asked, e.Question)
			r := all[q]
			r.size = len(j.ids)
			cases := make([]bool, r.size)
			for i, value := range columns[name] {
				cases[i] = value == e.Category
			}
			if e.Category == "" {
				r.whole = kinds(r.size, [2]int{e.Yes, e.Of})
			} else {
				r.rows, r.tally = append(r.rows, cases), append(r.tally, kinds(count(cases), [2]int{e.Yes, e.Of}))
			}
			all[q] = r
		}
	}
	for q, r := range all {
		truth, parts := j.kindsOf(q), map[string]cellsOf{}
		add := func(key, name string, i int) {
			p, ok := parts[key]
			if !ok {
				p = cellsOf{name: name, cases: make([]bool, r.size)}
			}
			p.cases[i] = true
			p.truth[truth[i]]++
			parts[key] = p
		}
		for i := range j.ids {
			var alike strings.Builder
			alike.WriteString("alike:")
			for _, name := range names {
				add(name+" "+columns[name][i], name+" "+columns[name][i], i)
				alike.WriteString(columns[name][i] + ",")
			}
			add(alike.String(), "", i)
		}
		for _, key := range slices.Sorted(maps.Keys(parts)) {
			r.parts = append(r.parts, parts[key])
		}
		all[q] = r
	}
	return all
}
