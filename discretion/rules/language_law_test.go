package rules_test

import (
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"
	"os"
	"slices"
	"testing"

	"onecase/discretion/internal/rulestest"
	"onecase/discretion/rules"
	"onecase/stats"
)

// sweep is how many cases a sweep tries: few, or all where ONECASE_SWEEP is set.
func sweep(few, all int) int {
	if os.Getenv("ONECASE_SWEEP") != "" {
		return all
	}
	return few
}

// A lawTest is random rules with the answers of a small inspection, counted by hand.
type lawTest struct {
	*testing.T
	*rulestest.Maker
	set     *rules.Set
	rater   *rules.Rater
	where   string
	scales  []*rules.Scale
	counts  []int // of each question, as its scale counts
	of      []int
	bands   []int // by fractions
	ratings []int
	overall int
	figures []rules.Figure
}

func newLawTest(t *testing.T, seed uint64) *lawTest {
	w := &lawTest{T: t, Maker: &rulestest.Maker{Rand: rand.New(rand.NewPCG(seed, 14))}}
	text := w.Make()
	var err error
	if w.set, err = rules.Parse("language.toml", []byte(text)); err != nil {
		t.Fatal(err)
	}
	cases := w.Rules.Derived(w.Cases())
	w.where = fmt.Sprintf("seed %d\n%s\n%v\n", seed, text, cases)
	w.bands, w.ratings, w.overall = w.Rules.RateAnswers(cases)
	fixed := map[string]int{}
	for s, st := range w.Rules.Standards {
		if st.Judged >= 0 {
			fixed[w.set.Standards[s].ID] = st.Judged
		}
	}
	w.rater, w.scales = w.set.Rater(fixed), w.set.QuestionScales("")
	for q, question := range w.Rules.Questions {
		levels, of, yes := make([]int, question.Best()), 0, 0
		for _, c := range cases {
			if a := c.Answers[q]; a > 0 {
				levels[a-1]++
				of, yes = of+1, yes+a-1
			}
		}
		count := yes
		if question.Points != nil {
			count = 0
			for level, n := range levels {
				count += n * int(question.Points.Levels[level]-question.Points.Levels[0])
			}
			if got := w.scales[q].Count(3, nil); got != 3*w.scales[q].Span() {
				w.Fatalf("%sq %d: 3 at the best level count %d", w.where, q, got)
			}
			if got := w.scales[q].Count(0, levels); got != count {
				w.Fatalf("%sq %d: count %d, want %d", w.where, q, got, count)
			}
		}
		w.counts, w.of = append(w.counts, count), append(w.of, of)
		figure := rules.Figure{}
		if of > 0 && !question.Information {
			figure = w.scales[q].PercentOfHighest(count, of)
			own, percent, _ := question.Figure(q, cases)
			w.equal(fmt.Sprintf("q %d in percent", q), figure, percent)
			w.equal(fmt.Sprintf("q %d", q), w.scales[q].FigureAt(count, of), own)
			if question.Points != nil {
				w.equal(fmt.Sprintf("q %d rounded", q), w.scales[q].Banded(count, of), w.Rules.Rounded(question, own))
				w.sumsOf(fmt.Sprintf("q %d", q), w.scales[q].PointsOf(levels, of), question.Points.Levels, levels, of)
			} else if f, _ := w.Rules.Rounded(rulestest.Question{}, own).Float64(); question.Table == nil {
				w.near(fmt.Sprintf("q %d rounded", q), w.scales[q].Percent(count, of), f)
			}
		}
		w.figures = append(w.figures, figure)
	}
	return w
}

func (w *lawTest) equal(what string, got rules.Figure, want *big.Rat) {
	w.Helper()
	if got.Den == 0 || big.NewRat(got.Num, got.Den).Cmp(want) != 0 {
		w.Fatalf("%s%s: %d/%d, want %s", w.where, what, got.Num, got.Den, want)
	}
}

// sumsOf holds points that are added up to those of each level.
func (w *lawTest) sumsOf(what string, got *rules.PointsOf, points []int64, cases []int, of int) {
	w.Helper()
	sum := 0.0
	for level, p := range points {
		sum += float64(cases[level]) * float64(p) / 100
		w.near(what, got.Levels[level], float64(p)/100)
	}
	w.near(what, got.Sum, sum)
	w.near(what, got.Mean, sum/float64(of))
	w.near(what, got.Percent, 100*sum/float64(of)/(float64(points[len(points)-1])/100))
}

