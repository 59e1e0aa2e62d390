package predict

import (
	"fmt"
	"math"

	"onecase/discretion"
	"onecase/discretion/rules"
	"onecase/stats"
)

// A truth is what the answers to one question, some of which are wrong, say of the cases that are
// truly yes. With T of them among the n that were read and could be misread,
//
//	x = (T - Bin(T, wrong no)) + Bin(n - T, wrong yes)
//
// is the number of answers of yes (Rogan and Gladen 1978). Given their rate all cases of the
// population are alike, so that M of them, of N, have the chances
//
//	P(M | x) ~ BetaBinomial(M; N, a, b) sum over T of Hypergeometric(T; N, M, n) P(x | T)
//
// under the prior Beta(a, b). A rate that was found, Wrong of Of, has a Beta(Wrong + 1/2, Of - Wrong +
// 1/2) law, Jeffreys', so that the binomial laws above are beta-binomial.
type truth struct {
	scale    *rules.Scale
	of, held int
	read     law        // P(x | T), of the true yes cases T among those read; does not add up to 1
	sizes    []trueSize // nil: the population has no end
}

// A trueSize is a number of cases that the question may apply to.
type trueSize struct {
	chance   float64
	all      int // cases that can be yes
	answers  law // P(x | M)
	bandFrom []int
}

// mostTruthSteps bounds the work on the numbers of cases that a question may apply to: where it is
// more, neighbours are taken together.
const mostTruthSteps = 20_000_000

// newTruth takes the answers to a question whose other cases are predicted as p says.
func newTruth(p prediction, held int, rates stats.ErrorRates) *truth {
	t := &truth{scale: p.scale, of: p.of, held: held}
	n := p.of - held
	t.read = readLaw(p.yes, n, rates)
	if p.unread.endless || p.tooMany() {
		return t
	}
	applicable := p.applicable()
	steps := float64(len(t.read.p)) * float64(n+applicable.from+len(applicable.p)) * float64(len(applicable.p))
	most := len(applicable.p)
	if steps > mostTruthSteps {
		most = max(1, int(float64(most)*mostTruthSteps/steps))
	}
	for _, m := range applicable.inBlocks(min(most, mostApplicable)) {
		s := trueSize{chance: m.chance, all: n + m.at}
		s.answers = t.answersOf(n, s.all)
		for k := range s.answers.p {
			s.bandFrom = append(s.bandFrom, p.scale.Band(s.answers.from+k, p.of+m.at))
		}
		t.sizes = append(t.sizes, s)
	}
	return t
}

// readLaw gives the chance of x answers of yes among n, by the true yes cases.
func readLaw(x, n int, rates stats.ErrorRates) law {
	l := law{p: make([]float64, n+1)}
	for t := range l.p {
		missed, taken := wrongLaw(t, rates.No), wrongLaw(n-t, rates.Yes)
		for i, p := range missed.p {
			if at := x - (t - missed.from - i) - taken.from; at >= 0 && at < len(taken.p) {
				l.p[t] += p * taken.p[at]
			}
		}
	}
	return l.trimmed()
}

// wrongLaw is the number of wrong answers among some cases.
func wrongLaw(cases int, rate stats.ErrorRate) law {
	if rate.Of > 0 {
		return betaBinomialLaw(cases, float64(rate.Wrong)+0.5, float64(rate.Of-rate.Wrong)+0.5)
	}
	return binomialLaw(cases, rate.Share)
}

// trimmed leaves thin tails off, and makes the greatest 1. Of chances that are all 0 it is empty.
func (l law) trimmed() law {
	most := 0.0
	for _, p := range l.p {
		most = max(most, p)
	}
	if most == 0 {
		return law{}
	}
	first, last := -1, 0
	for i, p := range l.p {
		if p > thin*most {
			if first < 0 {
				first = i
			}
			last = i
		}
		l.p[i] = p / most
	}
	return law{l.from + first, l.p[first : last+1]}
}

// answersOf is P(x | M) by the true yes cases M of N that can be yes.
func (t *truth) answersOf(n, N int) law {
	l := law{p: make([]float64, N+1)}
	for M := range l.p {
		drawn := hypergeometricLaw(n, N, M)
		for i, p := range drawn.p {
			if at := drawn.from + i - t.read.from; at >= 0 && at < len(t.read.p) {
				l.p[M] += p * t.read.p[at]
			}
		}
	}
	return l.trimmed()
}

