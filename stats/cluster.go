package stats

import (
	"errors"
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// A ClusterShare is what several cases each of some managers, or other clusters, say of
// one question.
type ClusterShare struct {
	Clusters   int // with a case
	Yes, Of    int
	Proportion float64 // of all cases
	// SE takes the clusters to be drawn from very many, as survey's svymean does; DF is
	// the clusters less one.
	SE float64
	DF int
	// Between is the share of the variance that lies between clusters, the intraclass
	// correlation; below 0 where cases of one cluster are less alike than of others.
	Between                 float64
	BetweenLow, BetweenHigh float64 // approximate limits; from -1/(mean size - 1) to 1
	MeanSize                float64 // the size of a cluster that Between goes by
	// BetweenSquare and WithinSquare are the mean squares of the analysis of variance.
	BetweenSquare, WithinSquare float64
	// CaseSize is the size of an average case's cluster, sum of n_i^2 / n, not below the mean.
	CaseSize float64
	// DesignEffect is 1 + (CaseSize - 1) Between: the variance of the share beside that of as
	// many cases of as many clusters (Kish, L. (1987), Weighting in Deft², The Survey
	// Statistician; Gabler, S., Häder, S. and Lahiri, P. (1999), Survey Methodology 25).
	DesignEffect float64
	// Low and High are limits of the proportion that allow for the clusters: survey's
	// svyciprop with method "beta". They are not guaranteed.
	Low, High float64
}

// ErrOneEach says that no cluster has two cases, or all cases are of one, so that nothing
// tells clusters from cases.
var ErrOneEach = errors.New("stats: no cluster has two cases, or there is one alone, so that clusters cannot be told from cases")

// ClusterShareOf works out what clusters do to a share, each with its yes cases and its
// cases. Between is the analysis of variance estimator for yes/no answers with unequal
// clusters,
//
//	(MSB - MSW) / (MSB + (n0 - 1) MSW),   n0 = (n - sum of n_i^2 / n) / (k - 1)
//
// (Donner 1986, A review of inference procedures for the intraclass correlation
// coefficient, International Statistical Review 54; Ridout, Demetrio and Firth 1999,
// Biometrics 55, find it among the best of twenty for binary answers), and its limits are
// those of the F distribution with n0 for the size of a cluster (Searle 1971; Thomas and
// Hultquist 1978), which are made for answers on a scale and approximate for yes and no.
// The standard error is the linearised one of survey 4.1's svymean with clusters, without
// a finite population correction.
func ClusterShareOf(clusters []DrawnShare, confidence float64) (ClusterShare, error) {
	if err := checkShares(namedShare{"confidence", confidence}); err != nil {
		return ClusterShare{}, err
	}
	s := ClusterShare{}
	squares := 0.0
	for _, c := range clusters {
		if err := checkYes(c.Yes, c.Of); err != nil {
			return ClusterShare{}, err
		}
		if c.Of > 0 {
			s.Clusters, s.Yes, s.Of = s.Clusters+1, s.Yes+c.Yes, s.Of+c.Of
			squares += float64(c.Of) * float64(c.Of)
		}
	}
	k, n := float64(s.Clusters), float64(s.Of)
	if s.Clusters < 2 || s.Of == s.Clusters {
		return s, ErrOneEach
	}
	s.Proportion, s.DF = float64(s.Yes)/n, s.Clusters-1
	between, within, residuals := 0.0, 0.0, 0.0
	for _, c := range clusters {
		if c.Of == 0 {
			continue
		}
		size := float64(c.Of)
		p := float64(c.Yes) / size
		between += size * (p - s.Proportion) * (p - s.Proportion)
		within += size * p * (1 - p)
		residual := float64(c.Yes) - s.Proportion*size
		residuals += residual * residual
	}
	s.MeanSize = (n - squares/n) / (k - 1)
	s.SE = math.Sqrt(k/(k-1)*residuals) / n
	msb, msw := between/(k-1), within/(n-k)
	s.BetweenSquare, s.WithinSquare = msb, msw
	if msb+msw == 0 { // all yes or all no
		return s, ErrOneEach
	}
	s.Between = (msb - msw) / (msb + (s.MeanSize-1)*msw)
	s.CaseSize = squares / n
	s.DesignEffect = 1 + (s.CaseSize-1)*s.Between
	s.betweenLimits(msb, msw, confidence)
	s.Low, s.High = s.Proportion, s.Proportion
	if s.SE > 0 {
		e := ProportionEstimate{Yes: s.Yes, Of: s.Of, Proportion: s.Proportion, SE: s.SE, DF: s.DF,
			EffectiveSample: s.Proportion * (1 - s.Proportion) / (s.SE * s.SE)}
		s.Low, s.High = e.betaLimits(confidence)
	}
	return s, nil
}

// betweenLimits sets the limits of the share of variance between clusters.
func (s *ClusterShare) betweenLimits(msb, msw, confidence float64) {
	if msw == 0 { // every cluster is all yes or all no
		s.BetweenLow, s.BetweenHigh = 1, 1
		return
	}
	f, k, n := msb/msw, float64(s.Clusters), float64(s.Of)
	upper := (1 + confidence) / 2
	low := f / distuv.F{D1: k - 1, D2: n - k}.Quantile(upper)
	high := f * distuv.F{D1: n - k, D2: k - 1}.Quantile(upper)
	s.BetweenLow = (low - 1) / (low + s.MeanSize - 1) // from -1/(mean size - 1), where low is 0, to below 1
	s.BetweenHigh = (high - 1) / (high + s.MeanSize - 1)
}
