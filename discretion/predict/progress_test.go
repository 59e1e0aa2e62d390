package predict

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"onecase/discretion"
	kentfiles "onecase/examples/kent"
	"onecase/sample"
)

// kentUnderway is Kent's grid without the answers that are to be left out, with the record
// of a draw of just its cases.
func kentUnderway(t testing.TB, leaveOut func(id, question string) bool) *discretion.Progress {
	t.Helper()
	text, err := kentfiles.Files.ReadFile("judgements.csv")
	if err != nil {
		t.Fatal(err)
	}
	frame := sample.Frame{}
	lines := strings.Split(strings.TrimSpace(string(text)), "\n")
	sizes := map[string]int{}
	for i, line := range lines[1:] {
		cells := strings.Split(line, ",")
		group, _, _ := strings.Cut(cells[1], ".")
		if n := len(frame.Cases); n == 0 || frame.Cases[n-1].ID != cells[0] {
			frame.Cases = append(frame.Cases, sample.Case{ID: cells[0], Group: group})
			sizes[group]++
		}
		if leaveOut(cells[0], cells[1]) {
			lines[i+1] = cells[0] + "," + cells[1] + ","
		}
	}
	design := sample.DefaultDesign()
	design.Sizes = sizes
	plan, err := sample.NewPlan(&frame, []sample.Group{{ID: "court"}, {ID: "ooc"}}, design)
	if err != nil {
		t.Fatal(err)
	}
	draw, err := plan.Draw("1")
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	grid, record := filepath.Join(folder, "grid.csv"), filepath.Join(folder, "record.json")
	f, err := os.Create(record)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := sample.NewRecord(draw, sample.ListSource{Name: "l"}, "hmip-youth-2018", time.Unix(0, 0)).Write(f); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(grid, []byte(strings.Join(lines, "\n")), 0o600); err != nil {
		t.Fatal(err)
	}
	ins, _, err := discretion.Open(grid, discretion.OpenOptions{Record: record, Underway: true, Plain: true})
	if err != nil {
		t.Fatal(err)
	}
	ins.Judged = kent(t).Judged
	p, err := discretion.ProgressOf(ins, discretion.ProgressOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// Chances are of what is possible, add up to 1 and are 1 where a rating is settled, with
// whole cases and single answers still to come.
func TestFinishGivesChancesToWhatIsPossible(t *testing.T) {
	rng := rand.New(rand.NewPCG(6, 15))
	certain, open := 0, 0
	for _, left := range []float64{0, 0.1, 0.4, 0.8} {
		unread := map[string]bool{}
		p := kentUnderway(t, func(id, _ string) bool {
			if _, seen := unread[id]; !seen {
				unread[id] = rng.Float64() < left
			}
			return unread[id] || rng.Float64() < left/8
		})
		f, err := Finish(p, Options{Replicates: 1_000})
		if err != nil {
			t.Fatal(err)
		}
		check := func(of string, o discretion.Outcome, c FinalChances) {
			t.Helper()
			if c.Chances == nil {
				t.Errorf("%v left, %s: no chances: %s", left, of, c.Why)
				return
			}
			if math.Abs(sum(c.Chances)-1) > 1e-9 {
				t.Errorf("%v left, %s: %v", left, of, c.Chances)
			}
			for i, rating := range p.Inspection.Rules.Ratings {
				if c.Chances[i] > 1e-12 && !slices.Contains(o.Possible, rating.ID) {
					t.Errorf("%v left, %s: %s has the chance %v, and is not among %v", left, of, rating.ID, c.Chances[i], o.Possible)
				}
			}
			if o.Settled {
				certain++
			} else {
				open++
			}
		}
		for i, st := range p.Standards {
			check(st.ID, st.Outcome, f.Standards[i])
		}
		for i, q := range p.Questions {
			check(q.Question.ID, q.Outcome, f.Questions[i])
		}
		check("overall", p.Overall.Outcome, f.Overall)
	}
	if certain < 50 || open < 50 {
		t.Errorf("%d settled and %d open", certain, open)
	}
}

// A question that nobody has answered tells nothing, and neither does a standard that it
// can decide.
func TestFinishKnowsNothingWithoutAnswers(t *testing.T) {
	p := kentUnderway(t, func(_, question string) bool {
		return strings.HasPrefix(question, "ooc.") && question != "ooc.planning.safety"
	})
	f, err := Finish(p, Options{Replicates: 100})
	if err != nil {
		t.Fatal(err)
	}
	for i, st := range p.Standards {
		if st.Standard.Judged {
			continue
		}
		if known := f.Standards[i].Chances != nil; known != !strings.HasPrefix(st.ID, "ooc.") {
			t.Errorf("%s: %+v", st.ID, f.Standards[i])
		}
	}
	if f.Overall.Chances != nil || !strings.Contains(f.Overall.Why, "Out-of-court disposals") {
		t.Errorf("overall: %+v", f.Overall)
	}
}

// With cases that have some answers still to come, the yes answers and the cases of each
// question follow the law of its own prediction.
func TestBegunCasesFollowTheLawOfEachQuestion(t *testing.T) {
	const n, y, w = discretion.No, discretion.Yes, discretion.NA
	grid := &discretion.Grid{Cases: []discretion.Case{
		{ID: "a", Group: "g", Answers: []discretion.Answer{y, n}}, {ID: "b", Group: "g", Answers: []discretion.Answer{y, w}},
		{ID: "c", Group: "g", Answers: []discretion.Answer{n, n}},
		{ID: "d", Group: "g", Answers: []discretion.Answer{w, y}, Waiting: []int{0}},
		{ID: "e", Group: "g", Answers: []discretion.Answer{y, w}, Waiting: []int{1}},
	}}
	const toCome, s, level = 3, 2.0, 20
	u := newUrn(grid, "g", []int{0, 1}, toCome, Jeffreys)
	urn := newTiedUrn(u, []int{0, 0}, []int{0, 1})
	random := newStream("test", "1", 0)
	draws := 40_000
	found := [2]map[[2]int]int{{}, {}}
	for range draws {
		yes, of := make([]int, 2), make([]int, 2)
		urn.draw(random, s, []int{level}, yes, of)
		for q := range found {
			found[q][[2]int{yes[q], of[q]}]++
		}
	}
	m := levels[level]
	for q, known := range []struct{ yes, of, read int }{{3, 4, 4}, {1, 3, 4}} {
		p := prediction{prior: Prior{s * m, s * (1 - m)}, yes: known.yes, of: known.of, unread: unread{cases: toCome + 1, read: known.read}}
		applicable := p.applicable()
		for i, chance := range applicable.p {
			next := p.nextYes(applicable.from + i)
			for j, c := range next.p {
				want := chance * c
				at := [2]int{known.yes + next.from + j, known.of + applicable.from + i}
				got := float64(found[q][at]) / float64(draws)
				if math.Abs(got-want) > 5*math.Sqrt(want*(1-want)/float64(draws))+1e-6 {
					t.Errorf("question %d, %v: %.4f, by its own prediction %.4f", q, at, got, want)
				}
			}
		}
	}
}

// The sums are the law of prediction.bands.
func TestSampleSumsAreTheLawOfThePrediction(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 6))
	scale := kent(t).Rules.Scale("")
	for i := range 500 {
		read := 1 + rng.IntN(40)
		of := 1 + rng.IntN(read)
		p := prediction{scale: scale, yes: rng.IntN(of + 1), of: of, unread: unread{cases: rng.IntN(60), read: read},
			prior: Prior{math.Pow(2, float64(rng.IntN(20)-5)), math.Pow(2, float64(rng.IntN(20)-5))}}
		switch i % 50 {
		case 0:
			p.unread = unread{endless: true}
		case 1:
			p.unread.cases = mostSums - 1 + rng.IntN(4)
		}
		near(t, fmt.Sprintf("%+v", p), newSampleSums(p).bands(p), p.bands(), 1e-12)
	}
}

