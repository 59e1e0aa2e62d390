package main

import (
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
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
	for seed := range uint64(sweep(8, 60)) {
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
			calls = append(calls, "estimate "+files[0], "robust "+files[1]+" --seed 1 --draws 500",
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
