package figure

import (
	"strings"

	"onecase/stats"
)

// youthBands are the published bands of youth inspections since 2018.
var youthBands = []Band{{"Inadequate", 0}, {"Requires improvement", 50}, {"Good", 65}, {"Outstanding", 80}}

func question(name string, yes, of int, percent float64, driver bool) Question {
	q := Question{Name: name, Result: itoa(yes) + " of " + itoa(of), Percent: &percent, Driver: driver}
	i, err := stats.IntervalFor(stats.IntervalSpec{Method: stats.Exact, Yes: yes, Of: of, Population: of + 11, Confidence: 0.8})
	if err != nil {
		panic(err)
	}
	q.Low, q.High = &i.Low, &i.High
	return q
}

func itoa(n int) string { return number(float64(n)) }

// kent holds the results of the 2021 inspection of Kent, as published.
func kent() []Group[Question] {
	unknown := 82.0
	return []Group[Question]{
		{"Court: assessment", "Inadequate", []Question{question("desistance", 24, 39, 62, false),
			question("safety of the child", 18, 39, 46, false), question("safety of others", 16, 39, 41, true)}},
		{"Court: planning", "Inadequate", []Question{question("desistance", 30, 39, 77, false),
			question("safety of the child", 16, 35, 47, false), question("safety of others", 13, 31, 42, true)}},
		{"Court: delivery", "Good", []Question{question("desistance", 33, 39, 85, false),
			question("safety of the child", 26, 35, 74, false), question("safety of others", 21, 31, 68, true)}},
		{"Court: reviewing", "Requires improvement", []Question{{Name: "desistance", Percent: &unknown},
			question("safety of the child", 19, 27, 70, false), question("safety of others", 13, 22, 59, true)}},
		{"Out of court: assessment", "Requires improvement", []Question{question("desistance", 18, 26, 69, false),
			question("safety of the child", 14, 26, 54, true), question("safety of others", 14, 26, 54, true)}},
		{"Out of court: planning", "Requires improvement", []Question{question("desistance", 23, 26, 88, false),
			question("safety of the child", 16, 25, 64, false), question("safety of others", 8, 16, 50, true)}},
		{"Out of court: delivery", "Good", []Question{question("desistance", 24, 26, 92, false),
			question("safety of the child", 20, 25, 80, false), question("safety of others", 11, 16, 69, true)}},
		{"Out of court: joint working", "Good (by discretion)",
			[]Question{question("recommendations", 16, 26, 62, false), question("police", 2, 4, 50, true)}},
	}
}

var kentDistances = []Distance{
	{"Court: assessment", "Inadequate", Reach{None: "lowest rating"}, Reach{"Requires improvement", 4, 6, ""}},
	{"Court: planning", "Inadequate", Reach{None: "lowest rating"}, Reach{"Requires improvement", 3, 5, ""}},
	{"Court: delivery", "Good", Reach{"Requires improvement", 2, 2, ""}, Reach{"Outstanding", 4, 6, ""}},
	{"Court: reviewing", "Requires improvement", Reach{"Inadequate", 3, 3, ""}, Reach{"Good", 2, 2, ""}},
	{"Out of court: assessment", "Requires improvement", Reach{"Inadequate", 2, 2, ""}, Reach{"Good", 3, 6, ""}},
	{"Out of court: planning", "Requires improvement", Reach{"Inadequate", 1, 1, ""}, Reach{"Good", 3, 4, ""}},
	{"Out of court: delivery", "Good", Reach{"Requires improvement", 1, 1, ""}, Reach{"Outstanding", 2, 2, ""}},
	{"Out of court: joint working", "Requires improvement", Reach{"Inadequate", 1, 1, ""}, Reach{"Good", 1, 2, ""}},
}

var courtCategories = []Category{
	{"gender", "male", 43, 33.54, 33, 34, 34},
	{"gender", "female", 7, 5.46, 5, 6, 5},
	{"disposal", "referral order", 24, 18.72, 18, 19, 19},
	{"disposal", "youth rehabilitation order", 19, 14.82, 14, 15, 14},
	{"disposal", "custody", 7, 5.46, 5, 6, 6},
	{"rosh", "low", 8, 6.24, 6, 7, 6},
	{"rosh", "medium", 27, 21.06, 21, 22, 22},
	{"rosh", "high or very high", 15, 11.7, 11, 12, 11},
	{"safety", "unknown", 50, 39, 39, 39, 39},
}

func coverageOf(methods []stats.Method, n, N int) []Coverage {
	var all []Coverage
	for _, m := range methods {
		t, err := stats.NewTable(m, n, N, 0.8)
		if err != nil {
			panic(err)
		}
		c := Coverage{Method: string(m), Minimum: t.Coverage().Minimum, MinimumAt: t.Coverage().MinimumAt, Mean: t.Coverage().Mean}
		for K := range N + 1 {
			covered, _ := t.CoverageAt(K)
			c.Points = append(c.Points, Point{float64(K) / float64(N), covered})
		}
		all = append(all, c)
	}
	return all
}

func curves() []Characteristic {
	var all []Characteristic
	for _, rule := range []struct {
		name string
		n, d int
	}{{"18 of 50 read, more than 10 yes", 18, 10}, {"26 of 50 read, more than 14 yes", 26, 14},
		{"39 of 50 read, more than 22 yes", 39, 22}} {
		c := Characteristic{Name: rule.name}
		for K := range 51 {
			h := stats.Hypergeometric{N: 50, K: K, Draws: rule.n}
			c.Points = append(c.Points, Point{float64(K) / 50, 1 - h.CDF(float64(rule.d))})
		}
		all = append(all, c)
	}
	return all
}

