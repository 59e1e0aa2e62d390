package predict

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"onecase/discretion"
	"onecase/discretion/rules"
	"onecase/sample"
)

// madeInspection is a small inspection under shipped rules: twelve cases of each group with
// answers in turn, and every judged standard in the middle of its scale. Answers of the last
// cases are still to come where it is underway.
func madeInspection(t *testing.T, set *rules.Set, open int) (grid string, record *sample.Record, judged map[string]string) {
	t.Helper()
	frame, sizes := sample.Frame{}, map[string]int{}
	var lines []string
	var header strings.Builder
	header.WriteString("case_id")
	for _, q := range set.Questions() {
		if q.Items == nil {
			header.WriteString("," + q.ID)
		}
	}
	n := 12
	if set.Target.Size > 0 {
		n = set.Target.Size
	}
	for _, g := range set.Groups {
		sizes[g.ID] = n
		for k := range n {
			id := fmt.Sprintf("%s-%02d", strings.ToUpper(g.ID), k)
			frame.Cases = append(frame.Cases, sample.Case{ID: id, Group: g.ID})
			var line strings.Builder
			line.WriteString(id)
			for at, q := range set.Questions() {
				levels, from := set.LevelsOf(q)
				yes, no := "yes", "no"
				if levels != nil {
					yes, no = levels[from], levels[0]
				}
				switch {
				case q.Items != nil:
				case q.Group != g.ID || n-k <= open:
					line.WriteString(",")
				case (k+at)%5 == 0:
					line.WriteString("," + no)
				default:
					line.WriteString("," + yes)
				}
			}
			lines = append(lines, line.String())
		}
	}
	judged = map[string]string{}
	for i, st := range set.Standards {
		if st.Judged {
			scale := set.RatingsOf(i)
			judged[st.ID] = scale[len(scale)/2].ID
		}
	}
	if len(set.Questions()) == 0 || len(frame.Cases) == 0 {
		return "", nil, judged
	}
	design := sample.DefaultDesign()
	design.Sizes = sizes
	plan, err := sample.NewPlan(&frame, set.Groups, design)
	if err != nil {
		t.Fatal(err)
	}
	draw, err := plan.Draw("1")
	if err != nil {
		t.Fatal(err)
	}
	return header.String() + "\n" + strings.Join(lines, "\n") + "\n",
		sample.NewRecord(draw, sample.ListSource{Name: "l"}, set.ID, time.Unix(0, 0)), judged
}

// openMade reads the made inspection as the program does.
func openMade(t *testing.T, set *rules.Set, waiting int, underway bool) *discretion.Inspection {
	t.Helper()
	grid, record, judged := madeInspection(t, set, waiting)
	ins := discretion.NewInspection(set)
	if record != nil {
		folder := t.TempDir()
		name := filepath.Join(folder, "grid.csv")
		if err := os.WriteFile(name, []byte(grid), 0o600); err != nil {
			t.Fatal(err)
		}
		f, err := os.Create(filepath.Join(folder, "grid.record.json"))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		if err := record.Write(f); err != nil {
			t.Fatal(err)
		}
		if ins, _, err = discretion.Open(name,
			discretion.OpenOptions{Rules: set.ID, Record: f.Name(), Underway: underway}); err != nil {
			t.Fatal(err)
		}
		for _, g := range set.Groups { // as many again were not sampled
			size := ins.Groups[g.ID]
			size.Population *= 2
			ins.Groups[g.ID] = size
		}
	}
	ins.Judged = judged
	return ins
}

// Every rule set that comes with the program: it is rated, and foretold, or the reason why it
// is not is one that the manual of the language states.
func TestShippedRuleSetsAreForetold(t *testing.T) {
	const noBands, counts, table = "rates no question by bands, so no rating has a chance",
		"count the no answers in a sample of fixed size", "decide by a table"
	refused := map[string]string{"us-title-iv-e": counts, "lqas-19": table} // by robust; rules without bands by outlook as well
	for _, id := range rules.IDs() {
		t.Run(id, func(t *testing.T) {
			set, err := rules.Load(id)
			if err != nil {
				t.Fatal(err)
			}
			open := func(waiting int, underway bool) *discretion.Inspection { return openMade(t, set, waiting, underway) }
			check := func(verb string, err error) bool {
				t.Helper()
				want := ""
				switch {
				case !set.RatesQuestions() && (verb == "robust" || verb == "outlook"):
					want = noBands
				case verb == "robust":
					want = refused[id]
				}
				switch {
				case err == nil && want != "":
					t.Errorf("%s: not refused", verb)
				case err != nil && (want == "" || !strings.Contains(err.Error(), want)):
					t.Errorf("%s: %v", verb, err)
				}
				return err == nil
			}
			ins := open(0, false)
			a, err := discretion.Assess(ins, discretion.Options{})
			check("rate", err)
			if set.Scoring != nil && a.Overall == "" {
				t.Errorf("no overall rating: %s", a.WhyNoOverall)
			}
			r, err := Robust(ins, Options{Replicates: 2000})
			if check("robust", err) {
				for _, st := range r.Standards {
					if st.Computed != "" && st.Chances == nil && st.Basis != ByJudgement {
						t.Errorf("robust: no chances for %s", st.ID)
					}
				}
				if set.Scoring != nil && r.Overall.Chances == nil {
					t.Errorf("robust: %s", r.Overall.Why)
				}
			}
			plan, err := OutlookPlanFrom(ins, 0.8)
			if err == nil {
				if err = plan.SetSizes(); err == nil {
					_, err = plan.Outlook(OutlookOptions{Replicates: 2000})
				}
			}
			check("outlook", err)
			_, err = Compare(ins, open(0, false), CompareOptions{Replicates: 2000})
			check("compare", err)
			if grid := ins.Results.Grid; grid != nil {
				p, err := discretion.ProgressOf(open(3, true), discretion.ProgressOptions{})
				if check("progress", err) {
					_, err = Finish(p, Options{Replicates: 1000})
					check("chances of progress", err)
				}
			}
		})
	}
}
