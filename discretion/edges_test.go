package discretion

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"onecase/discretion/rules"
	"onecase/sample"
	"onecase/stats"
)

// Totals of a matched sample are warned of with the advice to give the judgements case by case; those with the
// answers case by case, and what was published without them, are warned of without it.
func TestAdviceForTotalsAlone(t *testing.T) {
	ins := matchedOnce(t, "Kent")
	if err := ins.Set("court.assessment.safety", 25, 39); err != nil {
		t.Fatal(err)
	}
	grid := ins.Results.Grid
	for set := range 4 {
		a := assessed(t, ins)
		a.Warnings, ins.Results.Grid, ins.Withheld = nil, nil, nil
		if set&1 > 0 {
			ins.Results.Grid = grid
		}
		if set&2 > 0 {
			ins.Withheld = &Withheld{}
		}
		a.warnMatched(&a.Warnings, stats.Exact, stats.ExactTable, stats.ExactCells)
		ins.Results.Grid, ins.Withheld = grid, nil
		if len(a.Warnings) != 1 || (a.Warnings[0].Fix != "") != (set == 0) {
			t.Errorf("%02b: %+v", set, a.Warnings)
		}
	}
}

// A column that nobody has is told from the variables of the record, however many it has.
func TestNoSuchColumn(t *testing.T) {
	for n := range 4 {
		record := &sample.Record{}
		for i := range n {
			record.Frame.Variables = append(record.Frame.Variables, fmt.Sprint("v", i))
		}
		text := noColumn(record, "team").Error()
		if strings.Contains(text, "the record has no variables") != (n == 0) ||
			strings.Contains(text, "the record has the variables v0") != (n > 0) || strings.Contains(text, fmt.Sprint("v", n)) {
			t.Errorf("%d variables: %s", n, text)
		}
	}
}

// Shares have limits of their own just where the pairs of sizes of all differences are more than are tried.
func TestPairsOfSizesThatAreTried(t *testing.T) {
	record := recordedFrame(t, func(d *sample.Design) { d.Method = sample.Simple; d.Sizes["court"] = 20 })
	g, err := judged(t, record).bindGroup(record, "court", -1, EstimateOptions{Confidence: 0.80})
	if err != nil {
		t.Fatal(err)
	}
	answers := slices.Repeat([]stats.Answer{stats.Yes, stats.No}, 10)
	for _, most := range [][2]int{{40, 40}, {11, 49}, {34, 13}} {
		var c [2]domainCount
		for k := range c {
			d := domain{inside: make([]bool, 20), most: []int{most[k]}}
			for i := range answers {
				d.inside[i] = i%2 == k != (i < 4)
			}
			c[k] = g.count(answers, d)
		}
		// Ten of each were read, and there can be any number from ten on.
		pairs := (most[0] - 9) * (most[1] - 9)
		for _, differences := range []int{maxSizePairs / pairs, maxSizePairs/pairs + 1} {
			want := stats.Exact
			if pairs*differences > maxSizePairs {
				want = stats.Apart
			}
			d, ok, err := g.difference(c[0], c[1], differences, EstimateOptions{Confidence: 0.80})
			if err != nil || !ok || d.Method != want {
				t.Errorf("%d and %d, %d differences: by %s, want %s: %v", most[0], most[1], differences, d.Method, want, err)
			}
		}
	}
}

