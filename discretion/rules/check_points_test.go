package rules

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// Bands of answers with points are sound where every figure that there can be falls in one of them and each has
// one: tried for every two bands with ends near those of the figures.
func TestPointBandsAreThoseOfEveryFigure(t *testing.T) {
	sound, tried := 0, 0
	for _, c := range []struct {
		measure   Measure
		low, high float64 // of the figures
		step      float64 // 0: not rounded
		decimals  int
		inclusive bool
		ends      []float64
	}{
		{MeanPoints, 1, 3, 1, 0, true, []float64{0, 0.5, 1, 1.5, 2, 3, 4}},
		{MeanPoints, 1, 3, 0.1, 1, true, []float64{0.9, 1, 1.4, 1.5, 2.9, 3, 3.1}},
		{MeanPoints, 1, 3, 0, 0, true, []float64{0, 1, 1.5, 2.25, 3, 3.5}},
		{PercentPoints, 50, 100, 1, 0, true, []float64{0, 49, 50, 50.5, 74, 75, 100, 101}},
		{PercentPoints, 50, 100, 1, 0, false, []float64{0, 49, 50, 50.5, 74, 75, 100, 101}},
		{PercentPoints, 50, 100, 0, 0, true, []float64{0, 49, 50, 75, 100, 101}},
		{PercentPoints, 50, 100, 0, 0, false, []float64{0, 50, 75, 100}},
	} {
		levels, rounding := []float64{1, 2, 3}, HalfUp
		if c.measure == PercentPoints {
			levels = []float64{1, 1.5, 2}
		}
		if c.step == 0 {
			rounding = None
		}
		try := func(bands []Band) {
			var text strings.Builder
			text.WriteString(fmt.Sprintf("id = \"x\"\ngroups = [{ id = \"all\", name = \"Cases\" }]\npercent = { measure = \"percent-yes\", rounding = \"none\", inclusive = %v }\n"+
				"ratings = [{ id = \"red\", name = \"Red\", score = 0 }, { id = \"amber\", name = \"Amber\", score = 1 }, { id = \"green\", name = \"Green\", score = 2 }]\n"+
				"answers = [{ id = \"grade\", levels = [\"a\", \"b\", \"c\"], points = [%v, %v, %v] }]\n"+soundCare+
				"questions = [{ id = \"plan\", answers = \"grade\", measure = %q, rounding = %q%s, bands = [", c.inclusive, levels[0], levels[1], levels[2],
				c.measure, rounding, map[bool]string{true: fmt.Sprintf(", decimals = %d", c.decimals)}[c.decimals > 0]))
			for _, b := range bands {
				text.WriteString(fmt.Sprintf("{ rating = %q, from = %v, to = %v }, ", b.Rating, b.From, b.To))
			}
			set, err := Parse("x.toml", []byte(text.String()+"] }]\n"))
			if err != nil {
				t.Fatalf("%v\n%s", err, text.String())
			}
			lowest := c.low
			if c.measure == PercentPoints {
				lowest = 0 // percentages may begin there
			}
			want := everyFigureHasABand(bands, lowest, c.low, c.high, c.step, c.inclusive)
			fs := set.Check()
			tried++
			if want {
				sound++
			}
			if want != (len(fs) == 0) {
				t.Fatalf("sound %v, found %v\n%s", want, fs, text.String())
			}
		}
		for _, from := range c.ends[:3] {
			for _, to := range c.ends {
				for _, then := range c.ends {
					for _, last := range c.ends[len(c.ends)-3:] {
						try([]Band{{Rating: "red", From: from, To: to}, {Rating: "green", From: then, To: last}})
					}
				}
			}
		}
	}
	if sound < 20 {
		t.Errorf("%d of %d were sound", sound, tried)
	}
}

func everyFigureHasABand(bands []Band, lowest, low, high, step float64, inclusive bool) bool {
	for i, b := range bands {
		if b.From > b.To || b.From < lowest || b.To > high || b.To < low {
			return false
		}
		if i > 0 && step == 0 && b.From != bands[i-1].To {
			return false
		}
	}
	if step == 0 {
		return bands[0].From <= low && bands[len(bands)-1].To >= high
	}
	each := make([]int, len(bands))
	for k := 0; low+float64(k)*step <= high+1e-9; k++ {
		figure, in := low+float64(k)*step, 0
		for i, b := range bands {
			if figure <= b.To+1e-9 && (figure >= b.From-1e-9 && (inclusive || i == 0) || figure > b.From+1e-9) {
				in++
				each[i]++
			}
		}
		if in != 1 {
			return false
		}
	}
	return !slices.Contains(each, 0)
}

