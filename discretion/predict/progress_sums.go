package predict

import "math"

// sampleSums are what the predictions of one question of a sample have in common, whatever
// the prior: they are asked for under many levels and spreads.
type sampleSums struct {
	applicable law
	least      [][]int // by the number of answers that apply, and band: the yes answers to come that reach it
}

// mostSums is the most answers to come that are summed up here.
const mostSums = 200

// newSampleSums prepares the predictions of a question; it has no applicable law where
// they are left to prediction.bands.
func newSampleSums(p prediction) *sampleSums {
	s := &sampleSums{}
	if p.unread.endless || p.unread.cases > mostSums {
		return s
	}
	s.applicable = p.applicable()
	for i := range s.applicable.p {
		of, least := p.of+s.applicable.from+i, make([]int, p.scale.Bands())
		for b := 1; b < len(least); b++ {
			least[b] = of + 1
			if need, ok := p.scale.Raise(0, of, b); ok {
				least[b] = need
			}
			least[b] -= p.yes
		}
		s.least = append(s.least, least)
	}
	return s
}

// bands is prediction.bands, by P(x yes of m) = (a)x/x! (b)m-x/(m-x)! / ((a+b)m/m!), with
// rising factorials of a and b, the weights of yes and no.
func (s *sampleSums) bands(p prediction) []float64 {
	if s.least == nil {
		return p.bands()
	}
	alpha, beta := float64(p.yes)+p.prior.Yes, float64(p.of-p.yes)+p.prior.No
	most := s.applicable.from + len(s.least) - 1
	yes, no, all := risingFactors(alpha, most), risingFactors(beta, most), risingFactors(alpha+beta, most)
	if math.IsInf(all[most], 0) {
		return p.bands()
	}
	chances := make([]float64, p.scale.Bands())
	for i, least := range s.least {
		m, band, sum := s.applicable.from+i, 0, 0.0
		weight := s.applicable.p[i] / all[m]
		for x := 0; x <= m; x++ {
			for band+1 < len(least) && x >= least[band+1] {
				chances[band] += sum * weight
				band, sum = band+1, 0
			}
			sum += yes[x] * no[m-x]
		}
		chances[band] += sum * weight
	}
	return chances
}