// A difference between two domains is certain just where every case of both was read, by whatever method.
func TestDifferencesOfWholeDomainsAreCertain(t *testing.T) {
	record := recordedFrame(t, func(d *sample.Design) { d.Method = sample.Simple; d.Sizes["court"] = 20 })
	g, err := judged(t, record).bindGroup(record, "court", -1, EstimateOptions{Confidence: 0.80})
	if err != nil {
		t.Fatal(err)
	}
	answers := slices.Repeat([]stats.Answer{stats.Yes, stats.No}, 10)
	for _, method := range []stats.Method{"", stats.Exact, stats.DesignMean, stats.DesignBeta} {
		for whole := range 4 {
			var c [2]domainCount
			for k := range c {
				d := domain{inside: make([]bool, 20), most: []int{10 + 15*(whole>>k&1)}}
				for i := range answers {
					d.inside[i] = i%2 == k != (i < 4)
				}
				c[k] = g.count(answers, d)
			}
			d, ok, err := g.difference(c[0], c[1], 1, EstimateOptions{Confidence: 0.80, Method: method})
			if err != nil || !ok || (d.Low == d.High && d.Guaranteed) != (whole == 0) {
				t.Errorf("%s, whole but for %02b: %+v, %v", method, whole, d, err)
			}
		}
	}
}

// The way from a score to the next ratings is that of every set of ratings with this score, whatever points the
// worst rating has.
func TestStepsFromAScoreByEnumeration(t *testing.T) {
	for lowest := range 3 {
		const n = 4
		var text strings.Builder
		text.WriteString(fmt.Sprintf(`id = "scores"
groups = [{ id = "all", name = "All" }]
ratings = [{ id = "a", name = "A", score = %d }, { id = "b", name = "B", score = %d }, { id = "c", name = "C", score = %d }]
`, lowest, lowest+1, lowest+2))
		for i := range n {
			text.WriteString(fmt.Sprintf("[[standards]]\nid = \"s%d\"\nname = \"S\"\ngroup = \"all\"\n", i))
		}
		bands := []rules.ScoreBand{{From: n * lowest, To: n*lowest + 2, Rating: "a"}, {From: n*lowest + 3, To: n*lowest + 5, Rating: "b"},
			{From: n*lowest + 6, To: n * (lowest + 2), Rating: "c"}}
		text.WriteString(fmt.Sprintf("[scoring]\nstandards = %d\nmaximum = %d\n", n, n*(lowest+2)))
		for _, b := range bands {
			text.WriteString(fmt.Sprintf("[[scoring.bands]]\nrating = %q\nfrom = %d\nto = %d\n", b.Rating, b.From, b.To))
		}
		set, err := rules.Parse("scores.toml", []byte(text.String()))
		if err != nil {
			t.Fatal(err)
		}
		a, err := NewAssessor(NewInspection(set), Options{})
		if err != nil {
			t.Fatal(err)
		}
		for score := n * lowest; score <= n*(lowest+2); score++ {
			up, down := a.possibleSteps(score, n)
			for _, way := range []struct {
				step  *PossibleStep
				rises int // to the far end of a rating
			}{
				{up, 1}, {down, -1},
			} {
				band := slices.IndexFunc(bands, func(b rules.ScoreBand) bool { return b.From <= score && score <= b.To }) + way.rises
				if (way.step != nil) != (band >= 0 && band < len(bands)) {
					t.Fatalf("from %d by %d: %+v", score, way.rises, way.step)
				}
				if way.step == nil {
					continue
				}
				points := max(bands[band].From-score, score-bands[band].To)
				fewest, enough := n+1, 0
				for code := range 81 {
					var gains []int
					sum := n * lowest
					for i, rest := 0, code; i < n; i, rest = i+1, rest/3 {
						sum += rest % 3
						gains = append(gains, rest%3)
						if way.rises > 0 {
							gains[i] = 2 - rest%3
						}
					}
					if sum != score {
						continue
					}
					slices.Sort(gains)
					slices.Reverse(gains)
					moved, gained := 0, 0
					for moved < n && gained < points {
						gained += gains[moved]
						moved++
					}
					fewest, enough = min(fewest, moved), max(enough, moved)
				}
				if s := way.step; s.To != bands[band].Rating || s.Points != points || s.Fewest == nil || *s.Fewest != fewest || *s.Enough != enough {
					t.Errorf("worst %d, from %d by %d: %+v, want %d points, %d and %d", lowest, score, way.rises, s, points, fewest, enough)
				}
			}
		}
	}
}