func (w *lawTest) near(what string, got, want float64) {
	w.Helper()
	if math.Abs(got-want) > 1e-9 {
		w.Fatalf("%s%s: %v, want %v", w.where, what, got, want)
	}
}

// eachCount visits the counts of so many cases, by every number of them at each level.
func eachCount(q rulestest.Question, of int, visit func(count int)) {
	if q.Points == nil {
		for yes := range of + 1 {
			visit(yes)
		}
		return
	}
	var add func(level, left, count int)
	add = func(level, left, count int) {
		if level == len(q.Points.Levels) {
			visit(count)
			return
		}
		for n := range left + 1 {
			add(level+1, left-n, count+n*int(q.Points.Levels[level]-q.Points.Levels[0]))
		}
	}
	add(1, of, 0)
}

// Bands of questions, and how far a count is from each, are those of fractions and of trying every count.
func (w *lawTest) questions() {
	for q, question := range w.Rules.Questions {
		s, of := w.scales[q], w.of[q]
		if question.Information {
			if s.Bands() != 0 {
				w.Fatalf("%sq %d is for information and has %d bands", w.where, q, s.Bands())
			}
			continue
		}
		if got := s.Band(w.counts[q], of); got != w.bands[q] {
			w.Fatalf("%sq %d: band %d, want %d", w.where, q, got, w.bands[q])
		}
		var boundaries []*big.Rat
		for _, b := range s.Boundaries(of) {
			boundaries = append(boundaries, big.NewRat(b.Num, 100*b.Den))
			percent, _ := big.NewRat(b.Num, 100*b.Den).Float64()
			w.near("boundary", b.Percent(), percent)
		}
		if want := w.Rules.Boundaries(question, of); !slices.EqualFunc(boundaries, want, func(a, b *big.Rat) bool { return a.Cmp(b) == 0 }) {
			w.Fatalf("%sq %d: boundaries %v, want %v", w.where, q, boundaries, want)
		}
		for all := range 5 {
			reached, counts := map[int]bool{}, map[int]bool{}
			eachCount(question, all, func(count int) { counts[count], reached[s.Band(count, all)] = true, true })
			var want []int
			for band := range s.Bands() {
				if !reached[band] && s.Used(band) {
					want = append(want, band)
				}
			}
			if got := s.Unreachable(all); !slices.Equal(got, want) {
				w.Fatalf("%sq %d of %d: no answers make %v, want %v", w.where, q, all, got, want)
			}
			if question.Points != nil {
				sums, ok := s.Sums(all)
				if !ok || len(sums) != len(counts) || slices.ContainsFunc(sums, func(sum int) bool { return !counts[sum] }) {
					w.Fatalf("%sq %d of %d: sums %v, want %v", w.where, q, all, sums, counts)
				}
			}
			w.moves(s, all)
		}
	}
}

// moves tries the fewest steps up and down from some counts.
func (w *lawTest) moves(s *rules.Scale, of int) {
	most := of * s.Span()
	for count := 0; count <= most; count += 1 + most/20 {
		for band := range s.Bands() {
			up, down := -1, -1
			for more := 0; up < 0 && count+more <= most; more++ {
				if s.Band(count+more, of) >= band {
					up = more
				}
			}
			for fewer := 0; of > 0 && down < 0 && fewer <= count; fewer++ {
				if s.Band(count-fewer, of) <= band {
					down = fewer
				}
			}
			if need, ok := s.Raise(count, of, band); ok != (up >= 0) || need != max(up, 0) {
				w.Fatalf("%s%d of %d to band %d: up by %d, %v, want %d", w.where, count, of, band, need, ok, up)
			}
			if need, ok := s.Lower(count, of, band); s.Band(count, of) >= 0 && (ok != (down >= 0) || need != max(down, 0)) {
				w.Fatalf("%s%d of %d to band %d: down by %d, %v, want %d", w.where, count, of, band, need, ok, down)
			}
		}
	}
}

