package stats

import (
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// code returns the codes of the warnings in one text.
func code(ws []Warning) string {
	var codes []string
	for _, w := range ws {
		codes = append(codes, w.Code)
	}
	return strings.Join(codes, " ")
}

// Where svyciprop gives NaN, or limits without width, there is an answer and a
// warning, whatever the method.
func TestDesignWhereSurveyHasNoAnswer(t *testing.T) {
	for _, c := range []struct {
		name   string
		rows   [][4]int // population, sample, in the domain, yes
		lonely Lonely
		codes  string
		method Method // "": the one asked for
		low    float64
		high   float64
	}{
		{name: "every case yes, one stratum", rows: [][4]int{{20, 8, 8, 8}}, codes: "no-variation", method: Combined,
			// M = 16: C(4,0)C(16,8)/C(20,8) = 0.102; M = 15: 0.051.
			low: 16.0 / 20, high: 1},
		{name: "no case yes, two strata", rows: [][4]int{{5, 2, 2, 0}, {4, 2, 2, 0}}, codes: "no-variation", method: Combined,
			// 3 of 9: 0.3 * 0.5 at 2 + 1; of 4: 0.1 * 0.5, 0.3 * 1/6 or less.
			low: 0, high: 3.0 / 9},
		{name: "every case of a domain yes", rows: [][4]int{{50, 20, 4, 4}}, codes: "no-variation", method: DesignBeta,
			low: math.Pow(0.1, 1.0/4), high: 1},
		// R's qbeta with a size of n (qt(0.1, n-1)/qt(0.1, n-strata))^2, as svyciprop has it.
		{name: "every case of a domain yes, two strata", rows: [][4]int{{50, 20, 4, 4}, {40, 10, 3, 3}}, codes: "no-variation",
			method: DesignBeta, low: 0.707755696367769, high: 1},
		{name: "no case of a domain yes, three strata", rows: [][4]int{{50, 20, 5, 0}, {40, 10, 2, 0}, {9, 4, 2, 0}}, codes: "no-variation",
			method: DesignBeta, low: 0, high: 0.238004510323752},
		{name: "a stratum all yes and one all no", rows: [][4]int{{10, 4, 4, 4}, {10, 4, 4, 0}}, codes: "no-variation", method: Combined,
			low: 7.0 / 20, high: 13.0 / 20},
		{name: "one case in the domain", rows: [][4]int{{50, 20, 1, 0}}, codes: "no-variation", method: DesignBeta,
			low: 0, high: 0.9},
		{name: "as many strata as cases in the domain", rows: [][4]int{{10, 4, 1, 1}, {10, 4, 1, 0}},
			codes: "no-degrees-of-freedom", method: DesignBeta,
			// Clopper and Pearson for 1 of 2.
			low: 1 - math.Sqrt(0.9), high: math.Sqrt(0.9)},
		{name: "every case read", rows: [][4]int{{10, 10, 10, 4}, {5, 5, 5, 1}}, codes: "census", low: 1.0 / 3, high: 1.0 / 3},
		{name: "every case of a domain read", rows: [][4]int{{10, 10, 4, 4}}, codes: "census", low: 1, high: 1},
		{name: "nothing in the domain", rows: [][4]int{{10, 5, 0, 0}}, codes: "empty-domain", low: 0, high: 1},
		{name: "a lonely stratum, all yes", rows: [][4]int{{10, 5, 5, 5}, {3, 1, 1, 1}}, lonely: LonelyAdjust,
			// 8 + 2: C(8,5)/C(10,5) * 2/3 = 0.148; 9 in all: 0.222 * 1/3 at most.
			codes: "lonely-stratum no-variation", method: Combined, low: 10.0 / 13, high: 1},
	} {
		design, answers := countedSample(t, c.rows, c.lonely)
		e, err := design.Proportion(answers)
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		for _, m := range DesignMethods() {
			iv, err := e.Interval(m, 0.80)
			if err != nil {
				t.Fatalf("%s: %v", c.name, err)
			}
			want := c.method
			if want == "" {
				want = m
			}
			if iv.Method != want || code(iv.Warnings) != c.codes {
				t.Errorf("%s by %s: method %s, warnings %q; want %s, %q", c.name, m, iv.Method, code(iv.Warnings), want, c.codes)
			}
			if math.Abs(iv.Low-c.low) > 1e-12 || math.Abs(iv.High-c.high) > 1e-12 {
				t.Errorf("%s by %s: %.6f to %.6f, want %.6f to %.6f", c.name, m, iv.Low, iv.High, c.low, c.high)
			}
		}
	}
}

// Whatever the sample, limits are numbers in order from 0 to 1 that hold the
// estimate, change places when yes and no do, and have a width unless every
// case was read.
func TestDesignLimitsOfAnySample(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var strata []Stratum
		var cases []DrawnCase
		var answers, mirror []Answer
		census := true
		for _, name := range []string{"a", "b", "c"}[:rapid.IntRange(1, 3).Draw(t, "strata")] {
			N := rapid.IntRange(1, 12).Draw(t, "population")
			n := rapid.IntRange(1, N).Draw(t, "sample")
			census = census && n == N
			strata = append(strata, Stratum{Name: name, Population: N})
			for range n {
				cases = append(cases, DrawnCase{Stratum: name})
				a := Answer(rapid.IntRange(0, 2).Draw(t, "answer"))
				answers = append(answers, a)
				mirror = append(mirror, [3]Answer{OutsideDomain, Yes, No}[a])
			}
		}
		design, err := NewDesign(strata, cases, rapid.SampledFrom([]Lonely{LonelyCertainty, LonelyAdjust}).Draw(t, "policy"))
		if err != nil {
			t.Fatal(err)
		}
		e, err := design.Proportion(answers)
		if err != nil {
			t.Fatal(err)
		}
		other, err := design.Proportion(mirror)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range DesignMethods() {
			iv, err := e.Interval(m, 0.80)
			if err != nil {
				t.Fatal(err)
			}
			if !(0 <= iv.Low && iv.Low <= iv.High && iv.High <= 1) {
				t.Fatalf("%s: %v to %v", m, iv.Low, iv.High)
			}
			if e.Of > 0 && (iv.Low > e.Proportion+1e-12 || iv.High < e.Proportion-1e-12) {
				t.Fatalf("%s: %v to %v does not hold %v", m, iv.Low, iv.High, e.Proportion)
			}
			if !census && iv.High-iv.Low < 1e-6 {
				t.Fatalf("%s: no width at %v", m, iv.Low)
			}
			back, err := other.Interval(m, 0.80)
			if err != nil {
				t.Fatal(err)
			}
			if math.Abs(back.Low-(1-iv.High)) > 1e-9 || math.Abs(back.High-(1-iv.Low)) > 1e-9 {
				t.Fatalf("%s: %v to %v, and %v to %v with yes and no exchanged", m, iv.Low, iv.High, back.Low, back.High)
			}
		}
	})
}

