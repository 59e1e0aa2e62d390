package stats

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"slices"
	"testing"
)

// surveyRandom is testdata/survey_random.json; survey_random.R says what is in
// it.
type surveyRandom struct {
	Methods        []Method
	Levels         []float64
	Samples        [][]json.RawMessage
	Weighted       [][]json.RawMessage
	Lonely         [][]json.RawMessage
	Poststratified [][]json.RawMessage
}

func readTestdata(t testing.TB, name string, into any) {
	t.Helper()
	text, err := os.ReadFile("testdata/" + name)
	if err == nil {
		err = json.Unmarshal(text, into)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// decodeRow reads the parts of a row; null becomes NaN.
func decodeRow(t testing.TB, row []json.RawMessage, into ...any) {
	t.Helper()
	for i, v := range into {
		if err := json.Unmarshal(row[i], v); err != nil {
			t.Fatalf("%s: %v", row[i], err)
		}
	}
}

// countedSample makes a design and its answers from rows of population,
// sample, cases in the domain, yes among them.
func countedSample(t testing.TB, rows [][4]int, lonely Lonely) (*Design, []Answer) {
	t.Helper()
	var strata []Stratum
	var cases []DrawnCase
	var answers []Answer
	for h, r := range rows {
		s := Stratum{Name: fmt.Sprint(h), Population: r[0]}
		strata = append(strata, s)
		for i := range r[1] {
			cases = append(cases, DrawnCase{Stratum: s.Name})
			switch {
			case i < r[3]:
				answers = append(answers, Yes)
			case i < r[2]:
				answers = append(answers, No)
			default:
				answers = append(answers, OutsideDomain)
			}
		}
	}
	d, err := NewDesign(strata, cases, lonely)
	if err != nil {
		t.Fatal(err)
	}
	return d, answers
}

// checkEstimate compares an estimate with a row's estimate, standard error and
// degrees of freedom.
func checkEstimate(t *testing.T, name string, e ProportionEstimate, proportion, se float64, df int) {
	t.Helper()
	if math.Abs(e.Proportion-proportion) > 1e-11 || math.Abs(e.SE-se) > 1e-11 || e.DF != df {
		t.Errorf("%s: %.12f (%.12f), %d degrees of freedom; survey has %.12f (%.12f), %d", name, e.Proportion, e.SE,
			e.DF, proportion, se, df)
	}
}

// checkLimits compares limits with svyciprop's and returns how many it
// compared. Where svyciprop leaves 0..1 the limits end at 0 and 1. It folds
// angles beyond 0 and a right angle back for asin, and at one degree of freedom
// and 0.95 its logit rounds to infinity and ends in NaN; xlogit, the same
// formula, does not.
func checkLimits(t *testing.T, name string, e ProportionEstimate, random *surveyRandom, limits [][][2]*float64) int {
	t.Helper()
	compared := 0
	for l, level := range random.Levels {
		for m, method := range random.Methods {
			iv, err := e.Interval(method, level)
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if iv.Method != method || len(iv.Warnings) > 0 {
				t.Fatalf("%s: %+v", name, iv)
			}
			want := limits[l][m]
			if want[1] == nil && method == DesignLogit && e.DF == 1 {
				want = limits[l][m+1]
			}
			low, high := *want[0], *want[1]
			switch method {
			case DesignMean:
				low, high = max(0, low), min(1, high)
			case DesignAsin:
				angle, half := math.Asin(math.Sqrt(e.Proportion)),
					studentZ(level, float64(e.DF))*e.SE/(2*math.Sqrt(e.Proportion*(1-e.Proportion)))
				if angle < half {
					low = 0
				}
				if angle+half > math.Pi/2 {
					high = 1
				}
			}
			if math.Abs(iv.Low-low) > 1e-8 || math.Abs(iv.High-high) > 1e-8 {
				t.Errorf("%s: %s at %v is %.10f to %.10f, survey has %.10f to %.10f", name, method, level, iv.Low, iv.High, low, high)
			}
			compared++
		}
	}
	return compared
}

// Limits of 1,000 random stratified samples, whole ones and domains, differ
// from R survey's svyciprop by at most 1e-8 in every method at 0.80 and 0.95.
func TestDesignAgainstSurvey(t *testing.T) {
	var random surveyRandom
	readTestdata(t, "survey_random.json", &random)
	if len(random.Samples) != 1000 {
		t.Fatalf("%d samples", len(random.Samples))
	}
	compared := 0
	for i, row := range random.Samples {
		var rows [][4]int
		var proportion, se float64
		var df int
		var limits [][][2]*float64
		decodeRow(t, row, &rows, &proportion, &se, &df, &limits)
		design, answers := countedSample(t, rows, LonelyFail)
		e, err := design.Proportion(answers)
		if err != nil {
			t.Fatal(err)
		}
		name := fmt.Sprintf("sample %d %v", i, rows)
		checkEstimate(t, name, e, proportion, se, df)
		compared += checkLimits(t, name, e, &random, limits)
	}
	if compared != 10000 {
		t.Errorf("compared %d intervals", compared)
	}
}

// The same with weights that differ from case to case.
func TestWeightedDesignAgainstSurvey(t *testing.T) {
	var random surveyRandom
	readTestdata(t, "survey_random.json", &random)
	for i, row := range random.Weighted {
		var populations []int
		var rows [][4]float64 // stratum from 1, in the domain, yes, weight
		var proportion, se float64
		var df int
		var limits [][][2]*float64
		decodeRow(t, row, &populations, &rows, &proportion, &se, &df, &limits)
		var strata []Stratum
		var cases []DrawnCase
		var answers []Answer
		for h, N := range populations {
			strata = append(strata, Stratum{Name: fmt.Sprint(h + 1), Population: N})
		}
		for _, r := range rows {
			cases = append(cases, DrawnCase{Stratum: fmt.Sprint(r[0]), Weight: r[3]})
			answers = append(answers, Answer(r[1]+r[2]))
		}
		design, err := NewDesign(strata, cases, LonelyFail)
		if err != nil {
			t.Fatal(err)
		}
		e, err := design.Proportion(answers)
		if err != nil {
			t.Fatal(err)
		}
		name := fmt.Sprintf("weighted sample %d", i)
		checkEstimate(t, name, e, proportion, se, df)
		checkLimits(t, name, e, &random, limits)
	}
}

// Strata with one case, under each policy.
func TestLonelyAgainstSurvey(t *testing.T) {
	var random surveyRandom
	readTestdata(t, "survey_random.json", &random)
	refused := 0
	for i, row := range random.Lonely {
		var rows [][4]int
		var proportion float64
		var se []float64
		var df int
		decodeRow(t, row, &rows, &proportion, &se, &df)
		for j, policy := range []Lonely{LonelyCertainty, LonelyAdjust, LonelyAverage} {
			design, answers := countedSample(t, rows, policy)
			e, err := design.Proportion(answers)
			if err != nil {
				t.Fatal(err)
			}
			checkEstimate(t, fmt.Sprintf("lonely sample %d %v, %s", i, rows, policy), e, proportion, se[j], df)
		}
		design, answers := countedSample(t, rows, LonelyFail)
		if _, err := design.Proportion(answers); err != nil {
			refused++
		} else if se[0] != se[1] || se[0] != se[2] {
			t.Errorf("lonely sample %d %v: no error", i, rows)
		}
	}
	if refused < len(random.Lonely)/2 {
		t.Errorf("only %d of %d refused", refused, len(random.Lonely))
	}
}

// The rows of one worked sample, as strata, as a simple random sample and as one
// that is post-stratified.
func TestDesignAgainstSurveyExample(t *testing.T) {
	var example struct {
		Data []struct {
			H        string
			Nh, Y, G int
		}
		Results []struct {
			Design, Domain, Stat string
			Est, SE              float64
			Level, Lo, Hi        float64
			DF                   int
		}
	}
	readTestdata(t, "survey.json", &example)
	designs := map[string]*Design{}
	for _, kind := range []string{"strat", "srs"} {
		var strata []Stratum
		var cases []DrawnCase
		seen := map[string]bool{}
		for _, c := range example.Data {
			s := Stratum{Name: c.H, Population: c.Nh}
			if kind == "srs" {
				s = Stratum{Name: "all", Population: 100}
			}
			if !seen[s.Name] {
				seen[s.Name] = true
				strata = append(strata, s)
			}
			cases = append(cases, DrawnCase{Stratum: s.Name})
		}
		d, err := NewDesign(strata, cases, LonelyFail)
		if err != nil {
			t.Fatal(err)
		}
		designs[kind] = d
	}
	var sizes []Stratum
	var classes []string
	for _, c := range example.Data {
		if !slices.Contains(classes, c.H) {
			sizes = append(sizes, Stratum{Name: c.H, Population: c.Nh})
		}
		classes = append(classes, c.H)
	}
	weighted, err := designs["srs"].PostStratify(sizes, classes)
	if err != nil {
		t.Fatal(err)
	}
	designs["srs_poststratified_h"] = weighted
	compared := 0
	for _, r := range example.Results {
		d := designs[r.Design]
		if d == nil {
			t.Fatalf("there is no design %q", r.Design)
		}
		var answers []Answer
		for _, c := range example.Data {
			if r.Domain == "all" || r.Domain == fmt.Sprint("g", c.G) {
				answers = append(answers, Answer(1+c.Y))
			} else {
				answers = append(answers, OutsideDomain)
			}
		}
		e, err := d.Proportion(answers)
		if err != nil {
			t.Fatal(err)
		}
		name := r.Design + " " + r.Domain + " " + r.Stat
		if r.Stat == "mean" {
			if r.Design == "srs_poststratified_h" {
				r.DF = e.DF // the row has none
			}
			checkEstimate(t, name, e, r.Est, r.SE, r.DF)
			compared++
			continue
		}
		for _, m := range DesignMethods() {
			if r.Stat != "svyciprop_"+string(m) {
				continue
			}
			iv, err := e.Interval(m, r.Level)
			if err != nil {
				t.Fatal(err)
			}
			if math.Abs(iv.Low-r.Lo) > 1e-8 || math.Abs(iv.High-r.Hi) > 1e-8 {
				t.Errorf("%s at %v: %.10f to %.10f, want %.10f to %.10f", name, r.Level, iv.Low, iv.High, r.Lo, r.Hi)
			}
			compared++
		}
	}
	if compared != 68 {
		t.Errorf("compared %d results, want 68", compared)
	}
}
