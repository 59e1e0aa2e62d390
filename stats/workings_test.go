package stats

import (
	"fmt"
	"go/constant"
	"go/token"
	"go/types"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// The numbers put into a formula give what stands beside it, worked out anew from the text.
func TestWorkingsComeToTheirValues(t *testing.T) {
	var steps []Step
	for _, spec := range []SizeSpec{
		{Population: 50, Confidence: 0.8, Margin: 0.05}, {Confidence: 0.95, Margin: 0.1, Response: 0.7},
		{Population: 3000, Confidence: 0.9, Margin: 0.03, Proportion: 0.2, DesignEffect: 1.4, Response: 0.9},
	} {
		s, err := SampleSize(spec)
		if err != nil {
			t.Fatal(err)
		}
		steps = append(steps, s.Steps...)
	}
	for _, population := range []int{Infinite, 1, 2, 50} {
		spec := MarginSpec{Sample: min(20, max(1, population)), Population: population, Confidence: 0.8, Proportion: 0.3}
		one, err := Margin(spec)
		if err != nil {
			t.Fatal(err)
		}
		two, err := MarginOfDifference(spec, MarginSpec{Sample: 30, Population: 61, Confidence: 0.8})
		if err != nil {
			t.Fatal(err)
		}
		steps = append(steps, append(one.Steps, two.Steps...)...)
	}
	for _, spec := range []DetectSpec{
		{0.5, 0.65, Infinite, Infinite, 0, 0.95, 0.8}, {0.5, 0.65, 300, 60, 0, 0.8, 0.6}, {0.5, 0.1, 1, 40, 1, 0.8, 0.8},
		{0.7, 0.5, 500, 400, 80, 0.9, 0.8}, {0.7, 0.5, 41, Infinite, 31, 0.8, 0.7},
	} {
		d, err := SizeToDetect(spec)
		if err != nil {
			t.Fatal(err)
		}
		steps = append(steps, d.Steps...)
	}
	for _, s := range steps {
		text, want := s.Substitution, s.Value
		if s.Name == "cases" { // its value is the n of an equation
			if v := shown.FindStringSubmatch(text); v != nil {
				if first, _, _ := strings.Cut(text, " (= "); !near(worked(t, first), worked(t, v[1])) {
					t.Errorf("%s is not %s", first, v[1])
				}
			}
			left, right, _ := strings.Cut(shown.ReplaceAllString(text, ""), " = ")
			text, want = unknown.ReplaceAllString(left, strconv.FormatFloat(s.Value, 'f', -1, 64)), worked(t, right)
		}
		text, up := strings.CutSuffix(text, " rounded up")
		got := worked(t, text)
		if up {
			got = math.Ceil(got)
		}
		if !near(got, want) {
			t.Errorf("%s: %s is %v, not %v", s.Name, s.Substitution, got, want)
		}
	}
}

// near allows for the six digits that workings are printed with.
func near(a, b float64) bool { return math.Abs(a-b) <= 1e-4*max(math.Abs(a), math.Abs(b))+1e-12 }

var (
	squared  = regexp.MustCompile(`([0-9.e-]+)²`)
	rooted   = regexp.MustCompile(`sqrt\(((?:[^()]|\([^()]*\))*)\)`)
	absolute = regexp.MustCompile(`\|([^|]*)\|`)
	shown    = regexp.MustCompile(` \(= ([^)]*)\)`)
	unknown  = regexp.MustCompile(`\bn\b`)
	whole    = regexp.MustCompile(`([^0-9.e-]|^)([0-9]+)([^0-9.e]|$)`)
)

// worked evaluates what a step prints.
func worked(t *testing.T, text string) float64 {
	t.Helper()
	text = squared.ReplaceAllString(strings.ReplaceAll(text, "×", "*"), "($1*$1)")
	for rooted.MatchString(text) {
		inside := rooted.FindStringSubmatch(text)[1]
		text = strings.Replace(text, "sqrt("+inside+")", strconv.FormatFloat(math.Sqrt(worked(t, inside)), 'g', -1, 64), 1)
	}
	for absolute.MatchString(text) {
		inside := absolute.FindStringSubmatch(text)[1]
		text = strings.Replace(text, "|"+inside+"|", fmt.Sprint(math.Abs(worked(t, inside))), 1)
	}
	for range 2 { // neighbours share a sign
		text = whole.ReplaceAllString(text, "$1$2.0$3")
	}
	v, err := types.Eval(token.NewFileSet(), nil, token.NoPos, text)
	if err != nil || v.Value == nil {
		t.Fatalf("%q: %v", text, err)
	}
	x, _ := constant.Float64Val(v.Value)
	return x
}
