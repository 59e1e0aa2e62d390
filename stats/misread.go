package stats

import (
	"errors"
	"fmt"
)

// Misreading is how often readers are taken to be wrong, each answer independently of
// the others. The zero value is reading without error.
type Misreading struct {
	WrongYes float64 // share of true no cases that are read as yes, from 0 below 1
	WrongNo  float64 // share of true yes cases that are read as no, from 0 below 1
}

// MaxMisread is the largest sample that [MisreadInterval] takes; its work grows with the
// cube of it.
const MaxMisread = 1000

// A MisreadLimits is an interval for the true share of yes cases, where cases were misread.
type MisreadLimits struct {
	Interval
	Misreading
	// Corrected is the share of yes cases that the readings are most like: (x/n - WrongYes) /
	// (1 - WrongYes - WrongNo), cut to 0..1 (Rogan, W. J. and Gladen, B. (1978), Estimating
	// prevalence from the results of a screening test, American Journal of Epidemiology 107).
	Corrected float64
	// LowRates and HighRates are the rates that the low and the high limit are of, and
	// CountConfidence the level of the count: with rates that were found, see [MisreadShare].
	LowRates, HighRates Misreading
	CountConfidence     float64
}

// Check reports rates that are none, or by which an answer says nothing of its case.
func (m Misreading) Check() error {
	for _, r := range []float64{m.WrongYes, m.WrongNo} {
		if !(r >= 0 && r < 1) {
			return fmt.Errorf("stats: a rate of wrong answers has to be at least 0 and below 1, got %v", r)
		}
	}
	if m.WrongYes+m.WrongNo >= 1 {
		return errors.New("stats: wrong yes and wrong no together have to be below 100%; else a yes is no sign of a yes")
	}
	return nil
}

// MisreadInterval returns limits for the true share of yes cases from Yes that were read
// as yes, and [Exact] ones alone. A number K of true yes cases among the population lies within
// them unless so many answers of yes, or so few, have a chance of at most half of 1 - confidence,
// where the true yes cases of the sample are hypergeometric and each is misread by itself:
// the test of Katz (1953) with the law of the answers in place of that of the cases. So they hold
// the truth at least as often as the confidence says, if the rates are true and the sample is
// simple random. Without a population the limits of Clopper and Pearson (1934) for the share
// that is read as yes are carried over.
//
// Where the answers are fewer or more than the rates leave likely for any K, both limits
// are the end nearest to them, and a warning says so.
func MisreadInterval(spec IntervalSpec, m Misreading) (MisreadLimits, error) {
	out := MisreadLimits{Interval: Interval{IntervalSpec: spec, Guaranteed: true}, Misreading: m, LowRates: m,
		HighRates: m, CountConfidence: spec.Confidence}
	if spec.Method != Exact {
		return out, fmt.Errorf("stats: limits for misread cases are exact ones, not %s", spec.Method)
	}
	if err := m.Check(); err != nil {
		return out, err
	}
	l, err := checkMethod(spec.Method, spec.Of, spec.Population, spec.Confidence)
	if err != nil {
		return out, err
	}
	if err := checkYes(spec.Yes, spec.Of); err != nil {
		return out, err
	}
	if spec.Of > MaxMisread {
		return out, fmt.Errorf("stats: limits for misread cases are worked out for samples of up to %d cases, got %d", MaxMisread, spec.Of)
	}
	out.Corrected = m.Correct(float64(spec.Yes) / float64(spec.Of))
	if m == (Misreading{}) {
		out.Interval, err = IntervalFor(spec)
		return out, err
	}
	if spec.Population == Infinite {
		read, err := IntervalFor(spec)
		out.Low, out.High = m.Correct(read.Low), m.Correct(read.High)
		out.doubt(m.likely(read.Low, read.High))
		return out, err
	}
	low, high := m.answers(spec.Of).counts(spec, l.alpha/2)
	out.doubt(low <= high)
	out.setCounts(kept(low, high, spec.Population))
	return out, nil
}

// kept is limits as they are, or the end of 0..N nearest to where they should be if there
// are none.
func kept(low, high, N int) (int, int) {
	switch {
	case low <= high:
		return low, high
	case low > N:
		return N, N
	}
	return 0, 0
}

// Correct carries a share that is read as yes over to the true one, cut to 0..1.
func (m Misreading) Correct(share float64) float64 {
	return clamp((share-m.WrongYes)/(1-m.WrongYes-m.WrongNo), 0, 1)
}

// likely tells whether some share between two, of answers of yes, is possible.
func (m Misreading) likely(low, high float64) bool { return high >= m.WrongYes && low <= 1-m.WrongNo }

