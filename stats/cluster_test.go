package stats

import (
	"errors"
	"math"
	"testing"
)

// R 4.2.2 and survey 4.1-1 by testdata/cluster.R: the share with its standard error and
// limits from svymean and svyciprop with ids = ~manager, the rest from anova and qf.
func TestClusterShareAgainstSurvey(t *testing.T) {
	for _, c := range []struct {
		clusters [][2]int
		level    float64
		want     [8]float64 // share, SE, low, high, n0, ICC, its limits
		df       int
	}{
		{[][2]int{{3, 5}, {5, 6}, {1, 4}, {4, 7}, {2, 3}, {6, 8}, {0, 2}}, 0.80, [8]float64{0.600000000000,
			0.080946778518, 0.467016048067, 0.722285627237, 4.866666666667, 0.042390754176, -0.087366026864, 0.331158912544}, 6},
		{[][2]int{{9, 10}, {1, 9}, {8, 10}, {0, 6}, {7, 12}}, 0.95, [8]float64{0.531914893617, 0.160714171660,
			0.111779917749, 0.918565432119, 9.297872340426, 0.462060513379, 0.168974203138, 0.889071465981}, 4},
		{[][2]int{{1, 4}, {2, 4}, {3, 4}, {2, 4}, {1, 4}, {2, 4}}, 0.80, [8]float64{0.458333333333, 0.076829537144,
			0.338089666043, 0.582553943192, 4.000000000000, -0.147540983607, -0.241773735013, 0.123317744579}, 5},
	} {
		var clusters []DrawnShare
		for _, k := range c.clusters {
			clusters = append(clusters, DrawnShare{Yes: k[0], Of: k[1]})
		}
		s, err := ClusterShareOf(clusters, c.level)
		if err != nil {
			t.Fatal(err)
		}
		for i, got := range []float64{s.Proportion, s.SE, s.Low, s.High, s.MeanSize, s.Between, s.BetweenLow, s.BetweenHigh} {
			if math.Abs(got-c.want[i]) > 1e-8 {
				t.Errorf("%v: value %d is %.12f, R has %.12f", c.clusters, i, got, c.want[i])
			}
		}
		// The variance of a sum is that of its pairs: 1 for a case with itself, the correlation
		// for two of one cluster.
		pairs := 0.0
		for _, k := range c.clusters {
			pairs += float64(k[1]) + s.Between*float64(k[1]*(k[1]-1))
		}
		if s.DF != c.df || math.Abs(s.DesignEffect-pairs/float64(s.Of)) > 1e-12 {
			t.Errorf("%+v: design effect by pairs %v", s, pairs/float64(s.Of))
		}
	}
}

// Clusters that are each all yes or all no hold all the variance; without two cases of one
// cluster, or with one cluster, nothing is known.
func TestClusterShareAtTheEnds(t *testing.T) {
	s, err := ClusterShareOf([]DrawnShare{{Yes: 4, Of: 4}, {Yes: 0, Of: 3}, {Yes: 2, Of: 2}}, 0.8)
	if err != nil || s.Between != 1 || s.BetweenLow != 1 || s.BetweenHigh != 1 {
		t.Errorf("%+v, %v", s, err)
	}
	for _, clusters := range [][]DrawnShare{nil, {{Yes: 1, Of: 5}}, {{Yes: 1, Of: 1}, {Yes: 0, Of: 1}},
		{{Yes: 2, Of: 2}, {Yes: 3, Of: 3}}, {{Yes: 0, Of: 0}, {Yes: 1, Of: 3}}} {
		if _, err := ClusterShareOf(clusters, 0.8); !errors.Is(err, ErrOneEach) {
			t.Errorf("%v: %v", clusters, err)
		}
	}
	if _, err := ClusterShareOf([]DrawnShare{{Yes: 3, Of: 2}}, 0.8); err == nil || errors.Is(err, ErrOneEach) {
		t.Error(err)
	}
	if _, err := ClusterShareOf(nil, 1.2); err == nil || errors.Is(err, ErrOneEach) {
		t.Error(err)
	}
}

// Where all clusters have the same share the lower limit is the least that there can be.
func TestClustersAlike(t *testing.T) {
	alike := []DrawnShare{{Yes: 2, Of: 4}, {Yes: 2, Of: 4}, {Yes: 2, Of: 4}}
	if s, err := ClusterShareOf(alike, 0.8); err != nil || math.Abs(s.BetweenLow+1.0/3) > 1e-12 || math.Abs(s.Between+1.0/3) > 1e-12 {
		t.Errorf("%+v, %v", s, err)
	}
}