func TestDesignErrors(t *testing.T) {
	case1 := func(name string, n int) []DrawnCase { return slices.Repeat([]DrawnCase{{Stratum: name}}, n) }
	for _, c := range []struct {
		name   string
		strata []Stratum
		cases  []DrawnCase
		lonely Lonely
		want   string
	}{
		{"more than there are", []Stratum{{"a", 3}}, case1("a", 4), LonelyFail,
			`stats: stratum "a": a sample of 4 is larger than its population of 3`},
		{"unknown stratum", []Stratum{{"a", 3}}, append(case1("a", 2), DrawnCase{Stratum: "b"}), LonelyFail,
			`stats: case 3: there is no stratum "b"`},
		{"two things", []Stratum{{"a", 3}, {"a", 4}, {"b", -1}}, case1("b", 1), "remove",
			`stats: there is no policy "remove" for lonely strata; the policies are certainty, adjust and average, or none to stop
stats: stratum "a" is there twice
stats: stratum "b": the population has to be from 1 to 2147483647, or 0 where it is not finite, got -1
stats: stratum "a" has no case in the sample; merge it with another, or leave it out and say that the estimate is not of it
stats: stratum "a" has no case in the sample; merge it with another, or leave it out and say that the estimate is not of it
stats: stratum "b": a sample of 1 is larger than its population of -1`},
		{"no cases", nil, nil, LonelyFail, "stats: a design needs at least one case"},
		{"negative weight", []Stratum{{"a", 3}}, []DrawnCase{{"a", -1}}, LonelyFail,
			"stats: case 1: the weight has to be from 0 to 2147483647, got -1"},
		{"endless strata", []Stratum{{"a", Infinite}, {"b", 9}}, append(case1("a", 2), case1("b", 2)...), LonelyFail,
			`stats: stratum "a" is not finite, so its cases need weights to be put together with other strata`},
		{"too many", []Stratum{{"a", MaxPopulation}, {"b", 1}}, append(case1("a", 1), case1("b", 1)...), LonelyFail,
			"stats: the strata together have to hold at most 2147483647 cases, got 2147483648"},
	} {
		if _, err := NewDesign(c.strata, c.cases, c.lonely); err == nil || err.Error() != c.want {
			t.Errorf("%s: error %q, want %q", c.name, err, c.want)
		}
	}
	design, answers := countedSample(t, [][4]int{{9, 3, 3, 1}, {4, 1, 1, 1}}, LonelyFail)
	want := `stats: stratum "1" has one case in the sample, which shows no variance; merge it with a similar stratum, ` +
		`choose a policy (certainty, adjust or average), or use the combined limits, which need none`
	if _, err := design.Proportion(answers); err == nil || err.Error() != want {
		t.Errorf("error %q, want %q", err, want)
	}
	if _, err := design.Proportion(answers[1:]); err == nil || err.Error() != "stats: the design has 4 cases and was given 3 answers" {
		t.Errorf("error %q", err)
	}
	if _, err := design.Proportion([]Answer{1, 2, 3, 1}); err == nil || err.Error() != "stats: case 3: there is no answer 3" {
		t.Errorf("error %q", err)
	}
	design, answers = countedSample(t, [][4]int{{9, 3, 3, 1}}, LonelyFail)
	e, err := design.Proportion(answers)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := e.Interval("likelihood", 0.8); err == nil ||
		!strings.Contains(err.Error(), `"likelihood"; the methods are logit, beta, xlogit, mean and asin`) {
		t.Errorf("error %q", err)
	}
	if _, err := e.Interval(DesignBeta, 1); err == nil {
		t.Error("a confidence of 1 was taken")
	}
}

