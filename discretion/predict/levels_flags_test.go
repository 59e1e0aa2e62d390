package predict

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"onecase/discretion"
	"onecase/discretion/rules"
)

// countedFlags are the chances of criteria to fire, counted out: by standard, then criterion, and
// last of any.
type countedFlags [][]float64

func newCountedFlags(set *rules.Set) countedFlags {
	all := make(countedFlags, len(set.Standards))
	for i := range all {
		all[i] = make([]float64, len(set.Criteria)+1)
	}
	return all
}

// add adds what Assess says of a standard.
func (c countedFlags) add(i int, st discretion.StandardAssessment, chance float64) {
	for k, f := range st.Flags {
		if f.Fires != nil && *f.Fires {
			c[i][k] += chance
		}
	}
	if st.Open {
		c[i][len(c[i])-1] += chance
	}
}

func (c countedFlags) scale(by float64) {
	for _, chances := range c {
		for k := range chances {
			chances[k] *= by
		}
	}
}

// agree holds simulated chances of one standard against these, and gives how far they are from
// certain.
func (c countedFlags) agree(t *testing.T, where string, i int, st StandardOutlook, replicates int) (open float64) {
	t.Helper()
	if st.Flagged == nil {
		if slices.Max(c[i]) > 0 && st.Chances != nil {
			t.Fatalf("%s%s has no flags, counted out %v", where, st.ID, c[i])
		}
		return 0
	}
	for k, want := range c[i] {
		got, what := *st.Flagged, "any"
		if k < len(st.Criteria) {
			got, what = st.Criteria[k].Chance, string(st.Criteria[k].Criterion)
		}
		if se := math.Sqrt(want * (1 - want) / float64(replicates)); math.Abs(got-want) > 5*se+1e-9 {
			t.Fatalf("%s%s, %s: %v, counted out %v", where, st.ID, what, got, want)
		}
		open += want * (1 - want)
	}
	return open
}

// A madePopulation is what is truly so of a question, in cases: those at each level, and last those
// that it does not apply to.
type madePopulation []int

// assume puts a population in an assumption.
func (p madePopulation) assume() (a Assumption) {
	levels, applies, all := len(p)-1, 0, 0
	for level, n := range p {
		if all += n; level < levels {
			applies += n
		}
	}
	a.Applies = float64(applies) / float64(all)
	shares := make([]float64, levels)
	for level := range shares {
		shares[level] = float64(p[level]) / float64(max(applies, 1))
	}
	if a.Rate = shares[levels-1]; applies > 0 {
		a.SetLevels(shares)
	}
	return a
}

// samples are all samples of a population, of one without end too; with agreement, of answers that
// are each found at any level.
func (p madePopulation) samples(endless bool, sample int, agreement float64) []levelled {
	levels, all := len(p)-1, 0
	for _, n := range p {
		all += n
	}
	var cases []int
	var chances []float64
	for level, n := range p {
		if level == levels {
			level = -1
		}
		if endless {
			cases, chances = append(cases, level), append(chances, float64(n)/float64(all))
		} else {
			cases = append(cases, slices.Repeat([]int{level}, n)...)
		}
	}
	drawn := samplesAtLevels(cases, chances, sample, levels)
	if agreement == 0 {
		return drawn
	}
	var found []levelled
	for _, d := range drawn {
		var read func(level, done int, at []int, chance float64)
		read = func(level, done int, at []int, chance float64) {
			switch {
			case level == levels:
				if k := slices.IndexFunc(found, func(l levelled) bool { return slices.Equal(l.cases, at) }); k >= 0 {
					found[k].chance += chance
				} else {
					found = append(found, levelled{at, chance})
				}
			case done == d.cases[level]:
				read(level+1, 0, at, chance)
			default:
				for to := range levels {
					next, p := slices.Clone(at), agreement
					if next[to]++; to != level {
						p = (1 - agreement) / float64(levels-1)
					}
					read(level, done+1, next, chance*p)
				}
			}
		}
		read(0, 0, make([]int, levels), d.chance)
	}
	return found
}

// made makes a population of some cases.
func (m *setMaker) population(cases, levels int) madePopulation {
	p := make(madePopulation, levels+1)
	for range cases {
		p[m.IntN(levels+1)]++
	}
	if m.one(2) {
		p[m.IntN(levels)] += p[levels]
		p[levels] = 0
	}
	return p
}