// figures are all kinds, with ordinary and with awkward data.
func figures() map[string]Drawing {
	long := strings.Repeat("A very long name ", 12)
	percent, low, high := 100.0, 0.97, 1.0
	return map[string]Drawing{
		"questions": Questions("Each key question against the bands", youthBands, kent(), 0.8),
		"questions-awkward": Questions(long, []Band{{"Not enough evidence", 0}, {"Inadequate", 49},
			{"Requires improvement", 50}, {"Good", 51}, {"Outstanding", 99}},
			[]Group[Question]{{long, long,
				[]Question{{Name: long, Result: long, Percent: &percent, Low: &low, High: &high, Driver: true}, {Name: "none"}}}}, 0.95),
		"distances": Distances("Cases to the next rating", kentDistances),
		"distances-awkward": Distances("Cases to the next rating", []Distance{
			{long, long, Reach{long, 1, 450, ""}, Reach{long, 3, 3, ""}}, {"b", "Good", Reach{None: long}, Reach{None: "highest rating"}}}),
		"balance":  Balance("Court: the sample against the population", courtCategories, 50, 39, true),
		"plan":     Balance("Court: what a sample may hold", courtCategories, 50, 39, false),
		"coverage": Coverages("How often limits hold the truth: 39 of 51 cases read", coverageOf(stats.Methods(), 39, 51), 0.8),
		"characteristics": Characteristics("What a small sample decides", "true share of yes cases",
			"chance that the service is called good", curves(),
			[]Mark{{0.5, "50% is to be called low"}, {0.66, "66% is to be called high"}}),
		"funnel": Funnels("Units beside what chance alone would give", []Funnel{
			{"court.assessment.safety", 0.57, []FunnelUnit{{"North", 22, 36, false}, {"Middle", 12, 45, true},
				{"South", 20, 21, true}, {"South-west of all", 21, 22, true}}, [][2][]Point{{{{1, 0}, {45, 0.42}}, {{1, 1}, {45, 0.72}}}}},
			{long, 0.5, []FunnelUnit{{long, 0, 1, true}, {"none", 1, 2, false}}, nil},
			{"東京", 1, []FunnelUnit{{"a", 3, 3, false}}, nil}}, []string{"95%", "99.8%"}),
		"limits": Limits("13 of 22 read, 29 in all: the limits of each method", []Group[Limit]{{"", "", []Limit{
			{"exact", "", 0.59091, 15. / 29, 19. / 29, true}, {"shortest", "", 0.59091, 15. / 29, 19. / 29, true},
			{"wilson", "", 0.59091, 0.52267, 0.65581, false}}}}, 0.8, "guaranteed"),
		"limits-awkward": Limits(long, []Group[Limit]{{long, "", []Limit{{long, long, 1, 0, 1, true},
			{"東京", "0 of 4", 0, 0, 0, false}}}, {"b", "", []Limit{{"c", "1 of 2", 0.5, 0.5, 0.5, false}}}}, 0.95, "the whole group"),
		"limits-narrow": Limits("one point", []Group[Limit]{{"b", "", []Limit{{"c", "2 of 2", 1, 1, 1, false}}}}, 0.95, ""),
		"changes": Changes("Each question before and after", []Group[Change]{{"court.assessment", "", []Change{
			{"desistance", Limit{Result: "24 of 39", Share: 0.6154, Low: 0.56, High: 0.66},
				Limit{Result: "27 of 33", Share: 0.8182, Low: 0.76, High: 0.86},
				Limit{Share: 0.2028, Low: 0.124, High: 0.28}, "+12.4 to +28.0"},
			{"safety", Limit{Result: "18 of 39", Share: 0.4615, Low: 0.4, High: 0.52},
				Limit{Result: "16 of 33", Share: 0.4848, Low: 0.42, High: 0.54},
				Limit{Share: 0.0233, Low: -0.06, High: 0.11}, "-6.0 to +11.0"}}}}, 0.8),
		"changes-awkward": Changes(long,
			[]Group[Change]{{long, "", []Change{{long, Limit{Result: long, High: 1}, Limit{Share: 1, High: 1},
				Limit{Share: 1, Low: -1, High: 1}, long}}},
				{"", "", []Change{{"none", Limit{Share: 1, Low: 1, High: 1}, Limit{Share: 1, Low: 1, High: 1}, Limit{}, "0 to 0"}}}}, 0.95),
		"changes-narrow": Changes("no doubt",
			[]Group[Change]{{"", "", []Change{{"read in full", Limit{Share: 0.5, Low: 0.5, High: 0.5},
				Limit{Share: 0.5, Low: 0.5, High: 0.5}, Limit{}, "0 to 0"}}}}, 0.8),
		"scores": Scores("How likely each overall score is", []Band{{"Inadequate", 0},
			{"Requires improvement", 7}, {"Good", 19}, {"Outstanding", 31}},
			[]ScoreChance{{13, 0.004}, {14, 0.02}, {15, 0.07}, {16, 0.14}, {17, 0.2}, {18, 0.22}, {19, 0.17}, {20, 0.1},
				{21, 0.05}, {22, 0.02}, {23, 0.006}}, 17, 36),
	}
}
