package stats

import (
	"fmt"
	"math"
	"testing"
)

// Simple random samples weighted up to the known sizes of classes, whole and
// domains, agree with R survey's postStratify.
func TestPostStratifyAgainstSurvey(t *testing.T) {
	var random surveyRandom
	readTestdata(t, "survey_random.json", &random)
	if len(random.Poststratified) != 60 {
		t.Fatalf("%d samples", len(random.Poststratified))
	}
	for i, row := range random.Poststratified {
		var rows [][4]int
		var proportion, se float64
		var df int
		decodeRow(t, row, &rows, &proportion, &se, &df)
		N, stratified, answers := 0, []DrawnCase(nil), []Answer(nil)
		var sizes []Stratum
		var classes []string
		for h, r := range rows {
			N += r[0]
			sizes = append(sizes, Stratum{Name: fmt.Sprint(h), Population: r[0]})
			_, own := countedSample(t, [][4]int{r}, LonelyFail)
			answers = append(answers, own...)
			for range own {
				classes = append(classes, fmt.Sprint(h))
				stratified = append(stratified, DrawnCase{Stratum: "all"})
			}
		}
		simple, err := NewDesign([]Stratum{{"all", N}}, stratified, LonelyFail)
		if err != nil {
			t.Fatal(err)
		}
		design, err := simple.PostStratify(sizes, classes)
		if err != nil {
			t.Fatal(err)
		}
		e, err := design.Proportion(answers)
		if err != nil {
			t.Fatal(err)
		}
		checkEstimate(t, fmt.Sprintf("post-stratified sample %d %v", i, rows), e, proportion, se, df)
		if before, err := simple.Proportion(answers); err != nil ||
			math.Abs(before.Proportion-float64(before.Yes)/float64(before.Of)) > 1e-12 {
			t.Errorf("the design changed: %v, %v", before.Proportion, err)
		}
	}
}

func TestPostStratifyErrors(t *testing.T) {
	design, _ := countedSample(t, [][4]int{{9, 3, 3, 1}}, LonelyFail)
	for want, c := range map[string]struct {
		sizes   []Stratum
		classes []string
	}{
		"stats: the design has 3 cases and was given 1 classes":                  {[]Stratum{{"a", 9}}, []string{"a"}},
		`stats: class "a" is there twice`:                                        {[]Stratum{{"a", 4}, {"a", 5}}, []string{"a", "a", "a"}},
		`stats: case 3: there is no class "b"`:                                   {[]Stratum{{"a", 9}}, []string{"a", "a", "b"}},
		`stats: class "b" has no case in the sample; merge it with another`:      {[]Stratum{{"a", 4}, {"b", 5}}, []string{"a", "a", "a"}},
		`stats: class "a": the population has to be from 1 to 2147483647, got 0`: {[]Stratum{{"a", 0}}, []string{"a", "a", "a"}},
	} {
		if _, err := design.PostStratify(c.sizes, c.classes); err == nil || err.Error() != want {
			t.Errorf("error %q, want %q", err, want)
		}
	}
	once, err := design.PostStratify([]Stratum{{"a", 9}}, []string{"a", "a", "a"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := once.PostStratify([]Stratum{{"a", 9}}, []string{"a", "a", "a"}); err == nil {
		t.Error("post-stratified twice")
	}
}
