package browsertest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// written are the flags of a draw and of a check that name files they write.
var written = regexp.MustCompile(`--(?:record|output|judgements|sample|letter|sheets) ('[^']+'|\S+)`)

// same runs the command that the open step shows, in dir, and compares what it
// prints with what the page saved, byte for byte. What the command wrote when it
// ran before is taken away first.
func (p *page) same(dir string, saved []byte) { p.sameAs(dir, "json", saved) }

func (p *page) sameAs(dir, format string, saved []byte) {
	p.t.Helper()
	line := evaluate[string](p, `[...document.querySelectorAll("details > pre")].filter((e) => e.closest("[role=tabpanel]").offsetParent).at(-1).textContent`)
	if strings.HasPrefix(line, "onecase draw") || strings.HasPrefix(line, "onecase replace") || strings.HasPrefix(line, "onecase verify") {
		for _, file := range written.FindAllStringSubmatch(line, -1) {
			os.Remove(filepath.Join(dir, strings.Trim(file[1], "'")))
		}
	}
	command := exec.Command("sh", "-c", line+" --format "+format)
	command.Dir = dir
	command.Env = append(os.Environ(), "PATH="+filepath.Dir(onecase)+":"+os.Getenv("PATH"))
	var trouble bytes.Buffer
	command.Stderr = &trouble
	printed, err := command.Output()
	if len(printed) == 0 {
		p.t.Fatalf("%s: %v\n%s", line, err, trouble.String())
	}
	if !bytes.Equal(printed, saved) {
		p.t.Errorf("%s\nprints\n%.2000s\nand the page has\n%.2000s", line, printed, saved)
	}
}

// unsealed is a record without what is another in each: its times, its salt, and the seals that hold them.
func unsealed(t *testing.T, record []byte) string {
	t.Helper()
	var r map[string]any
	if err := json.Unmarshal(record, &r); err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"times", "salt", "seal"} {
		if r[key] == nil {
			t.Errorf("the record has no %s", key)
		}
		delete(r, key)
	}
	for _, key := range []string{"extensions", "replacements", "assignments", "rereads"} {
		entries, _ := r[key].([]any)
		for _, e := range entries {
			delete(e.(map[string]any), "seal")
		}
	}
	text, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// lists are case lists of several forms, by their file names.
