package discretion

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"onecase/stats"
)

// partial is an inspection of twelve standards of which some are rated.
func partial(t *testing.T, rated map[string]string, published string) *Assessment {
	t.Helper()
	var text strings.Builder
	text.WriteString("rules = \"hmip-youth-2018\"\n[judged]\n")
	for id, rating := range rated {
		text.WriteString(fmt.Sprintf("%q = %q\n", id, rating))
	}
	if published != "" {
		text.WriteString("[published]\n" + published + "\n")
	}
	a, err := Assess(inspectionFrom(t, text.String()), Options{})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// Eleven ratings of twelve: each rating of the twelfth in turn makes just the scores
// and overall ratings that are said to be possible.
func TestPossibleIsWhatEachRatingMakes(t *testing.T) {
	ids := partial(t, nil, "").Inspection.Rules.StandardIDs()
	ratings := []string{"inadequate", "requires-improvement", "good", "outstanding"}
	for _, common := range ratings {
		for _, other := range ratings {
			rated := map[string]string{}
			for i, id := range ids[1:] {
				rated[id] = common
				if i%2 == 0 {
					rated[id] = other
				}
			}
			p := partial(t, rated, "").Possible
			low, high, overall := 99, 0, []string{}
			for _, r := range ratings {
				rated[ids[0]] = r
				a := partial(t, rated, "")
				low, high = min(low, *a.Score), max(high, *a.Score)
				if !slices.Contains(overall, a.Overall) {
					overall = append(overall, a.Overall)
				}
				delete(rated, ids[0])
				with := partial(t, rated, fmt.Sprintf("score = %d", *a.Score)).Possible
				if !slices.Equal(with.Standards[0].Ratings, []string{r}) ||
					!slices.Equal(with.Overall, []string{a.Overall}) || !with.Published {
					t.Errorf("%s and %s, published %d: %+v, want %s", common, other, *a.Score, with, r)
				}
			}
			if p.Low != low || p.High != high || !slices.Equal(p.Overall, overall) {
				t.Errorf("%s and %s: %+v, want %d to %d, %v", common, other, p, low, high, overall)
			}
		}
	}
}

// How many standards have to move, and are enough: every set of ratings of five
// standards with each sum.
func TestStandardsToMoveByEnumeration(t *testing.T) {
	const n, top = 5, 3
	fewest, enough := map[[2]int]int{}, map[[2]int]int{}
	for code := range 1 << (2 * n) {
		var rises []int
		sum := 0
		for i := range n {
			r := code >> (2 * i) & 3
			sum += r
			rises = append(rises, top-r)
		}
		slices.Sort(rises)
		slices.Reverse(rises)
		gained := 0
		for m, rise := range rises {
			for points := gained + 1; points <= gained+rise; points++ {
				key := [2]int{sum, points}
				if fewest[key] == 0 || fewest[key] > m+1 {
					fewest[key] = m + 1
				}
				enough[key] = max(enough[key], m+1)
			}
			gained += rise
		}
	}
	for sum := range n*top + 1 {
		for points := 1; points <= n*top-sum; points++ {
			f, e := standardsToMove(n, top, sum, points)
			key := [2]int{sum, points}
			if f == nil || e == nil || *f != fewest[key] || *e != enough[key] {
				t.Errorf("sum %d, %d points: %v and %v, want %d and %d", sum, points, f, e, fewest[key], enough[key])
			}
		}
	}
}

// A score alone: Kent's 17 is two points below Good.
func TestPossibleOfAScoreAlone(t *testing.T) {
	p := partial(t, nil, "score = 17").Possible
	if p == nil || p.Low != 17 || p.High != 17 || p.Up.To != "good" || p.Up.Points != 2 || *p.Up.Fewest != 1 || p.Down.Points != 11 {
		t.Errorf("%+v", p)
	}
	p = partial(t, nil, "overall = \"good\"").Possible
	if p == nil || p.Low != 19 || p.High != 30 || p.Up != nil {
		t.Errorf("%+v", p)
	}
	if a := partial(t, nil, ""); a.Possible != nil {
		t.Errorf("%+v", a.Possible)
	}
	if a := partial(t, nil, "score = 17\noverall = \"good\""); a.Possible != nil || len(a.Warnings) != 1 ||
		a.Warnings[0].Code != "published-impossible" {
		t.Errorf("%+v %v", a.Possible, a.Warnings)
	}
}

// Percentages of the same cases: Kent's five fit 28 cases alone, of 39; fewer leave it
// open, and of another rounding none may be left.
func TestSameCases(t *testing.T) {
	const head = "rules = \"hmip-youth-2018\"\n[groups.court]\nsample = 39\n[results.\"court.reviewing.desistance\"]\npercent = 82\nsame_cases = "
	for same, want := range map[string]string{
		"[82, 86, 82, 71]": "28 is the only number of cases, up to 39, that 82% and the other percentages of the same cases fit",
		"[82]":             "11, 17, 22, 28, 33, 34, 38, 39 fit the percentages",
		"[82, 1]":          "no number of cases up to 39 fit the percentages",
	} {
		a, err := Assess(inspectionFrom(t, head+same+"\n"), Options{})
		if err != nil {
			t.Fatal(err)
		}
		q := a.result("court.reviewing.desistance")
		found := ""
		for _, w := range a.Warnings {
			if w.Code == "same-cases" {
				found = w.Message
			}
		}
		recovered := strings.HasPrefix(want, "28")
		if !strings.Contains(found, want) || (q.Known == Recovered) != recovered || recovered && (q.Yes != 23 || q.Of != 28) {
			t.Errorf("%s: %+v, %q", same, q.Result, found)
		}
	}
	var fit []int
	for of := 1; of <= 90; of++ {
		if yes := (82*of + 50) / 100; 200*yes >= 163*of && 200*yes < 165*of {
			fit = append(fit, of)
		}
	}
	a, err := Assess(inspectionFrom(t, strings.Replace(head, "39", "90", 1)+"[82]\n"), Options{})
	first := strings.ReplaceAll(strings.Trim(fmt.Sprint(fit[:8]), "[]"), " ", ", ")
	want := fmt.Sprintf("%s and %d more fit the percentages", first, len(fit)-8)
	if err != nil || !slices.ContainsFunc(a.Warnings, func(w stats.Warning) bool { return strings.Contains(w.Message, want) }) {
		t.Errorf("%v, %v, want %q", a.Warnings, err, want)
	}
	for text, want := range map[string]string{
		"rules = \"hmip-youth-2018\"\n[results.\"court.reviewing.desistance\"]\npercent = 82\nsame_cases = [71]\n": "how many cases were read is not known",
		head + "[71]\nof = 28\n": "has of as well as same_cases",
		head + "[\"many\"]\n":    `"many" is not a percentage`,
	} {
		if _, err := ParseInspection("x.toml", []byte(text), ""); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("the error is %v, want %q", err, want)
		}
	}
}

