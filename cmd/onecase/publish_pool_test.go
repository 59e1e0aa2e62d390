package main

import (
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"onecase/discretion/rules"
)

// twin is the world with another count for every question that is withheld: a random one of those
// that would be withheld too and leave all ratings as they are.
func (w world) twin(random *rand.Rand, scales []*rules.Scale, fewerThan int) (twin world, changed int) {
	for i, q := range w.set.Questions() {
		n, was := w.groups[q.Group][1], w.counts[i]
		if !shows(n, was, fewerThan) {
			continue
		}
		rating, others := w.rating(scales, q.Standard, -1), w.rating(scales, q.Standard, i)
		var alike [][2]int
		for of := 1; of <= n; of++ {
			for yes := range of + 1 {
				if count := [2]int{yes, of}; count != was && shows(n, count, fewerThan) && min(others, scales[i].Band(yes, of)) == rating {
					alike = append(alike, count)
				}
			}
		}
		if len(alike) > 0 {
			w, changed = w.with(i, alike[random.IntN(len(alike))]), changed+1
		}
	}
	return w, changed
}

// What is published of the units of a region, each by itself, two beside each other and all pooled, is
// the same bytes where every withheld count of every unit is another one that fits the ratings. And the region's
// share is, to the last digit, that of the units whose counts stand beside it: with the weights that are
// printed nothing is left over for a unit that is withheld.
func TestPublishedRegionsTellNoMoreThanRatings(t *testing.T) {
	set, err := rules.Load("hmip-youth-2018")
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	scales := set.QuestionScales("")
	changed, shares, without := 0, 0, 0
	for seed := range uint64(sweep(8, 30)) {
		random := rand.New(rand.NewPCG(seed, 31))
		fewerThan := []int{3, 5}[random.IntN(2)]
		var units []world
		var files []string
		for i := range 3 {
			units = append(units, randomWorld(random, set))
			files = append(files, filepath.Join(folder, string(rune('a'+i))+".toml"))
			units[i].write(t, files[i])
		}
		pool := "pool " + strings.Join(files, " ") + []string{"", " --weights equal", " --together", " --weights a=1,b=2.5,c=4"}[seed%4]
		calls := []string{pool, "rate " + files[0], "rate " + files[1], "rate " + files[2]}
		if seed%12 == 0 {
			calls = append(calls, "robust "+files[1]+" --seed 1 --replicates 300",
				"compare "+files[1]+" "+files[2]+" --seed 1 --model separate")
		}
		for i := range calls {
			calls[i] += " --publish " + strconv.Itoa(fewerThan)
		}
		some := formats[:1]
		if seed%4 == 0 {
			some = []string{"json", formats[1+seed/4%5]}
		}
		shown := published(t, some, calls...)
		s, o := checkPooled(t, pool+" --publish "+strconv.Itoa(fewerThan), fewerThan)
		shares, without = shares+s, without+o
		for i, w := range units {
			twin, n := w.twin(random, scales, fewerThan)
			changed += n
			twin.write(t, files[i])
		}
		if got := published(t, some, calls...); got != shown {
			t.Errorf("region %d: %s", seed, firstDifference(shown, got))
		}
	}
	t.Logf("%d withheld counts changed, %d pooled shares, %d units without in them", changed, shares, without)
	if changed < 200 || shares < 20 || without < 10 {
		t.Error("these regions try little")
	}
}

// checkPooled takes the withheld units out of the region's shares, as whoever has the report can.
func checkPooled(t *testing.T, words string, fewerThan int) (shares, without int) {
	t.Helper()
	stdout, stderr, code := try(append(strings.Fields(words), "--format", "json")...)
	if code != 0 {
		if !strings.Contains(stderr, "pool") {
			t.Fatal(stderr)
		}
		return 0, 0
	}
	var shown struct {
		Questions []struct {
			ID      string
			Share   float64
			Without []string
			Units   []struct {
				Unit       string
				Yes, Of    *int
				Proportion float64
				Weight     float64
			}
		}
	}
	if err := json.Unmarshal([]byte(stdout), &shown); err != nil {
		t.Fatal(err)
	}
	for _, q := range shown.Questions {
		shares, without = shares+1, without+len(q.Without)
		share, weight := 0.0, 0.0
		for _, u := range q.Units {
			where := fmt.Sprintf("%s: %s in %s", words, q.ID, u.Unit)
			if u.Yes == nil || u.Of == nil {
				t.Errorf("%s has no count", where)
				continue
			}
			if *u.Yes < fewerThan || *u.Of-*u.Yes < fewerThan {
				t.Errorf("%s shows %d of %d", where, *u.Yes, *u.Of)
			}
			share += u.Weight * float64(*u.Yes) / float64(*u.Of)
			weight += u.Weight
		}
		if math.Abs(weight-1) > 1e-7 || math.Abs(share-q.Share) > 1e-7 {
			t.Errorf("%s: %s: the units' weights sum to %v and give %v, and the region has %v", words, q.ID, weight, share, q.Share)
		}
	}
	return shares, without
}

// A recorded is an inspection judged case by case, with the record of its draw.
type recorded struct {
	world
	name   string
	record string
	ids    map[string][]string // of each group
}