// What was put aside is told by whether it is of the sample, left it or looks like a case of it, with how many
// answers count for nothing.
func TestWhatIsPutAside(t *testing.T) {
	ins := NewInspection(ladder(t, 1, 1, 1, ladders[0]...))
	ins.Record = &sample.Record{Replacements: []sample.Replacement{{Case: "LEFT", By: "R1", Reason: "moved"}, {Case: "k08", Reason: "lost"}}}
	for _, c := range []struct {
		id, question string
		kind         FindingKind
		alike        string
	}{{"ZZ", "", NotInSample, ""}, {"k07", "", NotInSample, "K7"}, {"LEFT", "", LeftSample, ""}, {"k08", "", LeftSample, ""},
		{"K7", "s0.q0", StrayAnswer, ""}, {"k07", "s0.q0", StrayAnswer, ""}} {
		for answers := range 4 {
			p := &Progress{Inspection: ins, Cases: []CaseProgress{{ID: "K7"}, {ID: "K8"}}}
			p.findAside(Aside{Case: c.id, Question: c.question, Answers: answers, Row: 5})
			f := p.Findings[0]
			if f.Kind != c.kind || f.Row != 5 || strings.Contains(string(f.Fix), "if it is the case") != (c.alike != "") ||
				!strings.Contains(string(f.Fix), c.alike) {
				t.Errorf("%+v: %+v", c, f)
			}
			for n, text := range []string{"", "its answer counts for nothing", "its 2 answers count", "its 3 answers count"} {
				if n > 0 && c.question == "" && strings.Contains(f.Message, text) != (n == answers) {
					t.Errorf("%d answers: %s", answers, f.Message)
				}
			}
		}
	}
}

// A standard that is a mean may have no rating where cases beyond the sample decide the band of any of its questions.
func TestCasesBeyondTheSampleDecide(t *testing.T) {
	set, err := rules.Parse("mean.toml", []byte(`id = "mean"
groups = [{ id = "all", name = "All" }]
percent = { rounding = "none", inclusive = true }
ratings = [{ id = "red", name = "Red", score = 0 }, { id = "green", name = "Green", score = 1 }]
bands = [{ rating = "red", from = 0, to = 49 }, { rating = "green", from = 50, to = 100 }]
[[standards]]
id = "s"
name = "S"
group = "all"
combine = "mean"
bands = [{ rating = "red", from = 0, to = 49 }, { rating = "green", from = 50, to = 100 }]
questions = [{ id = "a" }, { id = "b" }, { id = "c" }]
`))
	if err != nil {
		t.Fatal(err)
	}
	a, err := NewAssessor(NewInspection(set), Options{})
	if err != nil {
		t.Fatal(err)
	}
	for open := range 1 << 3 {
		p := &Progress{Inspection: a.Inspection}
		for at, q := range set.Questions() {
			one := QuestionProgress{Question: q, ends: []ends{{0, 0}, {1, 1}}, spans: []countSpan{{low: 1, high: 2, of: 4}}}
			if open>>at&1 == 1 {
				one.ends = append(one.ends, ends{0, 1})
			}
			p.Questions = append(p.Questions, one)
		}
		if o := p.leafOutcome(a, 0); o.Unrated != (open > 0) || !slices.Equal(o.Possible, []string{"red", "green"}) {
			t.Errorf("%03b: %+v", open, o)
		}
	}
}

// A table with a column of codes and none of texts is no list of questions, wherever that column stands; nor is a
// sheet of a workbook.
func TestTablesWithoutTexts(t *testing.T) {
	for _, text := range []string{"Code,Source\nQ1,manual\n", "Source,Code\nmanual,Q1\n"} {
		name := filepath.Join(t.TempDir(), "questions.csv")
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if got, err := ReadQuestions(name); err == nil || !strings.Contains(err.Error(), "not of questions") {
			t.Errorf("%q: %v, %v", text, got, err)
		}
	}
}

