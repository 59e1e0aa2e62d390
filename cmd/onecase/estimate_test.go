package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"onecase/sample"
)

// writeEstimateFiles writes the record of a draw of 39 from 50 court cases and
// the judgements of one question of all and one of some of them.
func writeEstimateFiles(t *testing.T) {
	t.Helper()
	t.Chdir(t.TempDir())
	frame := &sample.Frame{Variables: []sample.Variable{{Name: "gender", Categories: []string{"female", "male"}}}}
	for i := range 50 {
		c := sample.Case{ID: fmt.Sprintf("K%03d", i+1), Group: "court", Values: []string{"male"}}
		if i%7 == 0 {
			c.Values[0] = "female"
		}
		frame.Cases = append(frame.Cases, c)
	}
	design := sample.DefaultDesign()
	design.Sizes = map[string]int{"court": 39}
	plan, err := sample.NewPlan(frame, nil, design)
	if err != nil {
		t.Fatal(err)
	}
	draw, err := plan.Draw("an example")
	if err != nil {
		t.Fatal(err)
	}
	record := sample.NewRecord(draw, sample.ListSource{Name: "cases.csv"}, "hmip-youth-2018", time.Date(2021, 6, 21, 0, 0, 0, 0, time.UTC))
	var text bytes.Buffer
	if err := record.Write(&text); err != nil {
		t.Fatal(err)
	}
	var answers strings.Builder
	answers.WriteString("case_id,question,answer\n")
	for i, c := range draw.Groups[0].Selected {
		answers.WriteString(fmt.Sprintf("%s,court.assessment.safety,%s\n", c.ID, [2]string{"yes", "no"}[min(i/18, 1)]))
		answers.WriteString(fmt.Sprintf("%s,court.planning.public,%s\n", c.ID, [3]string{"yes", "no", "na"}[min(i/13, 2)]))
	}
	for name, content := range map[string]string{"r.json": text.String(), "j.csv": answers.String()} {
		if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func TestEstimateJSON(t *testing.T) {
	writeEstimateFiles(t)
	var got struct {
		Verb   string `json:"verb"`
		Schema int    `json:"schema"`
		estimateJSON
	}
	if err := json.Unmarshal([]byte(runLine(t, "estimate j.csv --record r.json --by gender --format json")), &got); err != nil {
		t.Fatal(err)
	}
	if got.Verb != "estimate" || got.Schema != 1 || got.Confidence != 0.8 || got.By != "gender" ||
		len(got.Estimates) != 6 || got.Warnings == nil {
		t.Fatalf("%+v", got)
	}
	row := got.Estimates[0]
	// 18 of 39 of 50, matched on one variable of two categories.
	if row.Question != "court.assessment.safety" || row.Yes != 18 || row.Of != 39 || *row.Population != 50 || row.Category != "" ||
		row.Method != "exact-cells" || !row.Guaranteed || row.Low != 0.42 || row.High != 0.52 || *row.LowCount != 21 ||
		*row.HighCount != 26 {
		t.Errorf("%+v", row)
	}
	if row := got.Estimates[1]; row.Category != "female" || row.By != "gender" || *row.Population != 8 {
		t.Errorf("%+v", row)
	}
	// 13 of 26 of at most 26 + 11.
	if row := got.Estimates[3]; row.Question != "court.planning.public" || row.PopulationSource != "at-most" ||
		*row.Population != 37 || row.LowCount != nil {
		t.Errorf("%+v", row)
	}
}

func TestEstimateTable(t *testing.T) {
	writeEstimateFiles(t)
	for args, wants := range map[string][]string{
		"estimate j.csv --record r.json": {"Matched on gender: 39 of 50 cases, at random within each of 2 strata",
			"Court disposals: assessment", "· Safety of the child",
			"18/39", "46.2%", "42.0%", "52.0%", "up to 37", "exact, by cell: over the groups"},
		"estimate j.csv --record r.json --explain": {"every split among the cells", "Buehler 1957",
			"it applies to 26 to 37 cases"},
		"estimate j.csv --record r.json --method exact": {"Matched on gender, taken as a simple random sample: 39 of 50 cases, finite correction", "46.2%", "42.0%", "52.0%", "up to 37"},
		"estimate j.csv --record r.json --method exact --explain": {"least K with P(X >= 18 | K of 50 yes) > 10%",
			"N = 26 to 37", "Buonaccorsi 1987"},
		"estimate j.csv --record r.json --method beta --explain": {"Korn and Graubard 1998", "39 - 1", "Deville and Tillé 2005"},
	} {
		out := runLine(t, args)
		for _, want := range wants {
			if !strings.Contains(out, want) {
				t.Errorf("%s: no %q in\n%s", args, want, out)
			}
		}
		fits(t, out)
	}
}

func TestEstimateMisuse(t *testing.T) {
	writeEstimateFiles(t)
	if err := os.WriteFile("other.csv", []byte("case_id,question,answer\nK999,court.assessment.safety,yes\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		args string
		code int
		want string
	}{
		{"estimate", 2, "estimate needs a file of judgements"},
		{"estimate j.csv", 2, "estimate needs --record, the record of the draw"},
		{"estimate j.csv --record r.json --method wald", 2,
			"it has to be one of auto, exact-cells, exact-table, exact, logit, beta, xlogit, mean, asin"},
		{"estimate j.csv --record j.csv", 1, "j.csv: this is not a record of a draw"},
		{"estimate j.csv --record r.json --by rosh", 1, `the record has the variables gender and no "rosh"`},
		{"estimate other.csv --record r.json", 1, "onecase: other.csv, row 2: case K999 has judgements and is not in the sample of Court disposals"},
	} {
		out, messages, code := try(strings.Fields(c.args)...)
		if code != c.code || !strings.Contains(messages, c.want) || out != "" {
			t.Errorf("%s: exit %d, %s; want %d, %s", c.args, code, messages, c.code, c.want)
		}
	}
}

// The page begins with how sure the estimates are and draws them; the figure can
// be had alone.
func TestEstimatePage(t *testing.T) {
	writeEstimateFiles(t)
	stdout, stderr, code := try("estimate", "j.csv", "--record", "r.json", "--format", "html", "--plot", "e.svg")
	if code != 0 {
		t.Fatal(stderr)
	}
	for _, want := range []string{
		"<li>The sample puts limits on the share of all eligible cases for 2 questions, at 80% confidence.",
		"<li>Least sure: Court disposals: planning, safety of others, between ", "(13 of 26 yes).</li>",
		"<li>Surest: Court disposals: assessment, safety of the child, between ", "<figcaption>Estimates and their limits</figcaption>",
	} {
		if !strings.Contains(stdout, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	figure, err := os.ReadFile("e.svg")
	if err != nil || !strings.Contains(string(figure), "Court disposals: assessment: Safety of the child 46.2% (18 of 39)") {
		t.Errorf("the figure lacks its first question (%v)", err)
	}
}
