package discretion

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"onecase/discretion/rules"
	"onecase/sample"
	"onecase/sample/sheet"
)

const itemRules = `
id = "items"
groups = [{ id = "all" }]
percent = { measure = "percent-yes", rounding = "none", inclusive = true }
ratings = [{ id = "not-met", name = "Not met", score = 0 }, { id = "met", name = "Met", score = 1 }]
bands = [{ rating = "not-met", from = 0, to = 90 }, { rating = "met", from = 90, to = 100 }]
answers = [{ id = "grade", levels = ["1", "2", "3", "4"] }]
match = ["disposal", "rosh"]
[[standards]]
id = "s"
group = "all"
questions = [
  { id = "a", information = true }, { id = "b", information = true, answers = "grade", at_least = "3" }, { id = "c", information = true },
  { id = "done", items = ["a", "b", "c"]%s },
  { id = "low", applies = [{ column = "rosh", not = ["low"] }] },
]
`

func itemSet(t *testing.T, how string) *rules.Set {
	t.Helper()
	set, err := rules.Parse("items.toml", fmt.Appendf(nil, itemRules, how))
	if err != nil {
		t.Fatal(err)
	}
	if findings := set.Check(); len(findings) > 0 {
		t.Fatal(findings)
	}
	return set
}

// itemsHow is how the question of three items is made of them.
func itemsHow(least, critical int) (how string) {
	switch {
	case least < 0: // at most so many no
		how = fmt.Sprintf(", most_no = %d", -least)
	case least > 0:
		how = fmt.Sprintf(", least = %d", least)
	}
	if critical > 0 {
		how += fmt.Sprintf(", critical = [%q]", "abc"[critical-1:critical])
	}
	return how
}