// Levels are worth the points that are stated, or the numbers that they are where these rise, or their places.
func TestPointsOfLevels(t *testing.T) {
	for _, c := range []struct {
		levels []string
		points []float64
		want   []int
	}{
		{[]string{"a", "b", "c"}, nil, []int{0, 100, 200}},
		{[]string{"1", " 2 ", "4"}, nil, []int{100, 200, 400}},
		{[]string{"0", "1", "100"}, nil, []int{0, 100, 10_000}},
		{[]string{"0", "1", "101"}, nil, []int{0, 100, 200}},
		{[]string{"-1", "0", "1"}, nil, []int{0, 100, 200}},
		{[]string{"1", "1.5", "2"}, nil, []int{0, 100, 200}},
		{[]string{"2", "2", "3"}, nil, []int{0, 100, 200}},
		{[]string{"3", "2", "1"}, nil, []int{0, 100, 200}},
		{[]string{"1", "2", "b"}, nil, []int{0, 100, 200}},
		{[]string{"1", "2", "3"}, []float64{0, 0.29, 1}, []int{0, 29, 100}},
	} {
		if got := (Answers{Levels: c.levels, Points: c.points}).LevelPoints(); !slices.Equal(got, c.want) {
			t.Errorf("%q, %v: %v, want %v", c.levels, c.points, got, c.want)
		}
	}
}

