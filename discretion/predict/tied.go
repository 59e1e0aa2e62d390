package predict

import (
	"cmp"
	"iter"
	"math"
	"slices"
	"sync"

	"onecase/discretion"
)

// A tying is what an inspection tells of its questions' rates where these are tied to
// each other (a hierarchical model; Gelman and others 2013, Bayesian Data Analysis,
// chapter 5):
//
//	the rate of a question    ~ Beta(s m, s(1-m)), m the level of its standard
//	the level of a standard   ~ Beta(S l, S(1-l)), l the level of the inspection
//	the level of an inspection ~ the prior
//
// s and S are worth so many cases: the larger they are, the nearer the rates lie to each
// other. Each has a prior of its own (see spreads). Levels and spreads are on a grid, so
// that sums over it are exact.
type tying struct {
	standards []*tiedStandard
	// hyper are the likeliest s, S and l.
	hyper []hyper
}

// A hyper is an s, an S and an l with their posterior chance.
type hyper struct {
	spread int // the place of s in spreads
	about  int // the place of S and l in about
	chance float64
}

// A tiedStandard is one standard with the questions that have a count.
type tiedStandard struct {
	askedStandard
	judged     bool
	share      float64     // of what it says of the inspection's level that is its own: see learn
	likelihood [][]float64 // by s and level; the greatest is 1
	evidence   [][]float64 // by s, and S and l: the average likelihood over levels
	nodes      []node
	rated      [][][]float64 // by s and level, where there is a node: the chance of each rating
}

// A node is a level and a spread, with their posterior chance for one standard.
type node struct {
	spread, level int // places in spreads and levels
	chance        float64
}

const (
	gridLevels = 48
	// leftOut is the chance of all levels and spreads together that are left out.
	leftOut = 1e-6
	// noSpread is the prior chance that questions, or standards, do not differ at all.
	noSpread = 0.05
)

// spreads are the grid of s and of S, each with its prior chance. They are even on the
// scale of the standard deviation, which is about 1/sqrt(s) (Gelman 2006, Prior
// distributions for variance parameters); the last stands for no spread.
var spreads, spreadPrior = func() (s, prior []float64) {
	sum := 0.0
	for v := 1.0; v <= 1024; v *= 2 {
		s, prior = append(s, v), append(prior, 1/math.Sqrt(v))
		sum += 1 / math.Sqrt(v)
	}
	for i := range prior {
		prior[i] *= (1 - noSpread) / sum
	}
	return append(s, 1<<14), append(prior, noSpread)
}()

// levels are even on the scale of the arcsine, so that under Jeffreys' prior each is as
// likely as another (Gauss-Chebyshev quadrature).
var levels = func() []float64 {
	at := make([]float64, gridLevels)
	for i := range at {
		sin := math.Sin((float64(i) + 0.5) * math.Pi / (2 * gridLevels))
		at[i] = sin * sin
	}
	return at
}()

// about gives the chances of the levels, by S and l.
var about = sync.OnceValue(func() [][]float64 {
	var all [][]float64
	for _, s := range spreads {
		for _, l := range levels {
			all = append(all, onLevels(Prior{s * l, s * (1 - l)}))
		}
	}
	return all
})

// onLevels puts a Beta law on the levels.
func onLevels(p Prior) []float64 {
	chances := make([]float64, gridLevels)
	for i, l := range levels {
		chances[i] = (p.Yes-0.5)*math.Log(l) + (p.No-0.5)*math.Log1p(-l)
	}
	return fromLogs(chances)
}

// fromLogs turns logarithms of weights into chances.
func fromLogs(logs []float64) []float64 {
	most, sum := slices.Max(logs), 0.0
	for i := range logs {
		logs[i] = math.Exp(logs[i] - most)
		sum += logs[i]
	}
	for i := range logs {
		logs[i] /= sum
	}
	return logs
}

// tie learns the levels and spreads from the results of all questions with a count.
func (e *estimator) tie() *tying {
	if e.tying != nil {
		return e.tying
	}
	e.tying = &tying{}
	group := map[string][]int{}
	for at, q := range e.Rules.Questions() {
		if !q.Information {
			group[q.Group] = append(group[q.Group], at)
		}
	}
	for i, st := range e.Rules.Standards {
		k := &tiedStandard{askedStandard: askedStandard{at: i}}
		_, k.judged = e.Inspection.Judged[st.ID]
		for _, q := range st.Questions {
			if e.Results[q.Place].HasCount() && e.foretells(q.Place) {
				k.questions = append(k.questions, q.Place)
			}
		}
		if len(k.questions) > 0 {
			own := e.designEffect(st.Group, k.questions)
			k.share = min(1, own/e.designEffect(st.Group, group[st.Group]))
			k.learn(e.logEvidence, own)
			e.tying.standards = append(e.tying.standards, k)
		}
	}
	e.tying.learn(e.o.Prior)
	return e.tying
}

