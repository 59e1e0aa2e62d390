package discretion

import (
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"os"
	"testing"

	"onecase/discretion/rules"
)

// publishedInspection is one entry of testdata/published.json.
type publishedInspection struct {
	ID, Rules, Rating string
	Score             int
	Standards         map[string]string
}

func publishedInspections(t *testing.T) []publishedInspection {
	t.Helper()
	text, err := os.ReadFile("testdata/published.json")
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Source      string
		Inspections []publishedInspection
	}
	if err := json.Unmarshal(text, &file); err != nil {
		t.Fatal(err)
	}
	return file.Inspections
}

// Every published score of a youth inspection lies in the band that was
// published, and every published table of twelve ratings makes its score.
func TestPublishedScores(t *testing.T) {
	scores, tables := 0, 0
	for _, p := range publishedInspections(t) {
		set, err := rules.Load(p.Rules)
		if err != nil {
			t.Fatal(err)
		}
		scores++
		if got := set.Ratings[set.Rater(nil).Overall(p.Score)].ID; got != p.Rating {
			t.Errorf("%s: %d is %s, published %s", p.ID, p.Score, got, p.Rating)
		}
		if p.Standards == nil {
			continue
		}
		tables++
		ins := NewInspection(set)
		maps.Copy(ins.Judged, p.Standards)
		a := assess(t, ins, Options{})
		if a.Score == nil || *a.Score != p.Score || a.Overall != p.Rating {
			t.Errorf("%s: the table makes %v, %s; published %d, %s", p.ID, a.Score, a.Overall, p.Score, p.Rating)
		}
		if a.Up != nil && a.Up.Reachable || a.Down != nil && a.Down.Reachable {
			t.Errorf("%s: judged ratings are held, and no case can change them", p.ID)
		}
	}
	if scores != 44 || tables != 3 {
		t.Errorf("%d scores and %d tables; the file has 44 and 3", scores, tables)
	}
}

// Resettlement is rated, is not counted, and may be left unrated.
func TestResettlementIsNotCounted(t *testing.T) {
	set, err := rules.Load("hmip-youth-2021")
	if err != nil {
		t.Fatal(err)
	}
	ins := NewInspection(set)
	for _, st := range set.Standards {
		if st.Counted {
			ins.Judged[st.ID] = "good"
		}
	}
	without := assess(t, ins, Options{})
	st := without.standard(t, "resettlement")
	if *without.Score != 24 || st.Rating != "" || st.Why == "" {
		t.Errorf("without: %d, resettlement %q (%s)", *without.Score, st.Rating, st.Why)
	}
	ins.Judged["resettlement"] = "inadequate"
	with := assess(t, ins, Options{})
	if *with.Score != 24 || with.standard(t, "resettlement").Rating != "inadequate" {
		t.Errorf("with: %d", *with.Score)
	}
}

// Medway 2014: x of y for relevant cases, with exact limits, and no rating made
// up.
func TestMedwayHasNoRatings(t *testing.T) {
	text, err := os.ReadFile("../examples/medway/medway.toml")
	if err != nil {
		t.Fatal(err)
	}
	ins, err := ParseInspection("medway-2014.toml", text, "")
	if err != nil {
		t.Fatal(err)
	}
	a := assess(t, ins, Options{})
	findings := 0
	for _, st := range a.Standards {
		if st.Rating != "" || st.Computed != "" || st.Why != "the rules have no ratings" || len(st.Flags) > 0 ||
			st.Open || st.Up != nil || st.Down != nil {
			t.Errorf("%s: %+v", st.ID, st)
		}
		for _, q := range st.Results {
			findings++
			p := float64(q.Yes) / float64(q.Of)
			if q.Band != "" || q.Figure != nil || q.Up != nil || len(q.Unreachable) > 0 || q.Low == nil || *q.Low > p ||
				*q.High < p || *q.Proportion != p {
				t.Errorf("%s: %+v", q.Question.ID, q)
			}
		}
	}
	if findings != 15 {
		t.Errorf("%d findings; the letter has 15", findings)
	}
	if a.Score != nil || a.Overall != "" || a.Maximum != nil || a.Up != nil || a.WhyNoOverall == "" {
		t.Errorf("overall: %+v", a)
	}
	// Clopper and Pearson's limits (R 4.2.2: binom.test(yes, of, conf.level = 0.8)).
	want := map[string][2]float64{
		"17/18": {0.8005, 0.9942}, "14/20": {0.5327, 0.8341}, "14/14": {0.8483, 1}, "10/18": {0.3802, 0.7208}, "4/5": {0.4161, 0.9791},
		"10/16": {0.4346, 0.7896}, "8/13": {0.4018, 0.7995}, "7/13": {0.3309, 0.7363}, "5/14": {0.1851, 0.5631}, "6/12": {0.2882, 0.7118},
		"14/16": {0.7004, 0.9663}, "15/16": {0.7778, 0.9934}, "12/12": {0.8254, 1}, "12/20": {0.4327, 0.7509},
	}
	for _, st := range a.Standards {
		for _, q := range st.Results {
			limits, ok := want[fmt.Sprintf("%d/%d", q.Yes, q.Of)]
			if !ok || math.Abs(*q.Low-limits[0]) > 5e-5 || math.Abs(*q.High-limits[1]) > 5e-5 {
				t.Errorf("%s, %d of %d: %.4f to %.4f, want %v", q.Question.ID, q.Yes, q.Of, *q.Low, *q.High, limits)
			}
		}
	}
}

// A rule on a count: 80 cases, at most 8 errors.
func TestCountRule(t *testing.T) {
	set, err := rules.Load("us-title-iv-e")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		yes      int
		band     string
		up, down string
	}{
		{72, "in-compliance", "none", "1"},
		{71, "not-in-compliance", "1", "none"},
		{80, "in-compliance", "none", "9"},
		{0, "not-in-compliance", "72", "none"},
	} {
		ins := NewInspection(set)
		if err := ins.Set("eligibility.free-of-error", c.yes, 80); err != nil {
			t.Fatal(err)
		}
		a := assess(t, ins, Options{})
		st := a.Standards[0]
		if st.Rating != c.band || span(st.Up) != c.up || span(st.Down) != c.down || a.Overall != "" || len(st.Flags) > 0 {
			t.Errorf("%d of 80: %s, up %s, down %s", c.yes, st.Rating, span(st.Up), span(st.Down))
		}
	}
}

// One threshold: 95% of 65 allows 3 misses, of 40 two, of 25 one.
func TestSingleThreshold(t *testing.T) {
	set, err := rules.Load("us-cfsr-2001")
	if err != nil {
		t.Fatal(err)
	}
	scale := set.Scale("")
	for of, misses := range map[int]int{65: 3, 40: 2, 25: 1, 20: 1, 19: 0} {
		if scale.Band(of-misses, of) != 1 || scale.Band(of-misses-1, of) != 0 {
			t.Errorf("%d misses of %d: band %d, one more %d", misses, of, scale.Band(of-misses, of), scale.Band(of-misses-1, of))
		}
	}
}