// doubt warns of answers that do not go with the rates.
func (l *MisreadLimits) doubt(likely bool) {
	if !likely {
		l.Warnings.Add("rates-doubtful", "check the rates of wrong answers",
			"with these rates, %d yes of %d would be unlikely whatever the truth", l.Yes, l.Of)
	}
}

// readings has for each number t of true yes cases among n the law of their answers of yes:
// t of them are yes with 1 - WrongNo, the others with WrongYes.
type readings [][]float64

func (m Misreading) answers(n int) readings {
	laws := make(readings, n+1)
	for t := range laws {
		laws[t] = make([]float64, n+1)
		right, wrong := Binomial{t, 1 - m.WrongNo}, Binomial{n - t, m.WrongYes}
		taken := make([]float64, n-t+1)
		for j := range taken {
			taken[j] = wrong.prob(j)
		}
		for i := range t + 1 {
			p := right.prob(i)
			for j, q := range taken {
				laws[t][i+j] += p * q
			}
		}
	}
	return laws
}

// counts returns the least and the greatest number of true yes cases that the answers
// leave; the first is above the second where there is none.
func (laws readings) counts(spec IntervalSpec, half float64) (low, high int) {
	above, below := laws.tails(spec.Yes)
	return leastYes(above, spec.Population, half), mostYes(below, spec.Population, half)
}

// leastYes is the least number of true yes cases among N for which so many answers of yes are
// not rare, from their chance by the true yes cases of the sample; N+1 where there is none. Both
// tails change in one direction with that number, since wrong answers are the fewer ones.
func leastYes(above []float64, N int, half float64) int {
	return firstWhere(N+1, func(K int) bool { return over(Hypergeometric{N, K, len(above) - 1}, above) > half*(1+tailTie) })
}

// mostYes is the greatest for which so few are not rare; -1 where there is none.
func mostYes(below []float64, N int, half float64) int {
	return firstWhere(N+1, func(K int) bool { return over(Hypergeometric{N, K, len(below) - 1}, below) <= half*(1+tailTie) }) - 1
}

// over is the mean of what goes with each number of yes cases in a sample.
func over(h Hypergeometric, of []float64) (mean float64) {
	for t := h.least(); t <= h.most(); t++ {
		mean += h.prob(t) * of[t]
	}
	return mean
}

// Tail is the chance of at least as many answers of yes as there were, or of at most as
// many, where K cases of the population are truly yes.
func (l MisreadLimits) Tail(K int, upper bool) float64 {
	chances, _ := l.LowRates.answers(l.Of).tails(l.Yes)
	if !upper {
		_, chances = l.HighRates.answers(l.Of).tails(l.Yes)
	}
	return over(Hypergeometric{l.Population, K, l.Of}, chances)
}

// firstWhere is the least whole number below end from which something is so on, by halving;
// end where it is nowhere.
func firstWhere(end int, so func(int) bool) (first int) {
	for first < end {
		if middle := (first + end) / 2; so(middle) {
			end = middle
		} else {
			first = middle + 1
		}
	}
	return end
}

// tails returns for each number of true yes cases the chance of at least x answers of yes,
// and of at most x.
func (laws readings) tails(x int) (above, below []float64) {
	above, below = make([]float64, len(laws)), make([]float64, len(laws))
	for t, law := range laws {
		for y, p := range law {
			if y >= x {
				above[t] += p
			}
			if y <= x {
				below[t] += p
			}
		}
	}
	return above, below
}

// mostMisreadSteps bounds the work of [MisreadCoverage].
const mostMisreadSteps = 30_000_000

// MisreadCoverage is the least chance, whatever the number of true yes cases, that the limits of
// [MisreadInterval] hold it, counted out. It is false without a population and where
// that would be too much work.
func MisreadCoverage(n, N int, confidence float64, m Misreading) (least float64, known bool) {
	if N == Infinite || n > MaxMisread || float64(N)*float64(n)*float64(n) > mostMisreadSteps {
		return 0, false
	}
	laws, lows, highs := m.answers(n), make([]int, n+1), make([]int, n+1)
	for x := range n + 1 {
		low, high := laws.counts(IntervalSpec{Yes: x, Of: n, Population: N}, (1-confidence)/2)
		lows[x], highs[x] = kept(low, high, N)
	}
	least = 1
	for K := range N + 1 {
		h, held := Hypergeometric{N: N, K: K, Draws: n}, 0.0
		for t := h.least(); t <= h.most(); t++ {
			inside := 0.0
			for x, p := range laws[t] {
				if lows[x] <= K && K <= highs[x] {
					inside += p
				}
			}
			held += h.prob(t) * inside
		}
		least = min(least, held)
	}
	return least, true
}