// A level is found by its name, or by its points where no level is a number.
func TestLevelsByNameAndPoints(t *testing.T) {
	set := func(levels, points, measure string) *Set {
		text := soundHead + soundBands + "answers = [{ id = \"grade\", levels = [" + levels + "]" + points + " }]\n" + soundCare +
			"questions = [{ id = \"plan\", answers = \"grade\", " + measure + " }, { id = \"review\" }]\n"
		r, err := Parse("x.toml", []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	const percent, least = `measure = "percent"`, `at_least = "yes"`
	const words, half = `"no", "partly", "yes"`, ", points = [0, 0.5, 1]"
	for _, c := range []struct {
		set  *Set
		text string
		want int
	}{
		{set(words, "", percent), " Partly", 1}, {set(words, "", percent), "1", 1}, {set(words, "", percent), "3", -1}, {set(words, "",
			percent), "never", -1},
		{set(words, half, percent), "0.5", 1}, {set(words, half, percent), "1", 2}, {set(words, half, percent), "2", -1},
		{set(words, "", least), "1", -1}, {set(words, "", least), "yes", 2},
		{set(`"1", "2", "3"`, "", percent), "2", 1}, {set(`"1", "2", "3"`, ", points = [5, 6, 7]", percent), "6", -1},
	} {
		if got := c.set.LevelNamed(c.set.Questions()[0], c.text); got != c.want {
			t.Errorf("%q: level %d, want %d\n%+v", c.text, got, c.want, c.set.Answers)
		}
	}
	for levels, want := range map[string]bool{words: true, `"1", "2", "3"`: false, `"no", "partly", "2.5"`: false} {
		r := set(levels, "", percent)
		if got := r.ReadsPoints(r.Questions()[0]); got != want || r.ReadsPoints(r.Questions()[1]) {
			t.Errorf("%s: read by points %v", levels, got)
		}
	}
}

// Wrong points and measures are each found.
func TestWrongPoints(t *testing.T) {
	of := func(answers, question string) string {
		return soundHead + soundBands + "answers = [{ id = \"grade\", levels = [\"no\", \"partly\", \"yes\"]" + answers + " }]\n" + soundCare +
			"questions = [{ id = \"plan\", answers = \"grade\", " + question + " }, { id = \"review\" }]\n"
	}
	levels := func(n int) string {
		var all []string
		for i := range n {
			all = append(all, fmt.Sprintf("%q", fmt.Sprint("l", i)))
		}
		return strings.Join(all, ", ")
	}
	const percent = `measure = "percent"`
	const means = `measure = "mean", bands = [{ rating = "red", from = 0, to = 1 }, { rating = "green", from = 1, to = 2 }]`
	for _, c := range []struct{ text, want string }{
		{of("", percent), ""},
		{of("", means), ""},
		{of("", percent+`, rounding = "half-even", decimals = 2, bands = [{ rating = "red", from = 0, to = 49.99 }, { rating = "green", from = 50, to = 100 }]`), ""},
		{of(", points = [0, 50, 100]", percent), ""},
		{of(", points = [0, 50, 100.5]", percent), "100.5 points of yes are not from 0 to 100"},
		{of(", points = [-1, 50, 100]", percent), "-1 points of no are not from 0 to 100"},
		{of(", points = [0, 0.125, 1]", percent), "0.125 points of partly are not"},
		{of(", points = [0, 1]", percent), "has 2 numbers of 3 levels"},
		{of(", points = [1]", percent), "has 1 number of 3 levels"},
		{strings.Replace(of("", means), "questions", "bands = [{ rating = \"red\", from = 0, to = 40 }, "+
			"{ rating = \"green\", from = 50, to = 100 }]\nquestions", 1), "a gap"},
		{of(", points = [0, 1, 1]", percent), "yes has 1 point after 1 of partly"},
		{of(", points = [1, 1, 2]", percent), "partly has 1 point after 1 of no"},
		{of(", points = [0, 1, 2]", `at_least = "yes"`), "has points, and no question is measured by them"},
		{strings.Replace(of("", percent), ", { id = \"review\" }", "", 1), ""},
		{strings.Replace(strings.Replace(of("", percent), ", { id = \"review\" }", "", 1), "questions",
			"combine = \"mean\"\nbands = [{ rating = \"red\", from = 0, to = 40 }, { rating = \"green\", from = 50, to = 100 }]\nquestions", 1),
			"a gap: red ends at 40 and green begins at 50"},
		{of("", `measure = "mean", rounding = "half-up", decimals = 1, bands = [`+
			`{ rating = "red", from = 0, to = 1 }, { rating = "green", from = 1.2, to = 2 }]`),
			"and 1.1 falls in neither"},
		{of("", percent+`, rounding = "half-up", bands = [{ rating = "red", from = 0, to = 49 }, { rating = "green", from = 51, to = 100 }]`),
			"and 50 falls in neither"},
		{strings.Replace(of("", percent), `levels = ["no", "partly", "yes"]`, "levels = ["+levels(256)+"]", 1), ""},
		{strings.Replace(of("", percent), `levels = ["no", "partly", "yes"]`, "levels = ["+levels(257)+"]", 1),
			"has 257 levels, and no answers have more than 256"},
		{strings.Replace(of("", `measure = "mean", information = true`), "questions", "combine = \"mean\"\n"+soundBands+"questions", 1), ""},
		{of("", `measure = "median"`), `measure "median" is neither mean nor percent`},
		{of("", `at_least = "yes", rounding = "down"`), "rounding and decimals are of a measure by points"},
		{of("", `at_least = "yes", decimals = 1`), "rounding and decimals are of a measure by points"},
		{of("", percent+`, rounding = "up"`), `rounding "up" is none of`},
		{of("", percent+`, decimals = 3`), "decimals is 3"},
		{of("", percent+`, decimals = -1`), "decimals is -1"},
		{of("", percent+`, rounding = "none", decimals = 1`), "decimals have no meaning without rounding"},
		{of("", percent+`, at_least = "yes"`), "has at_least as well as a measure"},
		{of("", percent+`, decide = [{ cases = 2, yes = [1, 2] }]`), "a table by number of cases counts yes answers"},
		{of("", `measure = "mean"`), "is measured by points and has no bands of its own"},
		{strings.Replace(of("", means), "questions", "combine = \"mean\"\n"+soundBands+"questions", 1), "is a mean of points, and its standard the mean of percentages"},
		{strings.Replace(of("", means), "{ id = \"review\" }", "{ id = \"old\", answers = \"grade\", measure = \"mean\", information = true }", 1), ""},
		{strings.Replace(of("", percent), ", answers = \"grade\"", "", 1), "has a measure and no answers with points"},
	} {
		set, err := Parse("x.toml", []byte(c.text))
		if err != nil {
			t.Errorf("%v\n%s", err, c.text)
			continue
		}
		if got := set.Check().Error(); !strings.Contains(got, c.want) || (c.want == "") != (got == "") {
			t.Errorf("want %q, found\n%s\nin\n%s", c.want, got, numbered(c.text))
		}
	}
}

// Bands of figures are said in what the figures are: percentages, points, or scores.
func TestBandsOfFiguresInWords(t *testing.T) {
	text := soundHead + "answers = [{ id = \"grade\", levels = [\"no\", \"partly\", \"yes\"] }]\n" + soundCare +
		`questions = [{ id = "plan", answers = "grade", measure = %q, ` +
		`bands = [{ rating = "red", from = 0, to = 1 }, { rating = "green", from = 1, to = 2 }] }]` + "\n"
	for measure, want := range map[Measure]string{PercentPoints: "0% to 1%", MeanPoints: "0 to 1"} {
		values := parsed(t, fmt.Sprintf(text, measure)).Values()
		if !slices.Contains(values, Value{"standards.care.plan.bands.red", want}) {
			t.Errorf("%s: no %q in %v", measure, want, values)
		}
	}
}
