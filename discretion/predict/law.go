package predict

import (
	"fmt"

	"onecase/discretion"
	"onecase/discretion/rules"
	"onecase/stats"
)

// A law is the distribution of a whole number, P(X = from+i) = p[i], without thin
// tails.
type law struct {
	from int
	p    []float64
}

// thin is the probability, relative to the greatest, below which tails are left off.
const thin = 1e-19

// certainly is the law of a known number.
func certainly(x int) law { return law{x, []float64{1}} }

// span is the least and the greatest number that is not thin.
func (l law) span() (least, most int) { return l.from, l.from + len(l.p) - 1 }

// unimodal makes a law on low..high from its mode and the ratio f(x+1)/f(x), which
// falls on both sides. It adds up to 1, with an error of some rounding units.
func unimodal(low, high, mode int, ratio func(x float64) float64) law {
	mode = min(max(mode, low), high)
	below := []float64{}
	for x, f := mode, 1.0; x > low; x-- {
		if f /= ratio(float64(x - 1)); !(f > thin) {
			break
		}
		below = append(below, f)
	}
	l := law{from: mode - len(below), p: make([]float64, 0, 2*len(below)+1)}
	sum := 1.0
	for i := len(below) - 1; i >= 0; i-- {
		l.p = append(l.p, below[i])
		sum += below[i]
	}
	l.p = append(l.p, 1)
	for x, f := mode, 1.0; x < high; x++ {
		if f *= ratio(float64(x)); !(f > thin) {
			break
		}
		l.p = append(l.p, f)
		sum += f
	}
	for i := range l.p {
		l.p[i] /= sum
	}
	return l
}

// binomialLaw is the number of yes in n cases, each yes with chance p.
func binomialLaw(n int, p float64) law {
	switch {
	case p <= 0 || n == 0:
		return certainly(0)
	case p >= 1:
		return certainly(n)
	}
	N, odds := float64(n), p/(1-p)
	return unimodal(0, n, int(float64(n+1)*p), func(x float64) float64 {
		return (N - x) / (x + 1) * odds
	})
}

// hypergeometricLaw is the number of yes in n cases drawn from N of which K are yes.
func hypergeometricLaw(n, N, K int) law {
	low, high := max(0, n-(N-K)), min(n, K)
	if low == high {
		return certainly(low)
	}
	k, d, rest := float64(K), float64(n), float64(N-K-n)
	return unimodal(low, high, int(stats.Hypergeometric{N: N, K: K, Draws: n}.Mode()), func(x float64) float64 {
		return (k - x) / (x + 1) * ((d - x) / (rest + x + 1))
	})
}

// betaBinomialLaw is the number of yes in n cases whose chance of yes has a
// Beta(alpha, beta) distribution; a beta of 0 makes every case a yes.
func betaBinomialLaw(n int, alpha, beta float64) law {
	if n == 0 || beta == 0 {
		return certainly(n)
	}
	N := float64(n)
	b := stats.BetaBinomial{N: n, Alpha: alpha, Beta: beta}
	if alpha < 1 && beta < 1 { // highest at both ends: no tail is thin
		l := law{p: make([]float64, n+1)}
		for x := range l.p {
			l.p[x] = b.Prob(float64(x))
		}
		return l
	}
	return unimodal(0, n, int(b.Mode()), func(x float64) float64 {
		return (N - x) * (x + alpha) / ((x + 1) * (N - x - 1 + beta))
	})
}

// plus is the law of the sum of two independent numbers.
func (l law) plus(m law) law {
	sum := law{from: l.from + m.from, p: make([]float64, len(l.p)+len(m.p)-1)}
	for i, a := range l.p {
		for j, b := range m.p {
			sum.p[i+j] += a * b
		}
	}
	return sum
}

// A block is a run of neighbouring numbers, represented by its middle.
type block struct {
	at     int
	chance float64
}

// inBlocks groups neighbouring numbers into at most so many blocks.
func (l law) inBlocks(most int) []block {
	width := (len(l.p) + most - 1) / most
	for width%2 == 0 || width%5 == 0 {
		width++ // odd, so that a block has a middle; and not always 5n cases, of which 80% can be whole
	}
	var blocks []block
	for i := 0; i < len(l.p); i += width {
		run := l.p[i:min(i+width, len(l.p))]
		chance := 0.0
		for _, p := range run {
			chance += p
		}
		blocks = append(blocks, block{l.from + i + len(run)/2, chance})
	}
	return blocks
}

// bands gives the chance of each band of this count, in steps, out of some cases.
func (l law) bands(s *rules.Scale, of int) []float64 {
	chances := make([]float64, s.Bands())
	least := make([]int, s.Bands()) // yes answers that reach each band; of+1 where none do
	for b := 1; b < len(least); b++ {
		least[b] = of + 1
		if need, ok := s.Raise(0, of, b); ok {
			least[b] = need
		}
	}
	band, step := 0, s.Step()
	for i, p := range l.p {
		for band+1 < len(least) && (l.from+i)*step >= least[band+1] {
			band++
		}
		chances[band] += p
	}
	return chances
}

// reread is the law of the yes answers when cases that are truly yes and truly no are
// read again: Bin(yes, sensitivity) + Bin(of-yes, 1-specificity). With the chance that
// two inspectors agree for both it is a second inspector's reading. Source: Rogan and
// Gladen (1978), Estimating prevalence from the results of a screening test.
func reread(yes, of int, sensitivity, specificity float64) law {
	return binomialLaw(yes, sensitivity).plus(binomialLaw(of-yes, 1-specificity))
}

// misread is the law of the yes answers in a sample of n from N, of which K are truly
// yes: reread over the hypergeometric number of true ones.
func misread(n, N, K int, sensitivity, specificity float64) law {
	truly, mix := hypergeometricLaw(n, N, K), law{p: make([]float64, n+1)}
	for i, weight := range truly.p {
		found := reread(truly.from+i, n, sensitivity, specificity)
		for j, p := range found.p {
			mix.p[found.from+j] += weight * p
		}
	}
	return mix
}

// Operating is the operating characteristic of the bands: the chance of each, by the
// hypergeometric law of a simple random sample. Source: Dodge and Romig (1929), for
// two.
func Operating(s *rules.Scale, sample, population, yes int) ([]float64, error) {
	switch {
	case s.Bands() == 0:
		return nil, fmt.Errorf("the rules have no bands")
	case population < 1 || population > discretion.MaxCases || yes < 0 || yes > population:
		return nil, fmt.Errorf("%d yes cases in a population of %d is not possible", yes, population)
	case sample < 1 || sample > population:
		return nil, fmt.Errorf("a sample of %d out of %d is not possible", sample, population)
	}
	return hypergeometricLaw(sample, population, yes).bands(s, sample), nil
}
