package discretion

import (
	"cmp"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"onecase/discretion/internal/rulestest"
	"onecase/discretion/rules"
	"onecase/sample"
	"onecase/sample/sheet"
)

// fieldwork is a small inspection whose every answer is known.
type fieldwork struct {
	set    *rules.Set
	record *sample.Record
	cases  []Case
	judged map[string]string
}

// randomFieldwork makes one under rules of some kind: percentages of every rounding, and
// counts of no answers without and with a fixed size, met and not. One case may be
// counted as failed, and is not in the grid.
func randomFieldwork(t *testing.T, rng *rand.Rand, trial, cases int) (*fieldwork, rules.Rounding) {
	t.Helper()
	roundings := []rules.Rounding{rules.HalfUp, rules.HalfEven, rules.Down, rules.None}
	w, rounding := &fieldwork{}, roundings[trial%4]
	switch kind := trial % 5; kind {
	case 3:
		w.set = countNo(t, 0)
	case 4:
		w.set = countNo(t, max(5, cases)+rng.IntN(3))
	default:
		w.set = ladder(t, 1+rng.IntN(4), 1+rng.IntN(3), 1+rng.IntN(2), ladders[rng.IntN(len(ladders))]...)
	}
	w.cases = randomInspection(t, rng, w.set, cases).Results.Grid.Cases
	w.record = &sample.Record{Rules: w.set.ID, Replacements: []sample.Replacement{}}
	conditional := trial%7 == 0 || trial%7 == 5
	for q, question := range w.set.Questions() {
		first := q == 0 || w.set.Questions()[q-1].Group != question.Group // of every case something is asked
		if conditional && !first && rng.IntN(2) == 0 {
			w.set.Questions()[q].Conditions = []rules.Condition{{Column: "risk", Not: []string{"low"}}}
		}
	}
	for _, g := range w.set.Groups {
		draw := sample.GroupDraw{Group: g.ID, Population: 2 * cases, Cells: []sample.DrawnCell{{Population: cases}, {Population: cases}}}
		if conditional {
			draw.Variables = []sample.DrawnVariable{{Name: "risk", Categories: []sample.DrawnCategory{{Category: "low"},
				{Category: "high"}}}}
			draw.Cells[0].Values, draw.Cells[1].Values = []int{0}, []int{1}
		}
		for i := range w.cases {
			w.cases[i].Row = i + 2
			if w.cases[i].Group == g.ID {
				draw.Selected = append(draw.Selected, sample.Chosen{ID: w.cases[i].ID, Cell: rng.IntN(2)})
			}
		}
		if rng.IntN(3) == 0 {
			id := "F" + g.ID
			draw.Selected = append(draw.Selected, sample.Chosen{ID: id, Cell: rng.IntN(2)})
			w.record.Replacements = append(w.record.Replacements,
				sample.Replacement{Group: g.ID, Case: id, Reason: "gone", Policy: sample.CountFailed})
		}
		slices.SortFunc(draw.Selected, func(a, b sample.Chosen) int { return cmp.Compare(a.ID, b.ID) })
		w.record.Groups = append(w.record.Groups, draw)
	}
	for at := range w.cases {
		for q := range w.cases[at].Answers {
			if !w.applies(cell{at, q}) {
				w.cases[at].Answers[q] = NA
			}
		}
	}
	return w, rounding
}

// applies tells whether the rules let an answer be other than na.
func (w *fieldwork) applies(c cell) bool {
	if len(w.set.Questions()[c.question].Conditions) == 0 {
		return true
	}
	for _, chosen := range w.record.Group(w.cases[c.at].Group).Selected {
		if chosen.ID == w.cases[c.at].ID {
			return chosen.Cell == 1
		}
	}
	return true
}

// A cell is one answer of one case.
type cell struct{ at, question int }

// asked are the cells of some cases.
func (w *fieldwork) asked(cases ...int) (cells []cell) {
	for _, at := range cases {
		for q, question := range w.set.Questions() {
			if question.Group == w.cases[at].Group && question.Items == nil {
				cells = append(cells, cell{at, q})
			}
		}
	}
	return cells
}