// learn finds the likelihood of each level with each spread. Each question's is
// beta-binomial. Where answers to the questions of a case go together they say less, and
// the likelihood is raised to 1/effect (Ribatet, Cooley and Davison 2012, Bayesian
// inference from composite likelihoods: the adjustment of magnitude).
func (k *tiedStandard) learn(evidence func(q int, prior Prior) float64, effect float64) {
	most := math.Inf(-1)
	for i, s := range spreads {
		k.likelihood = append(k.likelihood, make([]float64, gridLevels))
		for j, l := range levels {
			log := 0.0
			for _, q := range k.questions {
				log += evidence(q, Prior{s * l, s * (1 - l)})
			}
			k.likelihood[i][j] = log / effect
			most = max(most, log/effect)
		}
	}
	for i, row := range k.likelihood {
		for j := range row {
			row[j] = math.Exp(row[j] - most)
		}
		k.evidence = append(k.evidence, make([]float64, len(about())))
		for h, chances := range about() {
			k.evidence[i][h] = dot(row, chances) + math.SmallestNonzeroFloat64
		}
	}
}

// learn finds the posterior chances of spreads and levels. What a standard says of s by
// itself counts as in its own likelihood. What it says of S and l counts for its share,
// the design effect of its own questions over that of all questions of the group, as its
// cases are those of the group's other standards.
func (t *tying) learn(prior Prior) {
	logs, top := make([]float64, 0, len(spreads)*len(about())), onLevels(prior)
	before := make([]float64, len(about())) // the prior chances of S and l
	for h := range before {
		before[h] = spreadPrior[h/gridLevels]*top[h%gridLevels] + math.SmallestNonzeroFloat64
	}
	for i := range spreads {
		own := 0.0 // what all standards say of s by themselves
		for _, k := range t.standards {
			own += (1 - k.share) * math.Log(dot(k.evidence[i], before))
		}
		for h := range before {
			log := own + math.Log(spreadPrior[i]) + math.Log(before[h])
			for _, k := range t.standards {
				log += k.share * math.Log(k.evidence[i][h])
			}
			logs = append(logs, log)
		}
	}
	for at, chance := range likeliest(fromLogs(logs)) {
		t.hyper = append(t.hyper, hyper{at / len(about()), at % len(about()), chance})
	}
	for _, k := range t.standards {
		k.findNodes(t.hyper)
	}
}

// likeliest gives the places with the greatest chances, without the least ones that
// together have the chance leftOut, in order, each with its share of the chance that
// stays.
func likeliest(chances []float64) iter.Seq2[int, float64] {
	order := make([]int, len(chances))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(chances[a], chances[b]) })
	first, left := 0, 0.0
	for ; left+chances[order[first]] < leftOut; first++ {
		left += chances[order[first]]
	}
	kept := order[first:]
	slices.Sort(kept)
	return func(yield func(int, float64) bool) {
		for _, at := range kept {
			if !yield(at, chances[at]/(1-left)) {
				return
			}
		}
	}
}

// findNodes finds the posterior chances of the standard's own level with each spread.
func (k *tiedStandard) findNodes(hypers []hyper) {
	chances := make([]float64, len(spreads)*gridLevels)
	for _, h := range hypers {
		share := h.chance / k.evidence[h.spread][h.about]
		for j, c := range about()[h.about] {
			chances[h.spread*gridLevels+j] += share * c * k.likelihood[h.spread][j]
		}
	}
	for at, chance := range likeliest(chances) {
		k.nodes = append(k.nodes, node{at / gridLevels, at % gridLevels, chance})
	}
}

// prior is what a node says of a question before its own answers.
func (n node) prior() Prior {
	s, l := spreads[n.spread], levels[n.level]
	return Prior{s * l, s * (1 - l)}
}

// designEffect is by how much the variance of the sum of some questions' shares is larger
// than with independent answers (Kish 1965), at least 1; 1 where cases are not known.
func (e *estimator) designEffect(group string, questions []int) float64 {
	if !e.byCase(group) {
		return 1
	}
	together, apart := 0.0, 0.0
	for _, c := range e.Inspection.Results.Grid.Cases {
		if c.Group != group {
			continue
		}
		sum := 0.0
		for _, q := range questions {
			off := 0.0
			switch r := e.Results[q]; {
			case c.Answers[q] == discretion.NA || !r.HasCount() || e.Scales[q].HasPoints():
				continue
			case c.Answers[q] == discretion.Yes:
				off = float64(r.Of-r.Yes) / (float64(r.Of) * float64(r.Of))
			default:
				off = -float64(r.Yes) / (float64(r.Of) * float64(r.Of))
			}
			sum += off
			apart += off * off
		}
		together += sum * sum
	}
	if apart == 0 {
		return 1
	}
	return max(1, together/apart)
}

func logBeta(a, b float64) float64 {
	x, _ := math.Lgamma(a)
	y, _ := math.Lgamma(b)
	z, _ := math.Lgamma(a + b)
	return x + y - z
}

func dot(a, b []float64) float64 {
	sum := 0.0
	for i, x := range a {
		sum += x * b[i]
	}
	return sum
}