// A record without a group of the rules is refused with the groups that either has.
func TestRecordsOfOtherGroups(t *testing.T) {
	set := ladder(t, 1, 1, 1, ladders[0]...) // of the group g0
	for n, want := range []string{"the record has no groups and", "the record has the group a0 and", "the record has the groups a0, a1 and"} {
		record := &sample.Record{}
		for i := range n {
			record.Groups = append(record.Groups, sample.GroupDraw{Group: fmt.Sprint("a", i)})
		}
		if err := CheckGroups(record, set); err == nil || !strings.HasPrefix(err.Error(), want) || !strings.Contains(err.Error(), "has the group g0:") {
			t.Errorf("%d groups: %v", n, err)
		}
		record.Groups = append(record.Groups, sample.GroupDraw{Group: "g0"})
		if err := CheckGroups(record, set); err != nil {
			t.Error(err)
		}
	}
}

// Levels of answers are found whatever the order of the columns; where a column has the answers no other
// has levels.
func TestLevelsInAnyOrderOfColumns(t *testing.T) {
	wide := [][]string{{"case_id", "K1", "K2"}, {"s.a", "1", "3"}, {"note", "1", "2"}, {"s.b", "partly", "yes"}}
	long := [][]string{{"case_id", "K1", "K1"}, {"question", "s.a", "S.B"}, {"answer", "3", "partly"}, {"other", "2", "3"}}
	want := map[string]string{"s.a": "1 2 3", "s.b": "no partly yes"}
	for _, columns := range [][][]string{wide, long} {
		orders(len(columns), func(order []int) {
			var text strings.Builder
			for row := range 3 {
				for i, c := range order {
					if i > 0 {
						text.WriteString(",")
					}
					text.WriteString(columns[c][row])
				}
				text.WriteString("\n")
			}
			got := questionLevels(table(text.String()))
			for id, levels := range want {
				if strings.Join(got[id], " ") != levels {
					t.Errorf("%q: %s has the levels %q", text.String(), id, got[id])
				}
			}
			if len(got) != len(want) {
				t.Errorf("%q: levels %v", text.String(), got)
			}
		})
	}
}

// Cases are counted at the places that are asked for, where the question applies.
func TestCountsByPlace(t *testing.T) {
	rng := rand.New(rand.NewPCG(4, 19))
	for range 200 {
		var places []int
		for place := range 6 {
			if rng.IntN(2) == 0 {
				places = append(places, place)
			}
		}
		s, c, want := &cellSample{}, domainCount{}, map[int][2]int{}
		for range rng.IntN(20) {
			at, a := rng.IntN(6), []stats.Answer{stats.OutsideDomain, stats.No, stats.Yes}[rng.IntN(3)]
			s.place, c.answers = append(s.place, at), append(c.answers, a)
			n := want[at]
			if a != stats.OutsideDomain {
				n[1]++
			}
			if a == stats.Yes {
				n[0]++
			}
			want[at] = n
		}
		of, yes := s.counts(c, places)
		for k, place := range places {
			if want[place] != [2]int{yes[k], of[k]} {
				t.Fatalf("%d of %d at %d, want %v", yes[k], of[k], place, want[place])
			}
		}
	}
}