// Rules of the whole language before fieldwork, with answers that are found as they are and with
// some that are not: ratings, one-case swings of questions and biases are exactly what counting out
// every sample gives, and the criteria fire as often as Assess says over these, but for the error of
// the simulation.
func TestWholeLanguageFlags(t *testing.T) {
	const replicates = 4_000
	tried, fired, points, biased := 0, 0.0, 0, 0.0
	for seed := uint64(0); tried < sweep(30, 160); seed++ {
		m, set := madeSet(t, seed, false)
		if set == nil {
			continue
		}
		p := NewOutlookPlan(set, 0)
		agreement := []float64{0, 0.8}[seed%2]
		endless, all := map[string]bool{}, map[string]int{}
		for _, g := range set.Groups {
			all[g.ID] = 3 + m.IntN(3)
			size := discretion.GroupSize{Population: all[g.ID], Sample: 1 + m.IntN(3)}
			if endless[g.ID] = m.one(3); endless[g.ID] {
				size.Population = 0
			}
			p.Groups[g.ID] = size
		}
		populations, samples := make([]madePopulation, len(p.Questions)), make([][]levelled, len(p.Questions))
		ins := discretion.NewInspection(set)
		m.judge(ins)
		p.Judged = ins.Judged
		for i, q := range set.Questions() {
			levels := 2
			if q.HasPoints() {
				levels = len(q.Levels)
				points++
			}
			populations[i] = m.population(all[q.Group], levels)
			if p.Questions[i] = populations[i].assume(); !q.HasPoints() {
				p.Questions[i].Levels = nil
			}
			samples[i] = populations[i].samples(endless[q.Group], p.Groups[q.Group].Sample, agreement)
		}
		for id, size := range p.Groups {
			ins.Groups[id] = discretion.GroupSize{Sample: size.Sample}
		}
		where := fmt.Sprintf("seed %d\n%s\n%+v\n%v agreement %v\n", seed, m.text, p.Groups, populations, agreement)
		o, err := p.Outlook(OutlookOptions{Replicates: replicates, Seed: "flags", Agreement: agreement})
		if err != nil {
			t.Fatalf("%s%v", where, err)
		}
		tried++
		c, flags := newCountedOut(set), newCountedFlags(set)
		for i, st := range o.Standards {
			ways := 1
			for _, q := range set.Standards[i].Questions {
				if !q.Information {
					ways *= len(samples[q.Place])
				}
			}
			if st.Basis == ByJudgement || len(set.Standards[i].Questions) == 0 || ways > 1_500 {
				continue
			}
			w := &countedStandard{set: set, at: i, samples: samples, flags: flags, rated: c.rated[i]}
			w.count(t, ins)
			if st.Chances == nil {
				if w.none < 1-1e-12 {
					t.Fatalf("%s%s has no chances, counted out %v", where, st.ID, w.rated)
				}
				continue
			}
			same(t, where+st.ID, append(slices.Clone(st.Chances), st.None), append(slices.Clone(w.rated), w.none), 1e-12)
			fired += flags.agree(t, where, i, st, replicates)
			if st.None >= 1-1e-9 {
				continue
			}
			true0 := w.share(populations)
			same(t, where+st.ID+" bias", []float64{*st.Bias}, []float64{w.sum/(1-w.none) - true0}, 1e-9)
			biased += math.Abs(*st.Bias)
		}
	}
	t.Logf("%d inspections, %d questions with points, %.1f of criteria open, biases of %.1f", tried, points, fired, biased)
	if points < tried/2 || fired < float64(tried)/4 || biased < 0.5 {
		t.Error("too little of the language was tried")
	}
}

// A countedStandard counts out one standard over every sample of its questions.
type countedStandard struct {
	set     *rules.Set
	at      int
	samples [][]levelled
	flags   countedFlags
	rated   []float64
	none    float64
	sum     float64 // of the share that is rated, times the chance
}

func (w *countedStandard) count(t *testing.T, ins *discretion.Inspection) {
	t.Helper()
	var asked []int
	for _, q := range w.set.Standards[w.at].Questions {
		if !q.Information {
			asked = append(asked, q.Place)
		}
	}
	drawn := ins.Clone()
	var visit func(k int, chance float64)
	visit = func(k int, chance float64) {
		if k < len(asked) {
			for _, l := range w.samples[asked[k]] {
				setLevels(drawn, asked[k], l.cases)
				if r := &drawn.Results.Questions[asked[k]]; r.Of == 0 {
					*r = r.Emptied()
					r.Known = discretion.NoCase
				}
				visit(k+1, chance*l.chance)
			}
			return
		}
		a, err := discretion.Assess(drawn, discretion.Options{})
		if err != nil {
			t.Fatal(err)
		}
		st := a.Standards[w.at]
		w.flags.add(w.at, st, chance)
		rating, ok := w.set.RatingIn(st.ID, st.Computed)
		if !ok {
			w.none += chance
			return
		}
		w.rated[rating] += chance
		var counts [][]int
		for _, r := range st.Results {
			counts = append(counts, nil)
			if r.HasCount() && (r.Band != "" || st.Combine == rules.Mean) && !r.Information {
				levels := []int{r.Of - r.Yes, r.Yes}
				if r.Question.HasPoints() {
					levels = r.AtLevels()
				}
				counts[len(counts)-1] = levels
			}
		}
		w.sum += chance * w.shareOf(counts)
	}
	visit(0, 1)
}

// shareOf is the share that the standard is rated by, of the cases at each level of its questions;
// those with none are left out.
func (w *countedStandard) shareOf(counts [][]int) float64 {
	low, sum, weights := 1.0, 0.0, 0.0
	for k, q := range w.set.Standards[w.at].Questions {
		points, got, of := []float64{0, 1}, 0.0, 0
		if q.HasPoints() {
			scale := w.set.ScaleOf(q.Place, "")
			all := make([]int, scale.Levels())
			all[0] = 1
			points = scale.PointsOf(all, 1).Levels
		}
		for level, n := range counts[k] {
			got, of = got+float64(n)*points[level], of+n
		}
		if of == 0 {
			continue
		}
		share, weight := got/(float64(of)*points[len(points)-1]), float64(max(q.Weight, 1))
		low, sum, weights = min(low, share), sum+weight*share, weights+weight
	}
	if w.set.Standards[w.at].Combine == rules.Mean {
		return sum / weights
	}
	return low
}

// share is that of the whole population.
func (w *countedStandard) share(populations []madePopulation) float64 {
	var counts [][]int
	for _, q := range w.set.Standards[w.at].Questions {
		counts = append(counts, nil)
		if p := populations[q.Place]; !q.Information {
			counts[len(counts)-1] = p[:len(p)-1]
		}
	}
	return w.shareOf(counts)
}