// Printed percentages are banded, and shares of endless populations limited, as the counts that they are.
func (w *lawTest) printed() {
	for q := range w.Rules.Questions {
		s := w.scales[q]
		if !s.ByPercent() {
			if b := s.BandOfPrinted(percentage(w.T, "50")); b != rules.Unbanded {
				w.Fatalf("%sq %d: 50%% is in band %d", w.where, q, b)
			}
			continue
		}
		behind := s.Behind(func(yes, of int64) float64 { return float64(3*yes) / float64(4*of) })
		for tenths := 0; tenths <= 1000; tenths += 5 {
			p := percentage(w.T, fmt.Sprintf("%d.%d", tenths/10, tenths%10))
			for _, s := range []*rules.Scale{s, behind} {
				if got, want := s.BandOfPrinted(p), s.Band(tenths, 1000); got != want {
					w.Fatalf("%sq %d: %s is in band %d, want %d", w.where, q, p, got, want)
				}
				w.near(p.String(), s.PercentOfPrinted(p), s.Percent(tenths, 1000))
			}
			if got, want := behind.Band(tenths, 1000), s.BandOfShare(0.75*float64(tenths)/1000); got != want {
				w.Fatalf("%sq %d: behind %s is band %d, want %d", w.where, q, p, got, want)
			}
		}
		for band := 1; band < s.Bands(); band++ {
			if limit := s.Limit(band); s.Used(band) && limit > 0 && limit < 1 {
				if s.BandOfShare(limit+1e-7) < band || s.BandOfShare(limit-1e-7) >= band {
					w.Fatalf("%sq %d: band %d from %v on", w.where, q, band, limit)
				}
			}
		}
	}
}