// What changed the sample after the draw is said with its numbers, and from then on no guarantee is taken; nor is
// it where not every case was judged.
func TestChangesOfASample(t *testing.T) {
	for code := range 3 * 3 * 3 * 2 {
		drawn, extended, dropped, judged := 1+code%3, code/3%3, code/9%3, code/27 == 0
		g := &boundGroup{draw: &sample.GroupDraw{Group: "all", Selected: make([]sample.Chosen, drawn)}}
		record := &sample.Record{Extensions: []sample.Extension{{Group: "other", Added: make([]sample.Chosen, 7)}}}
		if extended > 0 {
			record.Extensions = append(record.Extensions, sample.Extension{Group: "all", Added: make([]sample.Chosen, extended)})
		}
		status := &sample.Status{Sample: make([]sample.Chosen, max(drawn+extended-dropped, 0)), Dropped: make([]sample.Chosen, dropped)}
		if dropped > drawn {
			continue
		}
		for k := range dropped {
			record.Replacements = append(record.Replacements, sample.Replacement{Group: "all", Case: fmt.Sprint("K", k)})
		}
		cases := len(status.Sample)
		if !judged {
			cases--
		}
		g.warnChanged(record, status, cases)
		changed := dropped > 0 || extended > 0
		if g.assumed != (changed || !judged) || (len(g.warnings) > 0) != changed {
			t.Fatalf("%d drawn, %d added, %d left, judged %v: %v, assumed %v", drawn, extended, dropped, judged, g.warnings, g.assumed)
		}
		if !changed {
			continue
		}
		var want string
		plural := func(n int, one, more string) string {
			if n == 1 {
				return fmt.Sprint(n, " ", one)
			}
			return fmt.Sprint(n, " ", more)
		}
		switch {
		case dropped > 0 && extended > 0:
			want = fmt.Sprintf("%d of the %d cases, %d drawn and %d added later,", dropped, drawn+extended, drawn, extended)
		case dropped > 0:
			want = fmt.Sprintf("%d of the %s drawn", dropped, plural(drawn, "case that was", "cases that were"))
		default:
			want = plural(extended, "case", "cases") + " were added"
		}
		if text := g.warnings[0].Message; !strings.Contains(text, want) {
			t.Errorf("%q, want %q", text, want)
		}
	}
}

// Questions without a result are named from the first on, and nothing is said where there is none.
func TestMissingQuestionsAreNamed(t *testing.T) {
	set, err := rules.Parse("three.toml", []byte(`id = "three"
groups = [{ id = "court", name = "Court" }]
[[standards]]
id = "s"
name = "S"
group = "court"
questions = [{ id = "a" }, { id = "b" }, { id = "c" }]
`))
	if err != nil {
		t.Fatal(err)
	}
	record := recordedFrame(t, nil)
	for missing := range 3 {
		ins := NewInspection(set)
		for at := missing; at < 3; at++ {
			ins.Results.Questions[at].setCount(20, 39)
		}
		e := estimates(t, ins, record, EstimateOptions{})
		if warned(e.Warnings, "question-missing") != (missing > 0) {
			t.Errorf("%d missing: %v", missing, e.Warnings)
		}
	}
}

// Without conditions of the rules a case that counts as failed keeps na where the question did not apply to it; with
// them it is no wherever the question applies by them, is of its group and is in the table.
func TestFailedCasesByTheConditions(t *testing.T) {
	for code := range 1 << 4 {
		has := func(bit int) bool { return code>>bit&1 == 1 }
		text := `id = "conditions"
groups = [{ id = "a", name = "A" }, { id = "b", name = "B" }]
[[standards]]
id = "s"
name = "S"
group = "a"
questions = [{ id = "q"%s }]
[[standards]]
id = "t"
name = "T"
group = "b"
questions = [{ id = "r"%s }]
`
		condition := ""
		if has(0) {
			condition = `, applies = [{ column = "sex", is = ["male"] }]`
		}
		set, err := rules.Parse("conditions.toml", fmt.Appendf(nil, text, condition, condition))
		if err != nil {
			t.Fatal(err)
		}
		ins := NewInspection(set)
		ins.Results.Grid = &Grid{Cases: []Case{{ID: "C", Group: "a", Answers: []Answer{NA, NA}}}, named: []bool{has(1), has(1)}}
		group := &sample.GroupDraw{Group: "a", Variables: []sample.DrawnVariable{{Name: "sex",
			Categories: []sample.DrawnCategory{{Category: "male"}, {Category: "female"}}}},
			Cells: []sample.DrawnCell{{Values: []int{0}}, {Values: []int{1}}}}
		cell := 1
		if has(2) {
			cell = 0
		}
		var warnings stats.Warnings
		ins.fail("a", &sample.Status{Failed: []string{"C"}}, &warnings, applying{group, map[string]int{"C": cell}})
		want := NA
		if has(0) && has(1) && has(2) {
			want = No
		}
		if got := ins.Results.Grid.Cases[0].Answers; got[0] != want || got[1] != NA {
			t.Errorf("%04b: %v, want %v", code, got, want)
		}
	}
}

