package stats

import (
	"hash/crc32"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

type formulaRow struct {
	N          int
	Level, E   float64
	Z, N0      float64
	RawLessOne float64 `json:"n_raw_n0m1"`
	CeilA      int     `json:"ceil_n0m1"`
	NearestA   int     `json:"round_n0m1"`
	CeilB      int     `json:"ceil_n0"`
	NearestB   int     `json:"round_n0"`
}

func TestFormulaSizes(t *testing.T) {
	var rows []formulaRow
	readSizeRows(t, "sizes_formula.json", &rows)
	for _, r := range rows {
		spec := SizeSpec{Population: r.N, Confidence: r.Level, Margin: r.E}
		s, err := SampleSize(spec)
		if err != nil || s.Sample != r.CeilA || math.Abs(s.Z-r.Z) > 1e-12 || math.Abs(s.Infinite-r.N0) > 1e-9 {
			t.Errorf("N = %d, %v, %v: %d, z %v, n0 %v, %v; want %+v", r.N, r.Level, r.E, s.Sample, s.Z, s.Infinite, err, r)
		}
		sizes := conventionSizes(t, r.N, spec)
		for _, want := range []ConventionSize{
			{SizeConvention{Rounding: RoundUp}, r.CeilA}, {SizeConvention{Rounding: RoundNearest}, r.NearestA},
			{SizeConvention{OverN: true, Rounding: RoundUp}, r.CeilB}, {SizeConvention{OverN: true, Rounding: RoundNearest}, r.NearestB},
		} {
			if !slices.Contains(sizes, want) {
				t.Errorf("N = %d, %v, %v: %v without %v", r.N, r.Level, r.E, sizes, want)
			}
		}
	}
}

// A size that is whole but for rounding, of one part in 10^12, takes no case more.
func TestRoundUp(t *testing.T) {
	for x, want := range map[float64]float64{
		0: 0, 0.001: 1, 3: 3, 3 + 1e-13: 3, 3 - 1e-13: 3, 3 + 1e-11: 4, 1e6 + 1e-7: 1e6, 1e6 + 1e-5: 1e6 + 1, 38.5: 39,
	} {
		if got := roundUp(x); got != want {
			t.Errorf("%v is rounded up to %v, not %v", x, got, want)
		}
	}
}

// The sizes at 80% and 5 points that published inspections use.
func TestTextbookSizes(t *testing.T) {
	for N, want := range map[int]int{10: 10, 20: 18, 30: 26, 50: 39, 75: 52, 100: 63, 150: 79, 200: 91, 300: 107,
		500: 124, 1000: 142, Infinite: 165} {
		s, err := SampleSize(SizeSpec{Population: N, Confidence: 0.8, Margin: 0.05})
		if err != nil || s.Sample != want || s.StableFrom != want {
			t.Errorf("N = %d: %d, %v, want %d", N, s.Sample, err, want)
		}
	}
}

// Conventions differ from the default as often as a count in R found, over
// N = 1..5000: Form B as epiR and samplingbook have it, rounding at each step
// as the Python package svy does.
func TestHowOftenConventionsDiffer(t *testing.T) {
	want := map[SizeConvention]int{
		{OverN: true, Rounding: RoundUp}:                      421,
		{Rounding: RoundNearest}:                              2394,
		{OverN: true, Rounding: RoundNearest}:                 2798,
		{RoundedZ: true, Rounding: RoundUp}:                   1516,
		{RoundedZ: true, OverN: true, Rounding: RoundUp}:      1917,
		{Rounding: RoundEachStep}:                             3127,
		{RoundedZ: true, Rounding: RoundNearest}:              -1,
		{RoundedZ: true, OverN: true, Rounding: RoundNearest}: -1,
	}
	got := map[SizeConvention]int{}
	for N := 1; N <= 5000; N++ {
		sizes, err := SizesByConvention(SizeSpec{Population: N, Confidence: 0.8, Margin: 0.05})
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range sizes[1:] {
			if s.Sample != sizes[0].Sample {
				got[s.SizeConvention]++
			}
		}
	}
	for c, n := range want {
		if n >= 0 && got[c] != n {
			t.Errorf("%s differs at %d populations, want %d", c, got[c], n)
		}
	}
	if len(want)+1 != len(sizeConventions()) {
		t.Errorf("%d conventions", len(sizeConventions()))
	}
}

// For every N = 2..5000 at 80% and 5 points the default is R PracTools 1.7.5,
// nPropMoe(moe.sw = 1), rounded up, and Form B rounded up is samplingbook 1.2.4,
// sample.size.prop. The sums are the crc32 of their sizes, spaces between.
func TestEverySizeMatchesPeers(t *testing.T) {
	for c, want := range map[SizeConvention]uint32{{Rounding: RoundUp}: 451661217, {OverN: true, Rounding: RoundUp}: 2232257051} {
		var all []string
		for N := 2; N <= 5000; N++ {
			for _, s := range conventionSizes(t, N, SizeSpec{Confidence: 0.8, Margin: 0.05}) {
				if s.SizeConvention == c {
					all = append(all, strconv.Itoa(s.Sample))
				}
			}
		}
		if sum := crc32.ChecksumIEEE([]byte(strings.Join(all, " "))); sum != want {
			t.Errorf("%s: sum %d, want %d", c, sum, want)
		}
	}
}

// One case of a population of one is its size by every convention.
func TestEveryConventionReadsTheOnlyCase(t *testing.T) {
	sizes, err := SizesByConvention(SizeSpec{Population: 1, Confidence: 0.8, Margin: 0.05})
	if err != nil || len(sizes) != 9 {
		t.Fatalf("%v, %v", sizes, err)
	}
	for _, s := range sizes {
		if s.Sample != 1 {
			t.Errorf("%s: %d", s.SizeConvention, s.Sample)
		}
	}
}

// Design effect before the finite correction, response after it, one rounding
// at the end, never more than N.
func TestInflators(t *testing.T) {
	n0 := 1.2815515655446004 * 1.2815515655446004 * 0.25 / 0.0025
	s, err := SampleSize(SizeSpec{Population: 200, Confidence: 0.8, Margin: 0.05, DesignEffect: 1.5, Response: 0.9})
	want := []float64{n0, 1.5 * n0, 1.5 * n0 / (1 + (1.5*n0-1)/200), 1.5 * n0 / (1 + (1.5*n0-1)/200) / 0.9, 123, 123}
	if err != nil || len(s.Steps) != len(want) {
		t.Fatalf("%v, %v", s.Steps, err)
	}
	for i, step := range s.Steps {
		if math.Abs(step.Value-want[i]) > 1e-9 || step.Name == "" {
			t.Errorf("step %d, %s: %v, want %v", i, step.Name, step.Value, want[i])
		}
	}
	if s.Sample != 123 {
		t.Errorf("sample %d", s.Sample)
	}
	if !math.IsNaN(s.AchievedProbability) {
		t.Errorf("a chance of %v with a design effect", s.AchievedProbability)
	}
	s, err = SampleSize(SizeSpec{Population: 50, Confidence: 0.8, Margin: 0.05, Response: 0.5})
	if err != nil || s.Sample != 50 || s.Steps[len(s.Steps)-1].Name != "cap at N" {
		t.Errorf("half respond: %d, %v", s.Sample, err)
	}
	if a, _ := SampleSize(SizeSpec{Population: 50, Confidence: 0.8, Margin: 0.05, Criterion: Estimate, Response: 0.9}); a.Sample != 45 {
		t.Errorf("40 read of %d selected", a.Sample)
	}
}

// Without inflators and rounding the margin of the size is the margin asked
// for; with rounding up it is no wider.
func TestSizeAndMarginAreInverse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		spec := SizeSpec{
			Population:   rapid.IntRange(2, 100_000).Draw(t, "N"),
			Confidence:   rapid.Float64Range(0.5, 0.999).Draw(t, "confidence"),
			Margin:       rapid.Float64Range(0.01, 0.2).Draw(t, "margin"),
			Proportion:   rapid.Float64Range(0.05, 0.95).Draw(t, "proportion"),
			DesignEffect: rapid.Float64Range(0.5, 3).Draw(t, "design effect"),
		}
		s, err := SampleSize(spec)
		if err != nil {
			t.Fatal(err)
		}
		if s.AchievedMargin > s.Margin*(1+1e-9) {
			t.Fatalf("%d cases have a margin of %v, not %v", s.Sample, s.AchievedMargin, s.Margin)
		}
		if s.Sample > 1 {
			less := math.Sqrt(s.DesignEffect) * halfWidth(s.Z, s.Proportion, s.Sample-1, s.Population)
			if less <= s.Margin*(1-1e-9) {
				t.Fatalf("%d cases would have a margin of %v", s.Sample-1, less)
			}
		}
	})
}