func percentage(t *testing.T, text string) stats.Percentage {
	t.Helper()
	p, err := stats.ParsePercentage(text)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// Ratings of standards and the overall one are those of fractions, and are explained by what made them.
func (w *lawTest) rated() {
	ratings := make([]int, len(w.Rules.Standards))
	for s := range ratings {
		ratings[s] = w.rater.StandardBy(s, w.bands, w.figures)
	}
	w.rater.Fill(ratings, nil)
	if !slices.Equal(ratings, w.ratings) {
		w.Fatalf("%srated %v, want %v", w.where, ratings, w.ratings)
	}
	score, overall, ok := w.rater.Score(ratings)
	if ok != (w.overall >= 0) || ok && overall != w.overall {
		w.Fatalf("%soverall %d, %v, want %d", w.where, overall, ok, w.overall)
	}
	counted, sum, additive := 0, 0, w.Rules.Overall.Combine == rules.Sum && len(w.Rules.Overall.Limits) == 0
	for s, st := range w.Rules.Standards {
		lowest := st.Parts == nil && (st.Judged >= 0 || st.Combine == rules.Lowest && len(st.Limits) == 0)
		points := slices.ContainsFunc(st.Questions, func(q int) bool { return w.Rules.Questions[q].Points != nil })
		if w.rater.TakesLowest(s) != lowest || w.rater.Plain(s) != (lowest && !points) || w.rater.MadeOf(s) != (st.Parts != nil) {
			w.Fatalf("%st%d: takes the lowest %v, plain %v, made of others %v", w.where, s, w.rater.TakesLowest(s), w.rater.Plain(s),
				w.rater.MadeOf(s))
		}
		if st.Counted {
			counted++
			additive = additive && lowest && !points
			if ok {
				sum += st.Weight * w.Rules.Scales[st.Scale].Scores[ratings[s]]
			}
		}
		var e rules.Explained
		rated := false
		switch {
		case st.Judged >= 0:
			continue
		case st.Parts != nil:
			e, rated = w.rater.Explain(s, ratings)
		default:
			e, rated = w.rater.ExplainLeaf(s, w.bands, w.figures)
		}
		w.explained(fmt.Sprintf("t%d", s), st, e, rated, ratings[s])
	}
	if w.set.Scoring != nil && w.rater.Additive() != additive {
		w.Fatalf("%sadditive: %v, want %v", w.where, w.rater.Additive(), additive)
	}
	if w.rater.Scored() != (w.set.Scoring != nil && w.Rules.Overall.Combine != rules.Lowest) {
		w.Fatalf("%sscored: %v", w.where, w.rater.Scored())
	}
	if score != sum || w.set.Counted() != counted {
		w.Fatalf("%sscore %d of %d standards, want %d of %d", w.where, score, w.set.Counted(), sum, counted)
	}
	e, rated := w.rater.Explain(rules.Overall, ratings)
	w.explained("overall", w.Rules.Overall, e, rated, w.overall)
	if ok {
		w.points(ratings, score, overall)
	}
}

// explained holds an explanation against a rating: limits hold down what is better than they let be.
func (w *lawTest) explained(what string, st rulestest.Standard, e rules.Explained, ok bool, rating int) {
	w.Helper()
	if ok != (rating >= 0) {
		w.Fatalf("%s%s: explained %v, and rated %d", w.where, what, ok, rating)
	}
	if !ok {
		return
	}
	after := e.Before
	for _, l := range e.Limits {
		if st.Limits[l].Most >= e.Before {
			w.Fatalf("%s%s: limit %d holds down %d", w.where, what, l, e.Before)
		}
		after = min(after, st.Limits[l].Most)
	}
	if e.After != rating || after != rating || e.Combine != st.Combine {
		w.Fatalf("%s%s: %+v, rated %d", w.where, what, e, rating)
	}
	if (e.Figure == nil) != (st.Combine == rules.Lowest) {
		w.Fatalf("%s%s: %+v", w.where, what, e)
	}
	if e.Figure != nil && (st.Combine != rules.Percent && st.Combine != rules.Mean || w.Rules.Rounding != rules.None || w.Rules.Inclusive) {
		band := st.Bands[0].Rating
		for _, b := range st.Bands[1:] {
			if *e.Figure > float64(b.From)-1e-9 {
				band = b.Rating
			}
		}
		if band != e.Before {
			w.Fatalf("%s%s: a figure of %v is %d, explained as %d", w.where, what, *e.Figure, band, e.Before)
		}
	}
}

// points tries how far the sum of the scores has to move for another overall rating.
func (w *lawTest) points(ratings []int, score, overall int) {
	whole := w.Rules.Overall
	if whole.Combine != rules.Sum {
		return
	}
	of := func(sum int) int {
		at := whole.Bands[0].Rating
		for _, b := range whole.Bands {
			if sum >= b.From {
				at = b.Rating
			}
		}
		return at
	}
	for _, up := range []bool{true, false} {
		want := 0
		for points := 1; want == 0 && points < 200; points++ {
			if up && of(score+points) > overall || !up && of(score-points) < overall {
				want = points
			}
		}
		if of(score) != overall { // a limit holds it
			want = 0
		}
		if got := w.rater.Points(ratings, overall, up); got != want {
			w.Fatalf("%sup %v from %d: %d points, want %d", w.where, up, score, got, want)
		}
	}
}

// The law of a rating has the chance, and the score, of every combination of what its parts can come to.
func (w *lawTest) laws() {
	for at := -1; at < len(w.Rules.Standards); at++ {
		var parts [][]rules.Option
		made := at == rules.Overall || w.Rules.Standards[at].Parts != nil
		switch {
		case made:
			for _, part := range w.rater.Parts(at) {
				options := []rules.Option{{Rating: rules.Unrated}}
				for rating := range w.set.RatingsOf(part) {
					options = append(options, rules.Option{Rating: rating})
				}
				parts = append(parts, options)
			}
		case w.Rules.Standards[at].Judged >= 0:
			continue
		default:
			for _, q := range w.Rules.Standards[at].Questions {
				options, all := []rules.Option{{Rating: rules.Unbanded}}, 1+w.IntN(4)
				if !w.Rules.Questions[q].Information {
					eachCount(w.Rules.Questions[q], all, func(count int) {
						if len(options) < 6 {
							options = append(options, rules.Option{Rating: w.scales[q].Band(count, all), Figure: w.scales[q].PercentOfHighest(count, all)})
						}
					})
				}
				parts = append(parts, options)
			}
		}
		w.law(at, parts)
	}
}

type ratedScore struct {
	rating int
	score  int64
}

func (w *lawTest) law(at int, parts [][]rules.Option) {
	ways := 1
	chances := make([][]float64, len(parts))
	for i, options := range parts {
		ways *= len(options)
		for range options {
			chances[i] = append(chances[i], float64(1+w.IntN(9)))
		}
	}
	if ways > 3_000 {
		return
	}
	l, ok := w.rater.Law(at, parts)
	if !ok {
		w.Fatalf("%s%d: too many ways", w.where, at)
	}
	made := at == rules.Overall || w.Rules.Standards[at].Parts != nil
	want := map[ratedScore]float64{}
	chosen := make([]rules.Option, len(parts))
	var visit func(i int, chance float64)
	visit = func(i int, chance float64) {
		if i < len(parts) {
			for k, o := range parts[i] {
				chosen[i] = o
				visit(i+1, chance*chances[i][k])
			}
			return
		}
		rating, score := w.rateOf(at, chosen)
		if !made || rating == rules.Unrated {
			score = 0
		}
		want[ratedScore{rating, score}] += chance
	}
	visit(0, 1)
	got := map[ratedScore]float64{}
	l.Visit(chances, func(rating int, score int64, chance float64) {
		if !made {
			score = 0
		}
		got[ratedScore{rating, score}] += chance
	})
	byRating := make([]float64, len(l.Chances(chances)))
	for r, chance := range want {
		if math.Abs(got[r]-chance) > 1e-9*chance {
			w.Fatalf("%s%d: %+v has %v, want %v", w.where, at, r, got[r], chance)
		}
		place := r.rating
		if place == rules.Unrated {
			place = len(byRating) - 1
		}
		byRating[place] += chance
	}
	if len(got) != len(want) {
		w.Fatalf("%s%d: %v, want %v", w.where, at, got, want)
	}
	for i, chance := range l.Chances(chances) {
		w.near(fmt.Sprintf("%d: rating %d", at, i), chance/max(1, byRating[i]), byRating[i]/max(1, byRating[i]))
	}
	ratings, none, low, high := l.Reached()
	for i, reached := range ratings {
		if reached != (byRating[i] > 0) {
			w.Fatalf("%s%d: rating %d is reached: %v", w.where, at, i, reached)
		}
	}
	if none != (byRating[len(byRating)-1] > 0) {
		w.Fatalf("%s%d: no rating: %v", w.where, at, none)
	}
	for r := range want {
		if made && w.combines(at) != rules.Lowest && r.rating != rules.Unrated && (int(r.score) < low || int(r.score) > high) {
			w.Fatalf("%s%d: a score of %d is beyond %d to %d", w.where, at, r.score, low, high)
		}
	}
	if made && w.combines(at) != rules.Lowest {
		for _, end := range []int{low, high} {
			if !slices.ContainsFunc(ratings, func(ok bool) bool { return ok }) {
				continue
			}
			found := false
			for r := range want {
				found = found || r.rating != rules.Unrated && int(r.score) == end
			}
			if !found {
				w.Fatalf("%s%d: no score is %d", w.where, at, end)
			}
		}
	}
}

func (w *lawTest) combines(at int) rules.Combine {
	if at == rules.Overall {
		return w.Rules.Overall.Combine
	}
	return w.Rules.Standards[at].Combine
}

// rateOf rates one combination of parts, without a law.
func (w *lawTest) rateOf(at int, chosen []rules.Option) (rating int, score int64) {
	if at != rules.Overall && w.Rules.Standards[at].Parts == nil {
		bands, figures := slices.Repeat([]int{rules.Unbanded}, len(w.bands)), make([]rules.Figure, len(w.bands))
		for i, q := range w.Rules.Standards[at].Questions {
			bands[q], figures[q] = chosen[i].Rating, chosen[i].Figure
		}
		return w.rater.StandardBy(at, bands, figures), 0
	}
	st, ratings := w.Rules.Overall, make([]int, len(w.Rules.Standards))
	if at != rules.Overall {
		st = w.Rules.Standards[at]
	}
	parts := w.rater.Parts(at)
	for i, part := range parts {
		ratings[part] = chosen[i].Rating
	}
	rating = w.Rules.Combined(st, parts, ratings)
	for i, part := range parts {
		if rating >= 0 && st.Combine != rules.Lowest {
			score += int64(w.Rules.Standards[part].Weight * w.Rules.Scales[w.Rules.Standards[part].Scale].Scores[chosen[i].Rating])
		}
	}
	return rating, score
}

// Random rules of the whole language hold to a second, plain implementation by fractions, and to counting out.
func TestLanguageHoldsToFractions(t *testing.T) {
	for seed := range uint64(sweep(200, 3_000)) {
		w := newLawTest(t, seed)
		w.questions()
		w.rated()
		w.laws()
		if seed%5 == 0 {
			w.printed()
		}
	}
}