// What an answer that can be one of several leaves open, and what it settles.
func TestOpenedAnswers(t *testing.T) {
	for _, c := range []struct {
		can  []Answer
		want opened
	}{{[]Answer{NA, No, Yes}, opened{any: 1}}, {[]Answer{No, Yes}, opened{applies: 1}}, {[]Answer{NA, Yes}, opened{notNo: 1}},
		{[]Answer{NA, No}, opened{notYes: 1}}, {[]Answer{Yes}, opened{yes: 1, of: 1}}, {[]Answer{No}, opened{of: 1}},
		{[]Answer{NA}, opened{}}} {
		var o opened
		if o.add(c.can); o != c.want {
			t.Errorf("%v: %+v", c.can, o)
		}
	}
}

// Some ratings of twelve, and what was published of others, of the score or of the whole: what can be is what
// every set of ratings that fits makes.
func TestPossibleByEverySetOfRatings(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 46))
	set := youth2018(t).Rules
	ids, scoring := set.StandardIDs(), set.Scoring
	const ratings = 4
	overallOf := func(score int) string {
		for _, b := range scoring.Bands {
			if b.From <= score && score <= b.To {
				return b.Rating
			}
		}
		return ""
	}
	name := func(rating int) string { return set.Ratings[rating].ID }
	for trial := range 400 {
		ins := NewInspection(set)
		var open []int
		known, lacking := 0, 1+rng.IntN(4)
		for _, i := range rng.Perm(len(ids)) {
			if len(open) < lacking {
				open = append(open, i)
				continue
			}
			rating := rng.IntN(ratings)
			ins.Judged[ids[i]], known = name(rating), known+rating
		}
		slices.Sort(open)
		if trial%5 > 0 {
			ins.Published = &Published{Ratings: map[string]string{}}
		}
		var names []string
		for _, i := range open {
			names = append(names, ids[i])
		}
		without := set.StandardTitles(names)
		switch sum := known + rng.IntN(3*lacking+1); trial % 5 {
		case 1:
			ins.Published.Score = &sum
		case 2:
			ins.Published.Overall = overallOf(sum)
		case 3: // of one of them
			rating := rng.IntN(ratings)
			ins.Published.Ratings[ids[open[0]]], known, open = name(rating), known+rating, open[1:]
		case 4: // more than all can make
			sum = known + 3*lacking + 1
			ins.Published.Score = &sum
		}
		fits := func(score int) bool {
			p := ins.Published
			return p == nil || (p.Score == nil || *p.Score == score) && (p.Overall == "" || p.Overall == overallOf(score))
		}
		low, high, overall := 99, -1, map[string]bool{}
		own := make([]map[string]bool, len(open))
		for k := range own {
			own[k] = map[string]bool{}
		}
		for code := range 1 << (2 * len(open)) {
			score := known
			for k := range open {
				score += code >> (2 * k) & 3
			}
			if !fits(score) {
				continue
			}
			low, high = min(low, score), max(high, score)
			overall[overallOf(score)] = true
			for k := range open {
				own[k][name(code>>(2*k)&3)] = true
			}
		}
		a, err := Assess(ins, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if want := "there is no rating for " + without; a.WhyNoOverall != want {
			t.Fatalf("trial %d: %q, want %q", trial, a.WhyNoOverall, want)
		}
		p := a.Possible
		if len(open) == 0 || high < 0 {
			if p != nil || warned(a.Warnings, "published-impossible") != (high < 0 && len(open) > 0) {
				t.Fatalf("trial %d: %+v, %v", trial, p, a.Warnings)
			}
			continue
		}
		in := func(of map[string]bool) (all []string) {
			for r := range ratings {
				if of[name(r)] {
					all = append(all, name(r))
				}
			}
			return all
		}
		if p.Low != low || p.High != high || !slices.Equal(p.Overall, in(overall)) || len(p.Standards) != len(open) ||
			p.Published != (trial%5 == 1 || trial%5 == 2) {
			t.Fatalf("trial %d: %+v, want %d to %d, %v", trial, p, low, high, in(overall))
		}
		for k, i := range open {
			if st := p.Standards[k]; st.ID != ids[i] || !slices.Equal(st.Ratings, in(own[k])) {
				t.Fatalf("trial %d: %+v, want %v", trial, st, in(own[k]))
			}
		}
		up, down := 0, 0 // points to the next ratings
		for score := low; low == high && score <= scoring.Maximum && up == 0; score++ {
			if overallOf(score) != overallOf(low) {
				up = score - low
			}
		}
		for score := low; low == high && score >= 0 && down == 0; score-- {
			if overallOf(score) != overallOf(low) {
				down = low - score
			}
		}
		points := func(s *PossibleStep, to int) int {
			if s == nil {
				return 0
			}
			if s.To != overallOf(to) || s.Fewest != nil || s.Enough != nil {
				t.Fatalf("trial %d: %+v", trial, s)
			}
			return s.Points
		}
		if points(p.Up, low+up) != up || points(p.Down, low-down) != down {
			t.Fatalf("trial %d: %+v and %+v, want %d and %d", trial, p.Up, p.Down, up, down)
		}
	}
}

// Of twelve standards that count, those without a rating are named up to four, and counted from five.
func TestStandardsWithoutARating(t *testing.T) {
	set := youth2018(t).Rules
	ids := set.StandardIDs()
	for n := range len(ids) + 1 {
		ins := NewInspection(set)
		for _, id := range ids[n:] {
			ins.Judged[id] = "good"
		}
		a, err := Assess(ins, Options{})
		if err != nil {
			t.Fatal(err)
		}
		want := ""
		if n > 0 {
			want = "there is no rating for " + set.StandardTitles(ids[:n])
		}
		if n > 4 {
			want = fmt.Sprintf("%d of the 12 standards that count have no rating", n)
		}
		if a.WhyNoOverall != want {
			t.Errorf("%d: %q, want %q", n, a.WhyNoOverall, want)
		}
	}
}