func TestDesignString(t *testing.T) {
	for want, rows := range map[string][][4]int{
		"simple random sample: 3 of 9 cases, finite correction":                         {{9, 3, 3, 1}},
		"stratified simple random sample in 2 strata: 5 of 13 cases, finite correction": {{9, 3, 3, 1}, {4, 2, 2, 1}},
		"simple random sample: 3 cases, population not finite":                          {{0, 3, 3, 1}},
	} {
		if d, _ := countedSample(t, rows, LonelyFail); d.String() != want {
			t.Errorf("%q, want %q", d, want)
		}
	}
}

// One question about a domain: 1,000 cases in four strata, logit limits. R
// 4.2.2, survey 4.1-1 takes 13.6 ms for svyciprop(~y, subset(design, d == 1),
// level = .8), 10.9 ms at 25 cases, and 2.6 to 31 ms for its other methods.
func BenchmarkDesignDomain(b *testing.B) {
	design, answers := countedSample(b, [][4]int{{400, 250, 120, 70}, {500, 250, 110, 60}, {600, 250, 100, 75},
		{900, 250, 90, 20}}, LonelyFail)
	for b.Loop() {
		e, err := design.Proportion(answers)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := e.Interval(DesignLogit, 0.80); err != nil {
			b.Fatal(err)
		}
	}
}

// The same with 25 cases and Korn and Graubard's limits; R: 2.8 ms.
func BenchmarkDesignSmallBeta(b *testing.B) {
	design, answers := countedSample(b, [][4]int{{40, 10, 6, 4}, {30, 8, 4, 1}, {30, 7, 4, 3}}, LonelyFail)
	for b.Loop() {
		e, err := design.Proportion(answers)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := e.Interval(DesignBeta, 0.80); err != nil {
			b.Fatal(err)
		}
	}
}