// judgedAs reads a table of judgements under a rule set.
func judgedAs(t *testing.T, set *rules.Set, text string) *Inspection {
	t.Helper()
	table, err := sheet.Read(strings.NewReader(text), "t.csv", sheet.ReadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	ins := NewInspection(set)
	if _, err := ins.AddJudgements(table); err != nil {
		t.Fatal(err)
	}
	return ins
}

// Every combination of answers to three items, every least number and every critical item
// makes the outcome of a case that the words say.
func TestOutcomeOfItems(t *testing.T) {
	words := [3][3]string{{"na", "no", "yes"}, {"na", "2", "3"}, {"na", "no", "yes"}}
	for least := -2; least <= 3; least++ {
		for critical := 0; critical <= 3; critical++ {
			set := itemSet(t, itemsHow(least, critical))
			at, _ := set.QuestionIndex("s.done")
			for code := 1; code < 27; code++ {
				given := [3]int{code % 3, code / 3 % 3, code / 9}
				text := "case_id,s.a,s.b,s.c\nK1," + words[0][given[0]] + "," + words[1][given[1]] + "," +
					words[2][given[2]] + "\nK2,yes,4,yes\n"
				ins := judgedAs(t, set, text)
				want := byTheWords(given, least, critical)
				if got := ins.Results.Grid.Cases[0].Answers[at]; got != want {
					t.Errorf("%v, least %d, critical %d: %v, want %v", given, least, critical, got, want)
				}
				if q := assess(t, ins, Options{}).Standards[0].Results[0]; q.Band != "" || q.Low == nil {
					t.Errorf("an item for information has band %q and limits %v", q.Band, q.Low)
				}
			}
		}
	}
}

// byTheWords is the outcome of three items, each 0 for na, 1 for no and 2 for yes.
func byTheWords(given [3]int, least, critical int) Answer {
	applies, yes := 0, 0
	for _, g := range given {
		if g > 0 {
			applies++
		}
		if g == 2 {
			yes++
		}
	}
	switch {
	case applies == 0:
		return NA
	case critical > 0 && given[critical-1] == 1 || least < 0 && (yes == 0 || applies-yes > -least) ||
		least == 0 && yes < applies || least > 0 && yes < least && yes < applies:
		return No
	}
	return Yes
}

// While answers are still to come, an outcome is there as soon as none of them can change it; a
// case waits for what is not there, and for the same if it is asked again.
func TestOutcomeOfItemsToCome(t *testing.T) {
	for least := -2; least <= 3; least++ {
		for critical := 0; critical <= 3; critical++ {
			set := itemSet(t, itemsHow(least, critical))
			at, _ := set.QuestionIndex("s.done")
			for code := range 256 {
				now := [4]int{code % 4, code / 4 % 4, code / 16 % 4, code / 64} // 3: still to come; the last is no item
				c := Case{ID: "K", Group: "all", Answers: []Answer{NA, NA, NA, NA, NA}}
				places := [4]int{0, 1, 2, at + 1}
				for i, a := range now {
					if a == 3 {
						c.Waiting = append(c.Waiting, places[i])
					} else {
						c.Answers[places[i]] = []Answer{NA, No, Yes}[a]
					}
				}
				can := map[Answer]bool{}
				for rest := range 27 {
					given := [3]int{rest % 3, rest / 3 % 3, rest / 9}
					fits := true
					for i := range given {
						fits = fits && (now[i] == 3 || now[i] == given[i])
					}
					if fits {
						can[byTheWords(given, least, critical)] = true
					}
				}
				want := slices.Clone(c.Waiting)
				if len(can) > 1 {
					want = append(want, at)
				}
				slices.Sort(want)
				g := &Grid{Cases: []Case{c}}
				for again := range 2 {
					g.derive(set)
					got := slices.Sorted(slices.Values(g.Cases[0].Waiting))
					if a := g.Cases[0].Answers[at]; !slices.Equal(got, want) || len(can) == 1 && !can[a] || len(can) > 1 && a != NA {
						t.Fatalf("%v, least %d, critical %d: waits for %v, want %v; %v of %v (%d)", now, least,
							critical, got, want, a, can, again)
					}
				}
			}
		}
	}
}

// A record tells how many cases a question applies to, and which answers should not be.
func TestAppliesByTheRecord(t *testing.T) {
	set := itemSet(t, "")
	record := &sample.Record{Rules: "items", Groups: []sample.GroupDraw{{
		Group: "all", Population: 30, Sample: 3,
		Variables: []sample.DrawnVariable{{Name: "rosh", Categories: []sample.DrawnCategory{{Category: "high"},
			{Category: "Low"}, {Category: "medium"}}}},
		Cells: []sample.DrawnCell{{Values: []int{0}, Population: 4}, {Values: []int{1}, Population: 20}, {Values: []int{2}, Population: 6}},
	}}}
	at, _ := set.QuestionIndex("s.low")
	status := &sample.Status{Sample: []sample.Chosen{{ID: "K1", Cell: 0}, {ID: "K2", Cell: 1}, {ID: "K3", Cell: 2}}}
	use := func(answers string) (*Inspection, error) {
		ins := judgedAs(t, set, "case_id,question,answer\n"+answers)
		return ins, ins.useApplies(ins.applying(record, "all", status), &ins.Warnings)
	}
	ins, err := use("K1,s.low,yes\nK2,s.low,na\nK3,s.low,no\n")
	if err != nil || ins.Results.Questions[at].Population != 10 {
		t.Errorf("population %d, %v; 4 high and 6 medium are 10", ins.Results.Questions[at].Population, err)
	}
	if _, err = use("K1,s.low,yes\nK2,s.low,yes\nK3,s.low,no\n"); err == nil ||
		!strings.Contains(err.Error(), "case K2 has the answer yes to s.low, which applies only where risk of serious harm is not low") {
		t.Errorf("an answer where there should be none: %v", err)
	}
	ins, err = use("K1,s.low,yes\nK2,s.low,na\nK3,s.low,na\n")
	if err != nil || ins.Results.Questions[at].Population != 0 || len(ins.Warnings) != 1 || ins.Warnings[0].Code != "applies-na" {
		t.Errorf("one na where it should apply: population %d, %v, %v", ins.Results.Questions[at].Population, err, ins.Warnings)
	}
	// A list without such cases, and totals of more: a warning, and nothing is taken from the record.
	record.Groups[0].Cells[0].Population, record.Groups[0].Cells[2].Population = 0, 0
	ins, err = use("K1,s.low,yes\nK2,s.low,yes\nK3,s.low,no\n")
	record.Groups[0].Cells[0].Population, record.Groups[0].Cells[2].Population = 4, 6
	if r := ins.Results.Questions[at]; err != nil || r.Population != 0 || r.Of != 3 || len(ins.Warnings) != 1 ||
		ins.Warnings[0].Code != "applies-few" {
		t.Errorf("answers where no case of the list is so: %+v, %v, %v", r, err, ins.Warnings)
	}
	for of, code := range map[int]string{10: "", 11: "applies-few"} {
		ins = judgedAs(t, set, fmt.Sprintf("question,yes,of\ns.low,2,%d\n", of))
		err = ins.useApplies(ins.applying(record, "all", status), &ins.Warnings)
		if warned := len(ins.Warnings) == 1 && ins.Warnings[0].Code == code; err != nil || warned != (code != "") {
			t.Errorf("totals of %d, to 10 of whom it applies: %v, %v", of, err, ins.Warnings)
		}
	}
	// A condition that fails decides, whether or not the record tells of another.
	also := set.Questions()[at]
	also.Conditions = append(also.Conditions, rules.Condition{Column: "gender", Is: []string{"female"}})
	for cell, want := range [][2]bool{{true, false}, {false, true}, {true, false}} {
		if applies, known := Applies(also, &record.Groups[0], cell); applies != want[0] || known != want[1] {
			t.Errorf("cell %d and gender, which nobody recorded: applies %v, known %v", cell, applies, known)
		}
	}
	// A case that counts as failed fails on what applies to it, and on nothing else.
	ins = judgedAs(t, set, "case_id,question,answer\nK1,s.low,yes\nK1,s.a,yes\nK1,s.b,4\nK1,s.c,yes\n")
	ins.fail("all", &sample.Status{Failed: []string{"K2", "K3"}}, &ins.Warnings, ins.applying(record, "all", status))
	for _, c := range ins.Results.Grid.Cases {
		if want := map[string]Answer{"K1": Yes, "K2": NA, "K3": No}[c.ID]; c.Answers[at] != want {
			t.Errorf("%s: %v on the question for those not low, want %v", c.ID, c.Answers[at], want)
		}
	}
}

// The outcomes of a child-welfare review, for every combination of the ratings of their items,
// by the words of the instrument: substantially achieved, partly, not, not applicable.
func TestOutcomesOfChildWelfareReviews(t *testing.T) {
	set, err := rules.Load("us-cfsr-2015")
	if err != nil {
		t.Fatal(err)
	}
	tried := 0
	for standard, items := range map[string][]int{
		"safety-1": {1}, "safety-2": {2, 3}, "permanency-1": {4, 5, 6}, "permanency-2": {7, 8, 9, 10, 11},
		"well-being-1": {12, 13, 14, 15}, "well-being-2": {16}, "well-being-3": {17, 18},
	} {
		at, _ := set.QuestionIndex(standard + ".achieved")
		partly, hasPartly := set.QuestionIndex(standard + ".partly")
		combinations := 1
		for range items {
			combinations *= 3
		}
		for code := range combinations {
			answers := make([]Answer, len(set.Questions()))
			for i := range answers {
				answers[i] = NA
			}
			strengths, improve, rest := 0, 0, code
			for _, item := range items {
				q, ok := set.QuestionIndex(fmt.Sprintf("%s.item-%d", standard, item))
				if !ok {
					t.Fatalf("item %d is not of %s", item, standard)
				}
				switch answers[q] = []Answer{NA, No, Yes}[rest%3]; answers[q] {
				case Yes:
					strengths++
				case No:
					improve++
				}
				rest /= 3
			}
			first, _ := set.QuestionIndex(fmt.Sprintf("%s.item-%d", standard, items[0]))
			substantially := improve == 0 && strengths > 0
			switch standard {
			case "permanency-2":
				substantially = improve <= 1 && strengths >= 1
			case "well-being-1":
				if answers[first] == NA {
					continue // item 12 always applies
				}
				substantially = answers[first] == Yes && improve <= 1
			}
			want := map[bool]Answer{true: Yes, false: No}
			applies := strengths+improve > 0
			if got := ofItems(set, at, answers); applies && got != want[substantially] || !applies && got != NA {
				t.Errorf("%s, %v: achieved %v, want %v", standard, answers, got, substantially)
			}
			if got := ofItems(set, partly, answers); hasPartly && applies && got != want[strengths > 0] {
				t.Errorf("%s, %v: partly or better %v", standard, answers, got)
			}
			tried++
		}
	}
	if tried != 3+9+27+243+54+3+9 {
		t.Errorf("%d combinations", tried)
	}
}

// Totals that answers to items make never contradict those of the question made of them; with another total, what is
// said against it is so: no answers to the items make it. A count of a question that hangs together with others case by
// case is refused.
func TestTotalsAgainstItems(t *testing.T) {
	random := rand.New(rand.NewPCG(4, 8))
	refused, taken := 0, 0
	for least := -2; least <= 3; least++ {
		for critical := 0; critical <= 3; critical++ {
			set := itemSet(t, itemsHow(least, critical))
			at, _ := set.QuestionIndex("s.done")
			made := map[string]bool{} // totals of the items and of the question that two cases make
			key := func(r *Results) (text string) {
				for _, q := range append(set.Items(at), at) {
					text += fmt.Sprint(r.Questions[q].Yes, "/", r.Questions[q].Of, " ")
				}
				return text
			}
			var all []*Inspection
			words := [3][3]string{{"na", "no", "yes"}, {"na", "2", "3"}, {"na", "no", "yes"}}
			row := func(code int) string {
				return words[0][code%3] + "," + words[1][code/3%3] + "," + words[2][code/9]
			}
			for first := 1; first < 27; first++ {
				for second := first; second < 27; second++ {
					ins := judgedAs(t, set, "case_id,s.a,s.b,s.c\nA,"+row(first)+"\nB,"+row(second)+"\n")
					if wrong := ins.Results.againstItems(set, at); wrong != "" {
						t.Fatalf("%s and %s: %s", row(first), row(second), wrong)
					}
					if first == second && (ins.Set("s.a", 0, 1) == nil || ins.Set("s.done", 0, 1) == nil) {
						t.Fatal("a count of what hangs together is taken")
					}
					made[key(&ins.Results)] = true
					all = append(all, ins)
				}
			}
			for range 60 {
				ins := all[random.IntN(len(all))].Clone()
				of := random.IntN(3)
				ins.Results.Questions[at].setCount(random.IntN(of+1), of)
				switch wrong := ins.Results.againstItems(set, at); {
				case wrong == "":
					taken++
				case made[key(&ins.Results)]:
					t.Fatalf("least %d, critical %d: %sis made by two cases, and refused: %s", least, critical, key(&ins.Results), wrong)
				default:
					refused++
				}
			}
		}
	}
	if refused < 100 || taken < 100 {
		t.Errorf("%d totals are refused and %d taken", refused, taken)
	}
	_, err := ParseInspection("i.toml", []byte(`rules = "us-cfsr-2015"
results = { "safety-1.item-1" = { yes = 20, of = 51 }, "safety-1.achieved" = { yes = 51, of = 51 } }
`), "")
	if err == nil || !strings.Contains(err.Error(), "0 no of 51 is fewer than the 31 no of its item safety-1.item-1") {
		t.Errorf("typed totals that contradict each other: %v", err)
	}
}

// reviewItems are the rules of the child welfare review, and the questions that outcomes are made of.
func reviewItems(t *testing.T) (set *rules.Set, items []string) {
	t.Helper()
	set, err := rules.Load("us-cfsr-2015")
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range set.Questions() {
		if set.Items(q.Place) == nil {
			items = append(items, q.ID)
		}
	}
	return set, items
}

// A column of a question can have its wording or its title as its header. One of an item that is gone, where others are there,
// is asked for: without it the question made of them would have another answer.
func TestColumnsOfItems(t *testing.T) {
	set, header := reviewItems(t)
	judge := func(header []string) ([]Result, error) {
		text := `case_id,"` + strings.Join(header, `","`) + `"` + "\nK1" + strings.Repeat(",yes", len(header)) + "\nK2" + strings.Repeat(",no", len(header)) + "\n"
		table, err := sheet.Read(strings.NewReader(text), "grid.csv", sheet.ReadOptions{})
		if err != nil {
			t.Fatal(err)
		}
		ins, long := NewInspection(set), NewInspection(set)
		_, err = ins.AddJudgements(table)
		text = "case_id,question,answer"
		for _, h := range header {
			text += fmt.Sprintf("\nK1,%q,yes\nK2,%q,no", h, h)
		}
		if table, failed := sheet.Read(strings.NewReader(text), "answers.csv", sheet.ReadOptions{}); failed != nil {
			t.Fatal(failed)
		} else if _, failed := long.AddJudgements(table); (failed == nil) != (err == nil) {
			t.Errorf("a row for each answer: %v; for each case: %v", failed, err)
		}
		return ins.Results.Questions, err
	}
	first, err := judge(header)
	if err != nil {
		t.Fatal(err)
	}
	for at, id := range header {
		q, _ := set.QuestionNamed(id)
		for _, as := range []string{set.Questions()[q].Text, strings.ToUpper(set.QuestionTitle(id))} {
			renamed := slices.Clone(header)
			renamed[at] = as
			if got, err := judge(renamed); err != nil || !reflect.DeepEqual(got, first) {
				t.Errorf("%s as %q: %v", id, as, err)
			}
		}
		_, err := judge(slices.Delete(slices.Clone(header), at, at+1))
		if alone := !slices.ContainsFunc(set.Questions(), func(made rules.Question) bool {
			items := set.Items(made.Place)
			return len(items) > 1 && slices.Contains(items, q)
		}); alone { // the question made of it has no answer, which is said
			continue
		}
		if err == nil || !strings.Contains(err.Error(), id+", an item of ") {
			t.Errorf("without %s: %v", id, err)
		}
	}
}

// An item that a case has no row for is an answer that is lacking, as an empty cell is where cases have a row each, and not
// one that does not apply: the question made of it would have another answer.
func TestItemsWithoutARowOfACase(t *testing.T) {
	set, items := reviewItems(t)
	read := func(name, text string, soFar bool) (*Inspection, error) {
		table, err := sheet.Read(strings.NewReader(text), name, sheet.ReadOptions{})
		if err != nil {
			t.Fatal(err)
		}
		ins := NewInspection(set)
		ins.mayWait, ins.soFar = soFar, soFar
		_, err = ins.AddJudgements(table)
		return ins, err
	}
	for _, lacks := range items {
		wide, long := "case_id,"+strings.Join(items, ",")+"\n", "case_id,question,answer\n"
		for k, answer := range []string{"yes", "no", "yes"} {
			wide += fmt.Sprintf("K%d", k)
			for _, item := range items {
				if k == 1 && item == lacks {
					wide += ","
					continue
				}
				wide += "," + answer
				long += fmt.Sprintf("K%d,%s,%s\n", k, item, answer)
			}
			wide += "\n"
		}
		for name, text := range map[string]string{"wide.csv": wide, "long.csv": long} {
			if _, err := read(name, text, false); err == nil || !strings.Contains(err.Error(), "case K1 has no answer to "+lacks) {
				t.Errorf("%s without %s: %v", name, lacks, err)
			}
		}
		a, failed := read("wide.csv", wide, true)
		b, err := read("long.csv", long, true)
		if failed != nil || err != nil || !reflect.DeepEqual(a.Results.Questions, b.Results.Questions) {
			t.Errorf("the answers so far, without %s: %v, %v, or they differ", lacks, failed, err)
		}
	}
}

// The answers named for a question made of items turn it when they are turned, each way of them alone, and no fewer do.
func TestItemTurnsAreTheFewestAnswers(t *testing.T) {
	several, grouped := 0, 0
	for how := range 12 {
		set := itemSet(t, itemsHow(how%4-1, how/4))
		items := []string{"s.a", "s.b", "s.c"}
		for code := range 27 {
			c := Case{ID: "C", Group: "all", Answers: make([]Answer, len(set.Questions()))}
			for i := range items {
				c.Answers[i] = Answer(code / []int{1, 3, 9}[i] % 3)
			}
			grid := &Grid{Cases: []Case{c}}
			grid.derive(set)
			ins := &Inspection{Rules: set, Groups: map[string]GroupSize{}, Judged: map[string]string{}}
			ins.Results = Results{Questions: make([]Result, len(set.Questions())), Grid: grid}
			for q, question := range set.Questions() {
				ins.Results.Questions[q].Question = question.ID
				ins.Results.countQuestion(q)
			}
			at, _ := set.QuestionIndex("s.done")
			was := grid.Cases[0].Answers[at]
			if was == NA {
				continue
			}
			a, err := Assess(ins, Options{})
			if err != nil {
				t.Fatal(err)
			}
			turns, known := a.Alone(a.Standards[0], was == No)
			if !known || len(turns) != 1 || len(turns[0].Items) != 1 || turns[0].Items[0].Question != "s.done" {
				t.Fatalf("%d, %v: %v, known %t", how, c.Answers, turns, known)
			}
			var want [][]string
			for mask := range 1 << len(items) {
				changed, flipped, ok := ins.Clone(), []string(nil), true
				for i, id := range items {
					if mask>>i&1 == 1 {
						_, err := changed.Flip("C", id)
						ok, flipped = ok && err == nil, append(flipped, id)
					}
				}
				switch {
				case !ok || changed.Results.Grid.Cases[0].Answers[at] == was:
				case want == nil || len(flipped) < len(want[0]):
					want = [][]string{flipped}
				case len(flipped) == len(want[0]):
					want = append(want, flipped)
				}
			}
			got := turns[0].Items[0].Ways
			slices.SortFunc(got, slices.Compare)
			slices.SortFunc(want, slices.Compare)
			if !reflect.DeepEqual(got, want) {
				t.Errorf("%d, %v: by %q, and trying finds %q", how, c.Answers, got, want)
			}
			if len(got) > 1 {
				several++
			}
			if len(got[0]) > 1 {
				grouped++
			}
		}
	}
	if several == 0 || grouped == 0 {
		t.Errorf("%d with several ways, %d with several answers: this tests little", several, grouped)
	}
}

// Of two questions made of the same items, what is yes by all of them is yes by one.
func TestTheEasierQuestionHasMoreYes(t *testing.T) {
	for partly, want := range map[int]string{52: "52 yes is fewer than the 53 yes of safety-2.achieved, which is made of the same items and asks more of them", 53: ""} {
		_, err := ParseInspection("cfsr.toml", fmt.Appendf(nil, "rules = \"us-cfsr-2015\"\n[results.\"safety-2.achieved\"]\nyes = 53\nof = 62\n"+
			"[results.\"safety-2.partly\"]\nyes = %d\nof = 62\n", partly), "")
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("%d partly so: %v", partly, err)
		}
	}
}