func BenchmarkFinish(b *testing.B) {
	p := kentUnderway(b, func(id, question string) bool { return id > "K100" || id == "K050" && question > "court.d" })
	b.Log(fmt.Sprint(p.Read, " of ", p.Of))
	for b.Loop() {
		if _, err := Finish(p, Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkProgress(b *testing.B) {
	p := kentUnderway(b, func(id, question string) bool { return id > "K100" || id == "K050" && question > "court.d" })
	for b.Loop() {
		if _, err := discretion.ProgressOf(p.Inspection, discretion.ProgressOptions{}); err != nil {
			b.Fatal(err)
		}
	}
}

// Chances of what can be, given that what cannot is not.
func TestChancesOfWhatIsPossible(t *testing.T) {
	ids := []string{"red", "amber", "green"}
	for _, c := range []struct {
		possible  []string
		predicted []float64
		want      []float64
	}{
		{ids, []float64{0.2, 0.3, 0.5}, []float64{0.2, 0.3, 0.5}},
		{ids[1:], []float64{0.2, 0.3, 0.5}, []float64{0, 0.375, 0.625}},
		{ids[:1], []float64{0.2, 0.3, 0.5}, []float64{1, 0, 0}},
		{ids[:1], []float64{0, 0.5, 0.5}, []float64{0, 0, 0}}, // nothing that was foretold can be
	} {
		near(t, fmt.Sprint(c.possible), possible(ids, discretion.Outcome{Possible: c.possible}, c.predicted), c.want, 1e-12)
	}
}

// A question that the rules put to every case still open is asked of them all: yes answers are foretold for so many cases
// as are open, by the beta-binomial law.
func TestFinishAsksKnownQuestionsOfAllThatIsOpen(t *testing.T) {
	p := kentUnderway(t, func(id, _ string) bool { return id[len(id)-1]%3 == 0 })
	for at := range p.Questions {
		p.Questions[at].Known = true
	}
	f, err := Finish(p, Options{Replicates: 100})
	if err != nil {
		t.Fatal(err)
	}
	lbeta := func(a, b float64) float64 {
		x, _ := math.Lgamma(a)
		y, _ := math.Lgamma(b)
		z, _ := math.Lgamma(a + b)
		return x + y - z
	}
	scales, tried := p.Inspection.Rules.QuestionScales(p.Rounding), 0
	for at, q := range p.Questions {
		got := f.Questions[at].Chances
		if q.Settled || q.Outcome.Settled || got == nil {
			continue
		}
		tried++
		open, a, b := len(q.Open), float64(q.Yes)+f.Prior.Yes, float64(q.Of-q.Yes)+f.Prior.No
		want := make([]float64, len(got))
		for yes := range open + 1 {
			chance := math.Exp(lbeta(a+float64(yes), b+float64(open-yes))-lbeta(a, b)) * ways(open, yes)
			want[scales[at].Rating(scales[at].Band(q.Yes+yes, q.Of+open))] += chance
		}
		for i := range want {
			if math.Abs(got[i]-want[i]) > 1e-6 {
				t.Errorf("%s, %d open: %v, want %v", q.ID, open, got, want)
				break
			}
		}
	}
	if tried < 10 {
		t.Errorf("%d questions are open", tried)
	}
}