func lists(t *testing.T, dir string) []string {
	t.Helper()
	files := map[string][]byte{}
	for _, name := range []string{"cases.csv", "cases.xlsx"} {
		text, err := os.ReadFile(filepath.Join(kent, name))
		if err != nil {
			t.Fatal(err)
		}
		files[name] = text
	}
	// As exported elsewhere: semicolons, Windows letters, a title, blanks in
	// the file's name; no groups; another size.
	var b strings.Builder
	b.WriteString("Cases, confidential\r\nCase ref;Gender;Team;Date of birth;RoSH level\r\n")
	for i := range 157 {
		fmt.Fprintf(&b, "%04d;%s;Z\xfcrich %d;%02d/%02d/2005;%s\r\n", 1000+7*i, []string{"F", "Male", "m"}[i%3], i%4,
			1+i%28, 1+i%12, []string{"Low", "medium", "HIGH", "very high"}[i%4])
	}
	files["our list (final).csv"] = []byte(b.String())
	var names []string
	for name, text := range files {
		names = append(names, name)
		if err := os.WriteFile(filepath.Join(dir, name), text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return names
}

// TestResultsAreTheCommands plans, draws and checks lists with several seeds and
// designs: what the page has is what the command prints.
func TestResultsAreTheCommands(t *testing.T) {
	t.Parallel()
	source := t.TempDir()
	p := open(t, 1366, 768)
	for _, name := range lists(t, source) {
		for i, design := range []map[string]string{
			{"as-of": "2021-06-21", "seed": "dice 3 1 4"},
			{"as-of": "", "seed": "it's Größe 'eins'", "confidence": "90", "margin": "6.5", "reserve": "10", "criterion": "estimate"},
		} {
			t.Run(fmt.Sprint(name, " ", i), func(t *testing.T) {
				p.t = t
				dir := t.TempDir()
				text, err := os.ReadFile(filepath.Join(source, name))
				if err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(filepath.Join(dir, name), text, 0o600); err != nil {
					t.Fatal(err)
				}
				stem := strings.TrimSuffix(name, filepath.Ext(name))
				p.click("1. Your list")
				for _, field := range []string{"as-of", "confidence", "margin", "reserve", "criterion", "seed"} {
					value := design[field]
					if field == "criterion" && value == "" {
						value = "normal"
					}
					p.set(field, value)
				}
				p.idle()
				p.choose("list-file", filepath.Join(dir, name))
				p.idle()
				p.set("seed", design["seed"]) // that of another list does not hold for this one
				p.wait(name + ": ")
				p.click("Go on to the plan")
				p.wait("Save as JSON")
				p.same(dir, p.saved("Save as JSON", stem+".plan.json"))
				p.sameAs(dir, "html", p.saved("Save a report to print", stem+".plan.html"))
				p.click("Go on to the draw")
				p.click("Draw")
				p.wait("Drawn: ")
				p.same(dir, p.saved("Save as JSON", stem+".draw.json"))
				p.sameAs(dir, "html", p.saved("Save a report to print", stem+".draw.html"))
				p.sameFiles(dir, stem+".record.json", stem+".sample.xlsx")
				if i == 0 && stem == "cases" {
					p.sameFiles(dir, "cases.judgements.xlsx")
				}
				p.click("After the draw")
				p.click("Check")
				p.wait("Verified")
				p.same(dir, p.saved("Save as JSON", stem+".record.check.json"))
				p.sameFiles(dir, stem+".sample-now.xlsx")
			})
		}
	}
	p.t = t
	p.quiet()
}

// TestRatingsAreTheCommands rates inspections in each of their forms.
func TestRatingsAreTheCommands(t *testing.T) {
	t.Parallel()
	p := open(t, 1366, 768)
	p.click("4. Rate")
	totals := filepath.Join(t.TempDir(), "totals.csv")
	if err := os.WriteFile(totals, []byte("question,yes,of,population\ncourt.assessment.safety,18,39,50\ncourt.assessment.public,16,39,50\nooc.joint-working.police,2,4,8\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, inspection := range []struct{ file, change string }{
		{filepath.Join(kent, "kent.toml"), "court.reviewing.public"},
		{filepath.Join(kent, "judgements.csv"), "ooc.planning.public"},
		{totals, "court.assessment.public"},
	} {
		name := filepath.Base(inspection.file)
		stem := strings.TrimSuffix(name, filepath.Ext(name))
		dir := filepath.Dir(inspection.file)
		p.choose("rate-files", inspection.file)
		p.idle()
		p.wait(map[bool]string{true: "Kent: ", false: "No overall rating"}[stem == "kent"])
		p.same(dir, p.saved("Save as JSON", stem+".ratings.json"))
		p.sameAs(dir, "html", p.saved("Save a report to print", stem+".ratings.html"))
		if stem == "judgements" {
			p.set("flip-case", "K084")
			p.set("flip-question", "court.reviewing.public")
			p.click("Turn this answer")
		} else {
			p.set("yes-"+inspection.change, "17")
		}
		p.wait("Back to what was judged")
		p.same(dir, p.saved("Save as JSON", stem+".what-if.json"))
		p.click("Back to what was judged")
		p.wait("Move a slider")
	}
	p.quiet()
}

// TestRatingsWithoutEach rates without each manager, whom the list that is open names, and
// with the cases that were not read.
func TestRatingsWithoutEach(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	demo := exec.Command(onecase, "demo", "kent")
	demo.Dir = dir
	if text, err := demo.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	dir = filepath.Join(dir, "kent")
	p := open(t, 1366, 768)
	p.choose("list-file", filepath.Join(dir, "cases.xlsx"))
	p.idle()
	p.click("4. Rate")
	p.choose("rate-files", filepath.Join(dir, "judgements.csv"), filepath.Join(dir, "kent.record.json"))
	p.idle()
	evaluate[any](p, `document.querySelector("#rate-settings details.more").open = true`)
	p.idle()
	p.set("rate-leave-out", "manager")
	p.set("rate-unread", "all")
	p.wait("A rating hangs on each of these: ")
	p.wait("Every case that was drawn was read")
	p.same(dir, p.saved("Save as JSON", "judgements.ratings.json"))
	p.set("estimate-by", "gender")
	evaluate[any](p, `document.querySelector("#estimate-result").closest("section").querySelector("details.more").open = true`)
	p.idle()
	p.set("estimate-cluster", "manager")
	p.click("Estimate")
	p.wait("Cases of one manager")
	p.quiet()
}

// TestRobustness works out how robust the published example is.
func TestRobustness(t *testing.T) {
	t.Parallel()
	p := open(t, 1366, 768)
	p.click("4. Rate")
	p.choose("rate-files", filepath.Join(kent, "kent.toml"))
	p.wait("Work it out")
	p.click("Work it out")
	p.wait("Overall Requires improvement again: ")
	page := p.saved("Save robustness as JSON", "kent.robustness.json")
	var made struct{ Seed string } // from the files, so that they give the same once more
	if err := json.Unmarshal(page, &made); err != nil || made.Seed == "" {
		t.Fatalf("%v, %+v", err, made)
	}
	command := run(t, kent, "robust", "kent.toml", "--model", "tied", "--hold-decisions", "--seed", made.Seed, "--format", "json")
	if !bytes.Equal(page, command) {
		t.Errorf("the page has\n%.1500s\nand the command prints\n%.1500s", page, command)
	}
	evaluate[any](p, `document.getElementById("robust-model").closest("section").querySelector("details").open = true`)
	p.wait("What if so many more cases of each group were read")
	p.set("robust-more", "4")
	p.click("Work it out")
	p.wait("Changes with 4 more: the chance that the rating found is another once 4 more cases of each group are read; of the overall rating it is ")
	p.quiet()
}