// weigh gives the chances of M of N true yes cases given the answers, under a prior, in the places
// of the answers' law, and the logarithm of what they add up to before, but for a constant.
func weigh(prior Prior, N int, answers law) (chances []float64, evidence float64) {
	chances = make([]float64, len(answers.p))
	k := float64(answers.from)
	log := logBeta(prior.Yes+k, prior.No+float64(N)-k) - logBeta(prior.Yes, prior.No)
	most := math.Inf(-1)
	for i, p := range answers.p {
		k = float64(answers.from + i)
		chances[i] = log + math.Log(p)
		most = max(most, chances[i])
		log += math.Log((float64(N) - k) * (k + prior.Yes) / ((k + 1) * (float64(N) - k - 1 + prior.No)))
	}
	sum := 0.0
	for i, c := range chances {
		chances[i] = math.Exp(c - most)
		sum += chances[i]
	}
	for i := range chances {
		chances[i] /= sum
	}
	return chances, most + math.Log(sum)
}

// failing is a prior after the cases that count as failed, and are no.
func (t *truth) failing(prior Prior) Prior { return Prior{prior.Yes, prior.No + float64(t.held)} }

// bands gives the chance of each band of the true share, had every case been read without error.
func (t *truth) bands(prior Prior) []float64 {
	chances := make([]float64, t.scale.Bands())
	if t.sizes == nil {
		read, _ := weigh(t.failing(prior), t.of-t.held, t.read)
		for i, c := range read {
			for b, p := range (prediction{scale: t.scale, prior: prior, yes: t.read.from + i, of: t.of}).endless() {
				chances[b] += c * p
			}
		}
		return chances
	}
	for _, s := range t.sizes {
		all, _ := weigh(t.failing(prior), s.all, s.answers)
		for i, c := range all {
			chances[s.bandFrom[i]] += s.chance * c
		}
	}
	return chances
}

// logEvidence is the logarithm of the chance of the answers under a prior, but for a constant. Cases
// that count as failed are seen to be no.
func (t *truth) logEvidence(prior Prior) float64 {
	_, log := weigh(t.failing(prior), t.of-t.held, t.read)
	return log + logBeta(prior.Yes, prior.No+float64(t.held)) - logBeta(prior.Yes, prior.No)
}

// logEvidence is the logarithm of the chance of the answers to a question under a prior, but for a
// constant.
func (e *estimator) logEvidence(q int, prior Prior) float64 {
	if t := e.truthOf(q); t != nil {
		return t.logEvidence(prior)
	}
	if e.Scales[q].HasPoints() { // it has no rate of yes, and lies about no level
		return 0
	}
	r := e.Results[q]
	return logBeta(prior.Yes+float64(r.Yes), prior.No+float64(r.Of-r.Yes)) - logBeta(prior.Yes, prior.No)
}

// truthOf is what a question's answers say of the truth; nil where they are taken for it.
func (e *estimator) truthOf(q int) *truth {
	if e.o.Rates == nil {
		return nil
	}
	if e.truths == nil {
		e.truths = make([]*truth, len(e.Results))
	}
	if e.truths[q] == nil {
		rates := e.o.Rates.Question(e.Rules.Questions()[q].ID)
		e.truths[q] = newTruth(e.predictionUnder(q, e.o.Prior), e.HeldNo(q), rates)
	}
	return e.truths[q]
}

// checkAnswers refuses rates under which what was found of a question has no chance, whatever the truth.
func (o Options) checkAnswers(a *discretion.Assessor) error {
	if o.Rates == nil {
		return nil
	}
	for q, r := range a.Results {
		id := a.Rules.Questions()[q].ID
		if r.HasCount() && len(readLaw(r.Yes, r.Of-a.HeldNo(q), o.Rates.Question(id)).p) == 0 {
			return fmt.Errorf("%s: with these rates of wrong answers %d yes of %d cannot be, whatever the truth: they are too high", id, r.Yes, r.Of)
		}
	}
	return nil
}

// checkRates refuses rates that do not go with the other options or the results.
func (o Options) checkRates(ins *discretion.Inspection) error {
	switch {
	case o.Rates == nil:
		return nil
	case o.Agreement > 0:
		return fmt.Errorf("a second reading errs as the first did: ask for it or for the truth behind the answers, not both")
	case o.More > 0:
		return fmt.Errorf("what more cases would do is worked out for answers without error: ask for it or for the truth behind the answers, not both")
	}
	for _, r := range ins.Results.Questions {
		if r.Of > stats.MaxMisread {
			return fmt.Errorf("%s was answered for %d cases; the truth behind the answers is worked out for up to %d",
				r.Question, r.Of, stats.MaxMisread)
		}
	}
	return o.Rates.Check(ins.Rules)
}
