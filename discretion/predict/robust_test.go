package predict

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"onecase/discretion"
	"onecase/discretion/rules"
	kentfiles "onecase/examples/kent"
	"onecase/sample/sheet"
)

// kent reads the Kent inspection, with changes to its text.
func kent(t testing.TB, change ...string) *discretion.Inspection {
	t.Helper()
	text, err := kentfiles.Files.ReadFile("kent.toml")
	if err != nil {
		t.Fatal(err)
	}
	return inspectionFrom(t, strings.NewReplacer(change...).Replace(string(text)))
}

// kentByCase is the Kent inspection with the synthetic answers case by case.
func kentByCase(t testing.TB) *discretion.Inspection {
	t.Helper()
	return kentInOrder(t, func([]string) {})
}

// kentInOrder is kentByCase with the rows of the file put in another order.
func kentInOrder(t testing.TB, order func(rows []string)) *discretion.Inspection {
	t.Helper()
	text, err := kentfiles.Files.ReadFile("judgements.csv")
	if err != nil {
		t.Fatal(err)
	}
	published := kent(t)
	ins := discretion.NewInspection(published.Rules)
	ins.Groups, ins.Judged = published.Groups, published.Judged
	lines := strings.Split(strings.TrimSpace(string(text)), "\n")
	list := &sheet.Sheet{File: "judgements.csv", HeaderRow: 1, Header: strings.Split(lines[0], ",")}
	order(lines[1:])
	for i, line := range lines[1:] {
		list.Rows = append(list.Rows, sheet.NewRow(i+2, strings.Split(line, ",")...))
	}
	if _, err := ins.AddJudgements(list); err != nil {
		t.Fatal(err)
	}
	return ins
}

// A file that was sorted otherwise gives the same chances under the same seed.
func TestTheOrderOfTheFileDecidesNothing(t *testing.T) {
	o := Options{Seed: "1", Replicates: 2_000}
	want := robust(t, kentByCase(t), o)
	for name, order := range map[string]func([]string){
		"reversed": slices.Reverse[[]string],
		"sorted": func(rows []string) {
			slices.SortFunc(rows, func(a, b string) int { return strings.Compare(a[4:], b[4:]) })
		},
	} {
		got := robust(t, kentInOrder(t, order), o)
		for i := range want.Standards {
			if !slices.Equal(got.Standards[i].Chances, want.Standards[i].Chances) {
				t.Errorf("%s: %s: %v, want %v", name, want.Standards[i].ID, got.Standards[i].Chances, want.Standards[i].Chances)
			}
		}
		if !slices.Equal(got.Overall.Scores, want.Overall.Scores) {
			t.Errorf("%s: scores %v, want %v", name, got.Overall.Scores, want.Overall.Scores)
		}
	}
}

func (r *Robustness) standard(t testing.TB, id string) StandardRobustness {
	t.Helper()
	for _, st := range r.Standards {
		if st.ID == id {
			return st
		}
	}
	t.Fatalf("no standard %s", id)
	return StandardRobustness{}
}

func (r *Robustness) question(t testing.TB, id string) QuestionRobustness {
	t.Helper()
	at, ok := r.Inspection.Rules.QuestionIndex(id)
	if !ok {
		t.Fatalf("no question %s", id)
	}
	return r.Questions[at]
}

func sum(chances []float64) float64 {
	s := 0.0
	for _, c := range chances {
		s += c
	}
	return s
}

// When every case has been read, everything is certain.
func TestACensusIsCertain(t *testing.T) {
	ins := kentByCase(t)
	ins.Groups["court"], ins.Groups["ooc"] = discretion.GroupSize{Population: 39, Sample: 39},
		discretion.GroupSize{Population: 26, Sample: 26}
	for _, ins := range []*discretion.Inspection{ins, kent(t, "population = 50", "population = 39", "population = 30", "population = 26")} {
		r := robust(t, ins, Options{More: 5})
		for _, st := range r.Standards {
			if st.Same != nil && (*st.Same != 1 || *st.Changes != 0) {
				t.Errorf("%s: %v", st.ID, *st.Same)
			}
		}
		if *r.Overall.Same != 1 || len(r.Overall.Scores) != 1 || r.Replicates != 0 {
			t.Errorf("%+v, %d replicates", r.Overall, r.Replicates)
		}
	}
}