// Answers with points that are still to come count as the worst when a question is to rise, and as the best when it
// is to fall: the moves are the fewest, by every way to move the answers that are in.
func TestMovesOfPointsWithAnswersToCome(t *testing.T) {
	rng := rand.New(rand.NewPCG(23, 5))
	moved, none := 0, 0
	for range 300 {
		levels := 2 + rng.IntN(3)
		var names, points []string
		for i := range levels {
			names, points = append(names, fmt.Sprintf("%q", fmt.Sprint("l", i))), append(points, fmt.Sprint(i))
		}
		set, err := rules.Parse("points.toml", fmt.Appendf(nil, `id = "points"
target = { size = 8 }
percent = { rounding = "none", inclusive = true }
groups = [{ id = "all", name = "Cases" }]
answers = [{ id = "scale", levels = [%s], points = [%s] }]
ratings = [{ id = "a", name = "A", score = 0 }, { id = "b", name = "B", score = 1 }, { id = "c", name = "C", score = 2 }]
bands = [{ rating = "a", from = 0, to = 49 }, { rating = "b", from = 50, to = 69 }, { rating = "c", from = 70, to = 100 }]
[[standards]]
id = "s"
name = "S"
group = "all"
questions = [{ id = "q", answers = "scale", measure = "percent" }]
`, strings.Join(names, ", "), strings.Join(points, ", ")))
		if err != nil {
			t.Fatal(err)
		}
		ins := NewInspection(set)
		ins.Groups["all"] = GroupSize{Population: 8, Sample: 1 + rng.IntN(8)}
		of := ins.Groups["all"].Sample
		at, sum := make([]int, levels), 0
		for range of {
			level := rng.IntN(levels)
			at[level]++
			sum += level
		}
		ins.Results.Questions[0] = Result{Question: "s.q", Known: Counted, Of: of, Yes: at[levels-1], Levels: at, levels: levels}
		q := assess(t, ins, Options{}).result("s.q")
		left := 8 - of
		band := func(sum int) int { // of eight answers
			switch share := 100 * sum; {
			case share < 50*8*(levels-1):
				return 0
			case share < 70*8*(levels-1):
				return 1
			}
			return 2
		}
		most := left * (levels - 1)
		if band(sum) != band(sum+most) {
			if q.UpMoves != nil || q.DownMoves != nil || q.Band != "" {
				t.Fatalf("%v of %d: %+v", at, of, q)
			}
			continue
		}
		up, down := 0, 0
		var try func(level, answers, gain, loss int)
		try = func(level, answers, gain, loss int) {
			if level == levels {
				if band(sum+gain) > band(sum) && (up == 0 || answers < up) {
					up = answers
				}
				if band(sum+most-loss) < band(sum) && (down == 0 || answers < down) {
					down = answers
				}
				return
			}
			for n := range at[level] + 1 {
				try(level+1, answers+n, gain+n*(levels-1-level), loss+n*level)
			}
		}
		try(0, 0, 0, 0)
		if got := [2]int{casesOf(q.UpMoves), casesOf(q.DownMoves)}; got != [2]int{up, down} {
			t.Fatalf("%v of %d: %v answers up and down, want %d and %d", at, of, got, up, down)
		}
		if moved++; up == 0 || down == 0 {
			none++
		}
	}
	if moved < 50 || none < 10 {
		t.Errorf("%d questions moved, %d of them one way: this tests little", moved, none)
	}
}

func casesOf(moves []LevelMove) (cases int) {
	for _, m := range moves {
		cases += m.Cases
	}
	return cases
}