func TestImpliedPopulations(t *testing.T) {
	var rows []struct {
		N        int `json:"n"`
		Level, E float64
		CeilA    []int `json:"ceil_n0m1"`
		NearestA []int `json:"round_n0m1"`
		CeilB    []int `json:"ceil_n0"`
		NearestB []int `json:"round_n0"`
	}
	readSizeRows(t, "sizes_implied_populations.json", &rows)
	for _, r := range rows {
		implied, err := Implied(r.N, SizeSpec{Confidence: r.Level, Margin: r.E})
		if err != nil {
			t.Fatal(err)
		}
		for i, want := range [][]int{r.CeilA, r.NearestA, r.CeilB, r.NearestB} {
			if got := implied[i]; got.None || got.Low != want[0] || got.High != want[1] {
				t.Errorf("%d, %s: %+v, want %v", r.N, got.SizeConvention, got, want)
			}
		}
	}
}

func TestImpliedByKnownSizes(t *testing.T) {
	spec := SizeSpec{Confidence: 0.8, Margin: 0.05}
	for _, c := range []struct {
		n, convention, low, high int
	}{
		{39, 0, 50, 50}, {39, 1, 50, 51}, {39, 2, 50, 51}, {39, 3, 51, 52}, {148, 0, 1393, 1487},
		{164, 0, 21503, 112747}, {164, 1, 36192, Infinite}, {165, 0, 112748, Infinite},
	} {
		implied, err := Implied(c.n, spec)
		if err != nil || implied[c.convention].None || implied[c.convention].Low != c.low || implied[c.convention].High != c.high {
			t.Errorf("%+v: %+v, %v", c, implied[c.convention], err)
		}
	}
	for _, n := range []int{166, 1000} {
		implied, err := Implied(n, spec)
		if err != nil || !implied[0].None {
			t.Errorf("%d: %+v, %v", n, implied[0], err)
		}
	}
	if _, err := Implied(0, spec); err == nil {
		t.Error("a sample of 0 is accepted")
	}
}

