package discretion_test

import (
	"errors"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"onecase/discretion"
	"onecase/discretion/rules"
	"onecase/sample"
)

// An inspection file with what it names.
func ExampleOpen() {
	inspection, _, err := discretion.Open("../examples/kent/kent.toml", discretion.OpenOptions{})
	if err != nil {
		log.Fatal(err)
	}
	assessment, err := discretion.Assess(inspection, discretion.Options{})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(inspection.Name(), assessment.Overall, *assessment.Score)
	// Output:
	// Kent requires-improvement 18
}

// write puts texts in files of a new folder and gives its name.
func write(t *testing.T, files map[string]string) string {
	t.Helper()
	folder := t.TempDir()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

// drawnFrom writes the record of a draw of 3 of 4 court cases under some rules.
func drawnFrom(t *testing.T, file, under string) {
	t.Helper()
	frame := sample.Frame{}
	for _, id := range []string{"A", "B", "C", "D"} {
		frame.Cases = append(frame.Cases, sample.Case{ID: id, Group: "court"})
	}
	design := sample.DefaultDesign()
	design.Sizes = map[string]int{"court": 3}
	plan, err := sample.NewPlan(&frame, []sample.Group{{ID: "court"}}, design)
	if err != nil {
		t.Fatal(err)
	}
	draw, err := plan.Draw("1")
	if err != nil {
		t.Fatal(err)
	}
	f, err := os.Create(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(sample.NewRecord(draw, sample.ListSource{}, under, time.Time{}).Write(f), f.Close()); err != nil {
		t.Fatal(err)
	}
}

// A file is opened with the table it names beside it; a table takes its rules from
// the record of its draw, and both their sizes.
func TestOpenReadsWhatIsNamed(t *testing.T) {
	folder := write(t, map[string]string{
		"mine.toml":  "rules = \"hmip-youth-2018\"\nservice = \"Mine\"\njudgements = \"table.csv\"\n",
		"table.csv":  "question,yes,of\ncourt.planning.safety,2,3\n",
		"wrong.toml": "rules = \"hmip-youth-2018\"\njudgements = \"nowhere.csv\"\n",
	})
	record, other := filepath.Join(folder, "record.json"), filepath.Join(folder, "other.json")
	drawnFrom(t, record, "hmip-youth-2018")
	drawnFrom(t, other, "their-own")
	for _, name := range []string{"mine.toml", "table.csv"} {
		ins, _, err := discretion.Open(filepath.Join(folder, name), discretion.OpenOptions{Record: record})
		if err != nil {
			t.Fatal(err)
		}
		at, _ := ins.Rules.QuestionIndex("court.planning.safety")
		if q := ins.Results.Questions[at]; q.Yes != 2 || q.Of != 3 || ins.Record == nil ||
			ins.Groups["court"].Population != 4 || ins.Groups["court"].Sample != 3 {
			t.Errorf("%s: %+v of %+v", name, q, ins.Groups)
		}
	}
	for name, test := range map[string]struct {
		options discretion.OpenOptions
		want    string
	}{
		"table.csv":  {discretion.OpenOptions{Rules: rules.NoRules, Record: record}, discretion.ErrNoRules.Error()},
		"./mine.csv": {discretion.OpenOptions{Record: other}, "drawn under the rules their-own, which do not come with the program"},
		"wrong.toml": {discretion.OpenOptions{}, "nowhere.csv: there is no such file"},
		"none.toml":  {discretion.OpenOptions{}, "none.toml: there is no such file"},
		"mine.toml":  {discretion.OpenOptions{Record: filepath.Join(folder, "table.csv")}, "not a record of a draw"},
	} {
		ins, _, err := discretion.Open(filepath.Join(folder, name), test.options)
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v, want %s", name, err, test.want)
		}
		if name == "wrong.toml" && (ins == nil || filepath.Base(ins.Judgements) != "nowhere.csv") {
			t.Error("the inspection does not say which file was to be read")
		}
	}
}

// Nothing is read beside a record that is not as it was sealed; the record is returned for whoever lists what differs.
func TestReadRecordRefusesAnEditedRecord(t *testing.T) {
	folder := write(t, map[string]string{"table.csv": "question,yes,of\ncourt.planning.safety,2,3\n"})
	name := filepath.Join(folder, "record.json")
	drawnFrom(t, name, "hmip-youth-2018")
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	edited := strings.Replace(string(text), `"confidence":0.8`, `"confidence":0.9`, 1)
	if edited == string(text) || os.WriteFile(name, []byte(edited), 0o600) != nil {
		t.Fatalf("nothing to edit in %s", text)
	}
	const says = "record.json: the record is not as it was sealed"
	if record, err := discretion.ReadRecord(name); record == nil || err == nil || !strings.Contains(err.Error(), says) {
		t.Error(record, err)
	}
	_, _, err = discretion.Open(filepath.Join(folder, "table.csv"), discretion.OpenOptions{Record: name})
	if err == nil || !strings.Contains(err.Error(), says) {
		t.Error(err)
	}
}

// While a grid is filled, what stands where nothing is asked of a case is found, whether it is an answer or not.
func TestStrayTextsAreFound(t *testing.T) {
	for text, found := range map[string]bool{"": false, "na": false, "yes": true, "no": true, "yes no": true, "see note": true} {
		folder := write(t, map[string]string{"grid.csv": "case_id,court.planning.safety,ooc.planning.safety\n" +
			"A,yes," + text + "\nB,yes," + text + "\nC,yes," + text + "\nD,yes," + text + "\n"})
		record := filepath.Join(folder, "record.json")
		drawnFrom(t, record, "hmip-youth-2018")
		ins, _, err := discretion.Open(filepath.Join(folder, "grid.csv"), discretion.OpenOptions{Record: record, SoFar: true, Underway: true})
		if err != nil {
			t.Fatal(err)
		}
		p, err := discretion.ProgressOf(ins, discretion.ProgressOptions{})
		if err != nil {
			t.Fatal(err)
		}
		stray := 0
		for _, f := range p.Findings {
			if f.Kind == discretion.StrayAnswer {
				stray++
			}
		}
		if want := map[bool]int{true: 3}[found]; stray != want { // of the three cases of the sample
			t.Errorf("%q: %d are found, not %d", text, stray, want)
		}
	}
}