// recordedOf draws a sample of the Kent list and makes judgements up.
func recordedOf(t *testing.T, random *rand.Rand, set *rules.Set, name string) *recorded {
	t.Helper()
	r := &recorded{world: world{set, map[string][2]int{}, nil}, name: name, record: name + ".record.json", ids: map[string][]string{}}
	drawn := mustRun(t, "draw", "../../examples/kent/cases.csv", "--rules", set.ID, "--as-of", "2021-06-21",
		"--seed", strconv.Itoa(random.IntN(100)), "--size", fmt.Sprintf("court=%d,ooc=%d", 20+random.IntN(20), 12+random.IntN(15)),
		"--record", r.record, "--output", name+".sample.csv", "--force", "--format", "json")
	var result struct {
		Groups []struct {
			Group      string
			Population int
			Selected   []string
		}
	}
	if err := json.Unmarshal([]byte(drawn), &result); err != nil {
		t.Fatal(err)
	}
	for _, g := range result.Groups {
		r.ids[g.Group] = g.Selected
		r.groups[g.Group] = [2]int{g.Population, len(g.Selected)}
	}
	for _, q := range set.Questions() {
		n := r.groups[q.Group][1]
		of := max(1, []int{n, n - random.IntN(6), 1 + random.IntN(n)}[random.IntN(3)])
		yes := []int{random.IntN(of + 1), max(0, of-random.IntN(8)), min(of, random.IntN(8))}[random.IntN(3)]
		r.counts = append(r.counts, [2]int{yes, of})
	}
	return r
}

// write writes the inspection, with the answers dealt out to the cases at random.
func (r *recorded) write(t *testing.T, random *rand.Rand) {
	t.Helper()
	var b strings.Builder
	b.WriteString("case_id,question,answer\n")
	for i, q := range r.set.Questions() {
		yes, of := r.counts[i][0], r.counts[i][1]
		for at, c := range random.Perm(len(r.ids[q.Group])) {
			answer := "na"
			if at < yes {
				answer = "yes"
			} else if at < of {
				answer = "no"
			}
			fmt.Fprintf(&b, "%s,%s,%s\n", r.ids[q.Group][c], q.ID, answer)
		}
	}
	if err := os.WriteFile(r.name+".csv", []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	b.Reset()
	service := filepath.Base(r.name)
	fmt.Fprintf(&b, "service = %q\nrules = %q\njudgements = %q\n[judged]\n", service, r.set.ID, service+".csv")
	for _, st := range r.set.Standards {
		if len(st.Questions) == 0 {
			fmt.Fprintf(&b, "%q = \"good\"\n", st.ID)
		}
	}
	if err := os.WriteFile(r.name+".toml", []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
}

// All that is published of two inspections with records and judgements case by case is the same bytes, together, where every
// withheld count of both is another one that fits the ratings and every answer is another case's: each by
// itself, both compared, either way round, and pooled. Whoever has pool and compare beside rate and estimate has no more.
func TestPublishedRecordsTellNoMoreThanRatings(t *testing.T) {
	set, err := rules.Load("hmip-youth-2021") // no question of it says to which cases it applies
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	a, b := filepath.Join(folder, "a"), filepath.Join(folder, "b")
	scales := set.QuestionScales("")
	changed, pairs := 0, sweep(1, 2)
	for seed := range uint64(pairs) {
		random := rand.New(rand.NewPCG(seed, 61))
		fewerThan := []int{3, 5}[random.IntN(2)]
		two := []*recorded{recordedOf(t, random, set, a), recordedOf(t, random, set, b)}
		var calls []string
		for _, r := range two {
			r.write(t, random)
			own := r.name + ".toml --record " + r.record
			calls = append(calls, "rate "+own, "robust "+own+" --seed 1 --replicates 100", "estimate "+own,
				"estimate "+own+" --together --method beta", "outlook "+r.name+".toml --seed 1 --replicates 100")
		}
		records := " --record-before %s.record.json --record-after %s.record.json --seed 1 --replicates 100"
		calls = append(calls, "compare "+a+".toml "+b+".toml"+fmt.Sprintf(records, a, b),
			"compare "+b+".toml "+a+".toml"+fmt.Sprintf(records, b, a)+" --together",
			"pool "+a+".toml "+b+".toml --record a="+two[0].record+" --record b="+two[1].record,
			"pool "+a+".toml "+b+".toml --weights equal --together", "pool "+a+".toml "+b+".toml --weights a=1,b=2.5")
		for i := range calls {
			calls[i] += " --publish " + strconv.Itoa(fewerThan)
		}
		some := []string{"json", formats[1+seed%5]}
		shown := published(t, some, calls...)
		for _, r := range two {
			var n int
			r.world, n = r.twin(random, scales, fewerThan)
			changed += n
			r.write(t, random)
		}
		if got := published(t, some, calls...); got != shown {
			t.Errorf("pair %d: %s", seed, firstDifference(shown, got))
		}
	}
	t.Logf("%d pairs of inspections, %d withheld counts changed", pairs, changed)
	if changed < 10*pairs {
		t.Error("these inspections try little")
	}
}