// Every population within the limits gives the size and their neighbours do
// not.
func TestImpliedIsTheInverseOfSize(t *testing.T) {
	fits := map[ConventionSize][]int{}
	for N := 1; N <= 800; N++ {
		for _, s := range conventionSizes(t, N, SizeSpec{Confidence: 0.8, Margin: 0.05, Response: 0.9}) {
			fits[s] = append(fits[s], N)
		}
	}
	for n := 1; n <= 170; n++ {
		implied, err := Implied(n, SizeSpec{Confidence: 0.8, Margin: 0.05, Response: 0.9})
		if err != nil {
			t.Fatal(err)
		}
		for _, i := range implied {
			all := fits[ConventionSize{i.SizeConvention, n}]
			switch {
			case i.None || i.Low > 800:
				if len(all) > 0 {
					t.Errorf("%d, %s: none, but %v", n, i.SizeConvention, all)
				}
			case len(all) == 0 || all[0] != i.Low || i.High != Infinite && i.High <= 800 && all[len(all)-1] != i.High:
				t.Errorf("%d, %s: %d..%d, but %v", n, i.SizeConvention, i.Low, i.High, all)
			}
		}
	}
}

func conventionSizes(t *testing.T, population int, spec SizeSpec) []ConventionSize {
	t.Helper()
	spec.Population = population
	sizes, err := SizesByConvention(spec)
	if err != nil {
		t.Fatal(err)
	}
	return sizes
}

// 65 cases are not the size of a group of 50 by any convention; 39 of 51 are by
// some.
func TestConventionsThatGiveASize(t *testing.T) {
	given := func(sample, population int) (names []string) {
		for _, s := range conventionSizes(t, population, SizeSpec{Confidence: 0.8, Margin: 0.05}) {
			if s.Sample == sample {
				names = append(names, s.String())
			}
		}
		return names
	}
	if found := given(65, 50); len(found) != 0 {
		t.Errorf("65 of 50: %v", found)
	}
	if found := given(39, 51); len(found) == 0 || found[0] != "exact z, N-1, nearest" {
		t.Errorf("39 of 51: %v", found)
	}
}