func TestRobustRefuses(t *testing.T) {
	load := func(id string) *discretion.Inspection {
		set, err := rules.Load(id)
		if err != nil {
			t.Fatal(err)
		}
		return discretion.NewInspection(set)
	}
	for _, test := range []struct {
		ins  *discretion.Inspection
		o    Options
		want string
	}{
		{load("hmip-sqs-2012"), Options{}, "Short Quality Screening, 2012 to 2017 rates no question by bands, so no rating has a chance"},
		{load("us-title-iv-e"), Options{},
			"Title IV-E foster care eligibility review, first review: the rules count the no answers in a sample of fixed size, and do not say what a larger number of cases would be rated; what a second reading of the same cases would find can be asked for"},
		{kent(t), Options{Agreement: 1.5}, "an agreement of 1.5 is not a chance from 0 to 1"},
		{kent(t), Options{More: -1}, "-1 more cases is below 0"},
		{kent(t), Options{More: 1, Agreement: 0.9}, "a second reading reads the same cases: ask for more cases or for agreement, not both"},
		{kent(t), Options{Replicates: -2}, "-2 replicates: it has to be from 1 to 1000000000"},
		{kent(t), Options{Prior: Prior{1, 0}}, "a prior of 1,0: both numbers have to be from 0.000001 to 1000000"},
		{kent(t), Options{Rounding: "up"}, `percent rounding "up" is none of half-up, half-even, down, none`},
	} {
		if _, err := Robust(test.ins, test.o); err == nil || err.Error() != test.want {
			t.Errorf("%v, want %s", err, test.want)
		}
	}
}

// Without the number of eligible cases the unread are taken for many, questions
// for independent, and both are said.
func TestUnknownPopulationIsSaid(t *testing.T) {
	ins := kentByCase(t)
	ins.Groups["court"] = discretion.GroupSize{}
	r := robust(t, ins, Options{Seed: "1", Replicates: 2_000})
	if st := r.standard(t, "court.assessment"); st.Basis != ByIndependence {
		t.Errorf("court by %s", st.Basis)
	}
	if st := r.standard(t, "ooc.assessment"); st.Basis != ByEnumeration {
		t.Errorf("ooc by %s", st.Basis)
	}
	if r.Overall.Basis != ByIndependence || len(r.Warnings) != 1 || r.Warnings[0].Code != "no-population" {
		t.Errorf("%s, %v", r.Overall.Basis, r.Warnings)
	}
}

// Robust leaves its inspection as it was.
func TestRobustLeavesTheInspection(t *testing.T) {
	ins, same := kentByCase(t), kentByCase(t)
	robust(t, ins, Options{Seed: "1", Replicates: 100, More: 2})
	if !reflect.DeepEqual(same.Results, ins.Results) {
		t.Error("the results have changed")
	}
}

// Of what is withheld nothing is said, under either model; of the rest, all.
func TestWithheldStandardsHaveNoChances(t *testing.T) {
	public, err := kent(t).Publish(5, "")
	if err != nil {
		t.Fatal(err)
	}
	for _, model := range []Model{Tied, Separate} {
		r, err := Robust(public, Options{Model: model, More: 2})
		if err != nil {
			t.Fatal(err)
		}
		said, withheld := 0, 0
		for _, st := range r.Standards {
			_, hidden := public.Withheld.Rating(st.ID)
			nothing := st.Chances == nil && st.Basis == "" && st.Same == nil && st.Changes == nil && st.Level == 0 && st.Spread == 0
			switch {
			case hidden && nothing:
				withheld++
			case hidden:
				t.Errorf("%s: %+v", st.ID, st)
			case st.Basis != ByJudgement && (nothing || (st.Level > 0) != (model == Tied) || (st.Spread > 0) != (model == Tied)):
				t.Errorf("%s: nothing is said: %+v", st.ID, st)
			default:
				said++
			}
		}
		if said == 0 || withheld == 0 || r.Overall.Chances != nil || r.Overall.Same != nil || r.Overall.Changes != nil {
			t.Errorf("%s: %d said, %d withheld, %+v", model, said, withheld, r.Overall)
		}
	}
}