// underway reads the grid, wide or long, without some cells.
func (w *fieldwork) underway(t *testing.T, rounding rules.Rounding, long bool, without []cell) *Progress {
	t.Helper()
	ins := NewInspection(w.set)
	maps.Copy(ins.Judged, w.judged)
	table := &sheet.Sheet{File: "grid.csv", HeaderRow: 1, Header: []string{"case_id"}}
	if long {
		table.Header = append(table.Header, "question", "answer")
	}
	for at, c := range w.cases {
		row := []string{c.ID}
		for q, question := range w.set.Questions() {
			if question.Items != nil {
				continue
			}
			text := c.Answers[q].String()
			if level, ok := c.LevelOf(q, len(question.Levels)); ok && question.Levels != nil {
				text = question.Levels[level]
			}
			if slices.Contains(without, cell{at, q}) {
				text = ""
			}
			switch {
			case long && question.Group == c.Group:
				table.Rows = append(table.Rows, sheet.NewRow(len(table.Rows)+2, c.ID, question.ID, text))
			case !long && at == 0:
				table.Header = append(table.Header, question.ID)
				fallthrough
			case !long:
				row = append(row, text)
			}
		}
		if !long {
			table.Rows = append(table.Rows, sheet.NewRow(at+2, row...))
		}
	}
	var err error
	ins.soFar, ins.underway = true, true
	if ins.groupOf, err = groupsOf(w.record); err != nil {
		t.Fatal(err)
	}
	if _, err := ins.AddJudgements(table); err != nil {
		t.Fatal(err)
	}
	if _, err := ins.UseRecord(w.record); err != nil {
		t.Fatal(err)
	}
	p, err := ProgressOf(ins, ProgressOptions{Rounding: rounding})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// rated are the ratings of all standards, then the overall one, as onecase rate makes
// them from the whole grid.
func (w *fieldwork) rated(t *testing.T, rounding rules.Rounding, cases []Case) []string {
	t.Helper()
	ins := NewInspection(w.set)
	ins.Results.Grid = &Grid{Cases: cases}
	ins.Results.Grid.derive(w.set)
	ins.Results.CountAnswers(w.set.Questions())
	ins.Judged = w.judged
	if _, err := ins.UseRecord(w.record); err != nil {
		t.Fatal(err)
	}
	a, err := NewAssessor(ins, Options{Rounding: rounding})
	if err != nil {
		t.Fatal(err)
	}
	ratings := make([]int, len(w.set.Standards))
	_, overall, ok := a.RateAll(ratings)
	var out []string
	for i, r := range ratings {
		out = append(out, ratingID(w.set.RatingsOf(i), r))
	}
	if !ok {
		overall = rules.Unrated
	}
	return append(out, ratingID(w.set.OverallRatings(), overall))
}

// outcomes are those of the standards, then the overall one.
func (p *Progress) outcomes() (all []Outcome) {
	for _, st := range p.Standards {
		all = append(all, st.Outcome)
	}
	return append(all, p.Overall.Outcome)
}

// text lists an outcome's ratings, "" for none.
func (o Outcome) text() []string {
	if o.Unrated {
		return append([]string{""}, o.Possible...)
	}
	return o.Possible
}

// What is possible is what some completion makes, for every completion of small
// inspections that the rules let be: no more and no less. Settled is what has one.
func TestPossibleIsEveryCompletion(t *testing.T) {
	rng := rand.New(rand.NewPCG(15, 6))
	trials, settled, narrowed := sweep(150, 600), 0, 0
	for trial := range trials {
		w, rounding := randomFieldwork(t, rng, trial, 2+rng.IntN(4))
		possibleIsEveryCompletion(t, rng, trial, w, rounding, func(o Outcome, open bool) {
			if o.Settled && open {
				settled++
			}
			if n := len(o.text()); n > 1 && n < len(w.set.Ratings)+1 {
				narrowed++
			}
		})
	}
	t.Logf("%d inspections, %d outcomes settled early, %d narrowed", trials, settled, narrowed)
	if settled < trials/4 || narrowed < trials/4 {
		t.Errorf("%d settled and %d narrowed outcomes test too little", settled, narrowed)
	}
}

// The same of rules of the whole language: limits, means, levels, bands of their own, outcomes
// made of items.
func TestPossibleOverTheWholeLanguage(t *testing.T) {
	tried, settled, narrowed, points := 0, 0, 0, 0
	for seed := uint64(0); tried < sweep(150, 600); seed++ {
		w, rng := languageFieldwork(t, seed)
		if w == nil {
			continue
		}
		possibleIsEveryCompletion(t, rng, tried, w, "", func(o Outcome, open bool) {
			if o.Settled && open {
				settled++
			}
			if n := len(o.text()); n > 1 {
				narrowed++
			}
		})
		if tried++; w.set.PointsQuestion() != "" {
			points++
		}
	}
	t.Logf("%d inspections, %d with points, %d outcomes settled early, %d open", tried, points, settled, narrowed)
	if settled < tried/4 || narrowed < tried/4 || points < tried/8 {
		t.Errorf("%d settled and %d open outcomes test too little", settled, narrowed)
	}
}

// languageFieldwork is a small inspection under rules of the whole language; nil where they do
// not hold together.
func languageFieldwork(t *testing.T, seed uint64) (*fieldwork, *rand.Rand) {
	m := &rulestest.Maker{Rand: rand.New(rand.NewPCG(seed, 14)), Plain: seed%4 < 2}
	text := m.Make()
	if seed%2 == 0 { // an outcome made of items, which are for information
		least, critical := 1+m.IntN(3), []string{`"a"`, `"b"`, ``}[m.IntN(3)]
		text = strings.Replace(text, "questions = [",
			fmt.Sprintf("questions = [{ id = \"a\", information = true }, { id = \"b\", information = true }, { id = \"c\", information = true }, "+
				"{ id = \"made\", items = [\"a\", \"b\", \"c\"], least = %d, critical = [%s] }, ", least, critical), 1)
	}
	set, err := rules.Parse("language.toml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	if len(set.Check()) > 0 {
		return nil, nil
	}
	w := &fieldwork{set: set, record: &sample.Record{Rules: set.ID, Replacements: []sample.Replacement{}}, judged: map[string]string{}}
	for s, st := range m.Rules.Standards {
		if st.Judged >= 0 {
			w.judged[fmt.Sprintf("t%d", s)] = m.ID(st.Scale, st.Judged)
		}
	}
	w.cases = randomInspection(t, m.Rand, set, 1+m.IntN(4)).Results.Grid.Cases
	for q := range set.Questions() { // the record has no column
		set.Questions()[q].Conditions = nil
	}
	for i := range w.cases {
		for q, question := range set.Questions() {
			if question.HasPoints() && w.cases[i].Answers[q] != NA {
				w.cases[i].SetLevel(q, m.IntN(len(question.Levels)), len(question.Levels))
			}
		}
	}
	for _, g := range set.Groups {
		draw := sample.GroupDraw{Group: g.ID, Population: 20, Cells: []sample.DrawnCell{{Population: 20}}}
		for i := range w.cases {
			if w.cases[i].Row = i + 2; w.cases[i].Group == g.ID {
				draw.Selected = append(draw.Selected, sample.Chosen{ID: w.cases[i].ID})
			}
		}
		slices.SortFunc(draw.Selected, func(a, b sample.Chosen) int { return cmp.Compare(a.ID, b.ID) })
		w.record.Groups = append(w.record.Groups, draw)
	}
	return w, m.Rand
}

func possibleIsEveryCompletion(t *testing.T, rng *rand.Rand, trial int, w *fieldwork, rounding rules.Rounding,
	tell func(o Outcome, open bool)) {
	t.Helper()
	cells := w.asked(rng.Perm(len(w.cases))...)
	without := cells[:rng.IntN(min(len(cells), 5)+1)]
	if trial%2 == 1 { // answers of several cases
		rng.Shuffle(len(cells), func(i, j int) { cells[i], cells[j] = cells[j], cells[i] })
	}
	p := w.underway(t, rounding, trial%3 == 1, without)
	found := make([]map[string]bool, len(w.set.Standards)+1)
	for i := range found {
		found[i] = map[string]bool{}
	}
	completions := 1
	can := func(c cell) int { // answers, na among them
		if question := w.set.Questions()[c.question]; question.HasPoints() {
			return 1 + len(question.Levels)
		}
		return 3
	}
	for _, c := range without {
		completions *= can(c)
	}
	for n := range completions {
		grid, refused := (&Grid{Cases: w.cases}).clone(), false
		for _, c := range without {
			all := can(c)
			if answer := n % all; all == 3 && !w.set.Questions()[c.question].HasPoints() || answer == 0 {
				grid.Cases[c.at].Answers[c.question] = Answer(answer)
			} else {
				grid.Cases[c.at].SetLevel(c.question, answer-1, all-1)
			}
			refused = refused || n%all != int(NA) && !w.applies(c)
			n /= all
		}
		if refused {
			continue
		}
		for i, rating := range w.rated(t, rounding, grid.Cases) {
			found[i][rating] = true
		}
	}
	for i, o := range p.outcomes() {
		var want []string
		standard := ""
		if i < len(w.set.Standards) {
			standard = w.set.Standards[i].ID
		}
		for _, id := range append([]string{""}, w.set.RatingIDsOf(standard)...) {
			if found[i][id] {
				want = append(want, id)
			}
		}
		if !slices.Equal(o.text(), want) || o.Settled != (len(want) == 1) {
			t.Fatalf("trial %d, %s, outcome %d of %v: %+v, and the completions make %q", trial, w.set.ID, i, without, o, want)
		}
		tell(o, len(without) > 0)
	}
}

// In whatever order the cases are read: the final rating is possible after each, what is
// settled stays, and what is possible never grows.
func TestEveryOrderOfReading(t *testing.T) {
	rng := rand.New(rand.NewPCG(15, 7))
	for trial := range sweep(40, 150) {
		n := 2 + rng.IntN(4)
		w, rounding := randomFieldwork(t, rng, trial, n)
		for seed := uint64(1000 * trial); trial%2 == 1; seed++ { // rules of the whole language
			if made, _ := languageFieldwork(t, seed); made != nil {
				w, rounding, n = made, "", len(made.cases)
				break
			}
		}
		final := w.rated(t, rounding, w.cases)
		after := make([][]Outcome, 1<<n) // by the set of cases read
		for read := range after {
			var left []int
			for c := range n {
				if read>>c&1 == 0 {
					left = append(left, c)
				}
			}
			p := w.underway(t, rounding, trial%4 < 2, w.asked(left...))
			failed := len(w.record.Replacements)
			if p.Read != n-len(left)+failed && len(w.asked(left...)) > 0 || p.Of != n+failed {
				t.Fatalf("trial %d: read %d of %d with %d left of %d", trial, p.Read, p.Of, len(left), n)
			}
			after[read] = p.outcomes()
		}
		orders(n, func(order []int) {
			read, before := 0, after[0]
			for step := 0; ; step++ {
				for i, o := range after[read] {
					if !slices.Contains(o.text(), final[i]) || o.Settled && len(o.text()) != 1 {
						t.Fatalf("trial %d, order %v, step %d, outcome %d: %+v, and it becomes %q", trial, order, step, i, o, final[i])
					}
					for _, rating := range o.text() {
						if !slices.Contains(before[i].text(), rating) {
							t.Fatalf("trial %d, order %v, step %d: %q was not possible before", trial, order, step, rating)
						}
					}
				}
				if step == n {
					break
				}
				before = after[read]
				read |= 1 << order[step]
			}
			for i, o := range after[read] {
				if !o.Settled {
					t.Fatalf("trial %d: %+v is not settled with all read, as %q", trial, o, final[i])
				}
			}
		})
	}
}

// orders calls a function with every order of n things.
func orders(n int, visit func([]int)) {
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	var place func(k int)
	place = func(k int) {
		if k == n {
			visit(order)
			return
		}
		for i := k; i < n; i++ {
			order[k], order[i] = order[i], order[k]
			place(k + 1)
			order[k], order[i] = order[i], order[k]
		}
	}
	place(0)
}

// A judged standard without a rating may get any, so that the overall rating can be what
// any ratings of such standards make.
func TestJudgedStandardsAreAwaited(t *testing.T) {
	ins := kentByCaseRecorded(t)
	p, err := ProgressOf(ins, ProgressOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if p.Read != 65 || p.Of != 65 || len(p.Findings) > 0 || len(p.Warnings) > 0 {
		t.Errorf("read %d of %d, %v, %v", p.Read, p.Of, p.Findings, p.Warnings)
	}
	a := assess(t, ins, Options{})
	known, awaited := 0, 0
	for i, st := range p.Standards {
		if st.Awaits {
			if awaited++; st.Settled || st.Unrated || len(st.Possible) != 4 {
				t.Errorf("%s: %+v, and it is to be judged", st.ID, st.Outcome)
			}
			continue
		}
		if !st.Settled || st.Possible[0] != a.Standards[i].Computed || st.SoFar != a.Standards[i].Computed {
			t.Errorf("%s: %+v, rated %s", st.ID, st.Outcome, a.Standards[i].Computed)
		}
		at, _ := ins.Rules.RatingIndex(a.Standards[i].Computed)
		known += ins.Rules.Ratings[at].Score
	}
	if awaited != 4 || *p.Overall.Low != known || *p.Overall.High != known+12 {
		t.Errorf("%d awaited, scores %d to %d, known %d", awaited, *p.Overall.Low, *p.Overall.High, known)
	}
	reached := map[string]bool{}
	for more := range 13 {
		reached[(&Assessor{Rules: ins.Rules}).overallOf(known+more)] = true
	}
	if len(reached) != len(p.Overall.Possible) || p.Overall.Settled {
		t.Errorf("%v, by hand %v", p.Overall.Possible, reached)
	}
}

// kentByCaseRecorded is Kent's answers with the record of a draw of just these cases.
func kentByCaseRecorded(t testing.TB) *Inspection {
	t.Helper()
	table, err := sheet.ReadFile("../examples/kent/judgements.csv", sheet.ReadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	set, err := rules.Load("hmip-youth-2018")
	if err != nil {
		t.Fatal(err)
	}
	ins := NewInspection(set)
	ins.soFar = true
	if _, err := ins.AddJudgements(table); err != nil {
		t.Fatal(err)
	}
	record := &sample.Record{Rules: set.ID}
	for i, group := range []string{"court", "ooc"} {
		draw := sample.GroupDraw{Group: group, Population: []int{50, 30}[i]}
		for _, c := range ins.Results.Grid.Cases {
			if c.Group == group {
				draw.Selected = append(draw.Selected, sample.Chosen{ID: c.ID})
			}
		}
		record.Groups = append(record.Groups, draw)
	}
	if _, err := ins.UseRecord(record); err != nil {
		t.Fatal(fmt.Errorf("kent: %w", err))
	}
	return ins
}

// An na is an answer: the case is one of those that say to whom the question applies, in a
// wide table as in a long one.
func TestNaAloneIsAnAnswer(t *testing.T) {
	for trial := range 20 {
		w, rounding := randomFieldwork(t, rand.New(rand.NewPCG(15, uint64(trial))), trial, 3)
		asked := w.asked(0)
		w.cases[0].Answers[asked[0].question] = NA
		for _, long := range []bool{false, true} {
			p := w.underway(t, rounding, long, asked[1:])
			if !slices.ContainsFunc(p.Inspection.Results.Grid.Cases, func(c Case) bool { return c.ID == w.cases[0].ID }) {
				t.Errorf("trial %d, long %v: a case with na alone, of %d answers, is taken for one without any", trial, long, len(asked))
			}
		}
	}
}

// A case was begun where an answer was entered, na too, and not by the na that its empty grid has of
// questions that are not asked of it.
func TestBegunIsWhatWasEntered(t *testing.T) {
	rng := rand.New(rand.NewPCG(15, 21))
	begun, onlyNA, untouched := 0, 0, 0
	for trial := range sweep(600, 3000) {
		w, rounding := randomFieldwork(t, rng, trial, 2+rng.IntN(4))
		var without, in []cell
		for _, c := range w.asked(0) {
			switch {
			case !w.applies(c) && rng.IntN(2) == 0: // the na of the empty grid
			case !w.applies(c) || rng.IntN(3) > 0:
				without = append(without, c)
			default:
				if rng.IntN(2) == 0 {
					w.cases[0].Answers[c.question] = NA
				}
				in = append(in, c)
			}
		}
		p := w.underway(t, rounding, rng.IntN(2) == 0, without)
		ids, _, err := p.Inspection.Begun()
		if err != nil {
			t.Fatal(err)
		}
		at := slices.IndexFunc(p.Cases, func(c CaseProgress) bool { return c.ID == w.cases[0].ID })
		want := len(in) > 0
		if c := p.Cases[at]; c.Begun != (want && !c.Read()) || slices.Contains(ids, c.ID) != want {
			t.Fatalf("trial %d: %d answers entered, %d blank: begun %v, among those that stay %v", trial, len(in),
				len(without), c.Begun, slices.Contains(ids, c.ID))
		}
		switch {
		case !want:
			untouched++
		case !slices.ContainsFunc(in, func(c cell) bool { return w.cases[0].Answers[c.question] != NA }):
			onlyNA++
		default:
			begun++
		}
	}
	t.Logf("%d cases begun, %d with na alone, %d untouched", begun, onlyNA, untouched)
	if min(begun, onlyNA, untouched) < 20 {
		t.Error("too few of a kind")
	}
}
