package stats

import (
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// Margins at 80% worked by hand: z = 1.2815515655446004.
func TestMargin(t *testing.T) {
	const z = 1.2815515655446004
	for _, c := range []struct {
		n, N int
		p    float64
		want float64
	}{
		{31, 41, 0, z * math.Sqrt(0.25/31*10/40)},
		{4, Infinite, 0, z * 0.25},
		{4, 8, 0, z * math.Sqrt(0.25/4*4/7)},
		{39, 50, 0, z * math.Sqrt(0.25/39*11/49)},
		{39, 50, 0.2, z * math.Sqrt(0.16/39*11/49)},
		{50, 50, 0, 0}, {1, 1, 0, 0}, {1, 2, 0, z * 0.5},
	} {
		m, err := Margin(MarginSpec{Sample: c.n, Population: c.N, Confidence: 0.8, Proportion: c.p})
		if err != nil || math.Abs(m.Margin-c.want) > 1e-12 {
			t.Errorf("%d of %d: %v, %v, want %v", c.n, c.N, m.Margin, err, c.want)
		}
		if (c.N == Infinite) != (len(m.Warnings) == 1) {
			t.Errorf("%d of %d: warnings %v", c.n, c.N, m.Warnings)
		}
		if last := m.Steps[len(m.Steps)-1]; last.Value != m.Margin {
			t.Errorf("%d of %d: the steps end at %v", c.n, c.N, last.Value)
		}
	}
}

func TestMarginErrors(t *testing.T) {
	for _, c := range []struct {
		spec MarginSpec
		want string
	}{
		{MarginSpec{60, 50, 0.8, 0}, "a sample of 60 is larger than its population of 50"},
		{MarginSpec{0, 50, 0.8, 0}, "sample has to be at least 1"},
		{MarginSpec{5, -1, 0.8, 0}, "population"},
		{MarginSpec{5, 50, 0, 0}, "confidence"},
		{MarginSpec{5, 50, 0.8, 1.5}, "proportion"},
	} {
		if _, err := Margin(c.spec); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%+v: error %v, want %q", c.spec, err, c.want)
		}
	}
}

// Four cases of a question, in a group where 26 of 30 were read.
func TestSubsamplePopulation(t *testing.T) {
	least, most, err := SubsamplePopulation(4, 26, 30)
	if err != nil || least != 4 || most != 8 {
		t.Errorf("%d..%d, %v", least, most, err)
	}
	for _, c := range [][3]int{{27, 26, 30}, {-1, 26, 30}, {4, 31, 30}} {
		if _, _, err := SubsamplePopulation(c[0], c[1], c[2]); err == nil {
			t.Errorf("%v: no error", c)
		}
	}
}

// The margin of the most a sub-population can be is the widest of all it can
// be.
func TestWidestSubsampleMargin(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		N := rapid.IntRange(1, 400).Draw(t, "N")
		n := rapid.IntRange(1, N).Draw(t, "n")
		sub := rapid.IntRange(1, n).Draw(t, "sub")
		least, most, err := SubsamplePopulation(sub, n, N)
		if err != nil {
			t.Fatal(err)
		}
		widest := halfWidth(1, 0.5, sub, most)
		for M := least; M <= most; M++ {
			if w := halfWidth(1, 0.5, sub, M); w > widest {
				t.Fatalf("%d of %d is wider than of %d", sub, M, most)
			}
		}
	})
}

func TestMarginOfDifference(t *testing.T) {
	const z = 1.2815515655446004
	first := MarginSpec{Sample: 31, Population: 41, Confidence: 0.8, Proportion: 0.6}
	second := MarginSpec{Sample: 39, Population: 50, Confidence: 0.8, Proportion: 0.7}
	d, err := MarginOfDifference(first, second)
	want := z * math.Sqrt(0.24/31*10/40+0.21/39*11/49)
	if err != nil || math.Abs(d.Margin-want) > 1e-12 || len(d.Warnings) != 0 {
		t.Errorf("%v, %v, want %v", d.Margin, err, want)
	}
	// A census on one side leaves the other's margin; on both, none.
	first.Sample = 41
	alone, _ := Margin(second)
	if d, _ = MarginOfDifference(first, second); math.Abs(d.Margin-alone.Margin) > 1e-15 {
		t.Errorf("census first: %v, want %v", d.Margin, alone.Margin)
	}
	second.Sample = 50
	if d, _ = MarginOfDifference(first, second); d.Margin != 0 {
		t.Errorf("census of both: %v", d.Margin)
	}
	first.Population, second.Population = Infinite, Infinite
	if d, _ = MarginOfDifference(first, second); len(d.Warnings) != 1 {
		t.Errorf("warnings %v", d.Warnings)
	}
	for _, c := range []MarginSpec{{31, 41, 0.9, 0}, {60, 41, 0.8, 0}} {
		if _, err := MarginOfDifference(c, second); err == nil {
			t.Errorf("%+v: no error", c)
		}
		if _, err := MarginOfDifference(second, c); err == nil {
			t.Errorf("%+v second: no error", c)
		}
	}
}

// The variance behind the margin is that of the hypergeometric distribution.
func TestMarginUsesTheSamplingVariance(t *testing.T) {
	for N := 2; N <= 40; N++ {
		for n := 1; n <= N; n++ {
			for K := 1; K < N; K++ {
				h := Hypergeometric{N: N, K: K, Draws: n}
				got := estimateVariance(float64(K)/float64(N), n, N)
				if want := h.Variance() / float64(n*n); math.Abs(got-want) > 1e-14 {
					t.Fatalf("%d of %d with %d: %v, want %v", n, N, K, got, want)
				}
			}
		}
	}
}

// One formula has one source wherever it is used.
func TestStandardErrorsHaveOneSource(t *testing.T) {
	const source = "Cochran 1977, chapter 3"
	spec := MarginSpec{Sample: 31, Population: 41, Confidence: 0.8}
	m, err := Margin(spec)
	if err != nil || m.Steps[0].Source != source {
		t.Errorf("%+v, %v", m.Steps, err)
	}
	d, err := MarginOfDifference(spec, spec)
	if err != nil || d.Steps[0].Source != source || d.Steps[1].Source != source {
		t.Errorf("%+v, %v", d.Steps, err)
	}
	s, err := SizeToDetect(DetectSpec{FirstShare: 0.5, SecondShare: 0.65, SecondPopulation: 50, Confidence: 0.8, Power: 0.8})
	if err != nil || s.Steps[1].Source != source {
		t.Errorf("%+v, %v", s.Steps, err)
	}
}