// A confidence so low that the size is below the least number there is gives one case, from one case too.
func TestSizesBelowEveryNumber(t *testing.T) {
	for _, N := range []int{1, 2, 50, Infinite} {
		s, err := SampleSize(SizeSpec{Population: N, Confidence: 1e-300, Margin: 0.05})
		if err != nil || s.Sample != 1 {
			t.Errorf("from %d: %d, %v", N, s.Sample, err)
		}
	}
}

func TestSizeErrors(t *testing.T) {
	good := SizeSpec{Population: 50, Confidence: 0.8, Margin: 0.05}
	for _, c := range []struct {
		change func(*SizeSpec)
		want   string
	}{
		{func(s *SizeSpec) { s.Confidence = 0 }, "confidence has to be above 0"},
		{func(s *SizeSpec) { s.Confidence = 1 }, "confidence"},
		{func(s *SizeSpec) { s.Margin = 0 }, "margin"},
		{func(s *SizeSpec) { s.Margin = math.NaN() }, "margin"},
		{func(s *SizeSpec) { s.Proportion = 1 }, "proportion"},
		{func(s *SizeSpec) { s.Population = -1 }, "population"},
		{func(s *SizeSpec) { s.DesignEffect = -1 }, "design effect"},
		{func(s *SizeSpec) { s.DesignEffect = math.Inf(1) }, "design effect"},
		{func(s *SizeSpec) { s.Response = 1.1 }, "response"},
		{func(s *SizeSpec) { s.Criterion = "best" }, `no criterion "best"`},
		{func(s *SizeSpec) { s.Rounding = "down" }, `no rounding "down"`},
		{func(s *SizeSpec) { s.Criterion, s.Population = Estimate, Infinite }, "needs its size"},
		{func(s *SizeSpec) { s.Criterion, s.DesignEffect = IntervalWidth, 2 }, "no design effect"},
		{func(s *SizeSpec) { s.Criterion, s.Rounding = Estimate, RoundNearest }, "no other rounding"},
		{func(s *SizeSpec) { s.Criterion, s.Population, s.Margin = Estimate, 300_000, 0.001 }, "more than 14000 cases"},
		{func(s *SizeSpec) { s.Criterion, s.Population, s.Margin = IntervalWidth, 20_000, 0.005 },
			"more than 4000 cases; widen the margin or use the criterion estimate"},
		{func(s *SizeSpec) { s.Criterion, s.Population, s.Margin = IntervalWidth, 300_000, 0.01 }, "more than 4000 cases"},
		{func(s *SizeSpec) { s.Population, s.Margin = Infinite, 1e-6 }, "wider margin"},
	} {
		spec := good
		c.change(&spec)
		if _, err := SampleSize(spec); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%+v: error %v, want %q", spec, err, c.want)
		}
	}
}

func TestSizeWarnings(t *testing.T) {
	codes := func(spec SizeSpec) string {
		s, err := SampleSize(spec)
		if err != nil {
			t.Fatal(err)
		}
		var all []string
		for _, w := range s.Warnings {
			all = append(all, w.Code)
		}
		return strings.Join(all, " ")
	}
	for _, c := range []struct {
		spec SizeSpec
		want string
	}{
		{SizeSpec{Population: 50, Confidence: 0.8, Margin: 0.05}, "not-guaranteed"},
		{SizeSpec{Population: 50, Confidence: 0.8, Margin: 0.05, Criterion: Estimate}, ""},
		{SizeSpec{Population: 250, Confidence: 0.8, Margin: 0.05, Criterion: Estimate}, "not-stable"},
		{SizeSpec{Population: 10, Confidence: 0.8, Margin: 0.05}, "census"},
		{SizeSpec{Confidence: 0.8, Margin: 0.05}, "no-population"},
		{SizeSpec{Population: 1_000_000_000, Confidence: 0.8, Margin: 0.0001}, "chance-not-counted"},
		{SizeSpec{Population: 1_000_000, Confidence: 0.8, Margin: 0.001}, "chance-not-counted"},
	} {
		if got := codes(c.spec); got != c.want {
			t.Errorf("%+v: %q, want %q", c.spec, got, c.want)
		}
	}
}
