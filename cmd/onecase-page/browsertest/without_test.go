package browsertest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestWithoutRules takes the ward's list, matches on columns with a click, draws with a
// grid of questions of one's own, replaces a case, counts and estimates.
func TestWithoutRules(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for _, name := range []string{"patients.csv", "questions.csv", "judgements.csv"} {
		text, err := os.ReadFile(filepath.Join(kent, "..", "ward", name))
		if err != nil {
			t.Fatal(err)
		}
		write(t, dir, name, text)
	}
	p := open(t, 390, 844)
	p.choose("list-file", filepath.Join(dir, "patients.csv"))
	p.wait("The sample is matched on gender.")
	for _, name := range []string{"Ward", "LOS (days)"} {
		evaluate[any](p, `document.querySelector('[data-match="`+name+`"]').click()`)
		p.wait(name + ".")
		p.idle()
	}
	p.fits("list")
	p.click("Go on to the plan")
	p.click("How cases are chosen")
	p.set(evaluate[string](p, `document.querySelector('[data-bands="LOS (days)"]').id`), "0-2,3-7,8+")
	p.set("size-all", "25")
	p.wait("25 of 60 cases")
	p.fits("plan")
	p.click("Go on to the draw")
	p.click("Show that the seed was not chosen to suit")
	p.click("Make the line")
	p.wait("onecase-commit-1")
	write(t, dir, "patients.commitment.txt", p.saved("Save the line", "patients.commitment.txt"))
	evaluate[any](p, `document.querySelector("#commit-result").replaceChildren()`)
	p.set("seed", "dice 6 6 6 6")
	p.click("Draw")
	p.wait("Drawn: 25 of 60")
	p.idle()
	write(t, dir, "first.json", p.saved("Save patients.record.json", "patients.record.json"))
	p.set("seed", "dice 1 3 3 5")
	p.click("A grid with questions of your own")
	p.choose("questions-file", filepath.Join(dir, "questions.csv"))
	p.wait("questions.csv do without")
	p.click("Draw")
	p.wait("here is at least 1 other draw from the same commitment, with another seed")
	p.idle()
	p.same(dir, p.saved("Save as JSON", "patients.draw.json"))
	p.sameFiles(dir, "patients.record.json", "patients.sample.xlsx", "patients.judgements.xlsx")

	// The grid that was filled in is of the sample after two replacements.
	p.click("After the draw")
	for _, id := range []string{"0041300", "0041378"} {
		p.set("replace-case", id)
		p.set("replace-reason", "file lost")
		p.click("Add to the record")
		p.wait("takes the place of " + id)
		p.idle()
	}
	write(t, dir, "patients.record.json", p.saved("Save patients.record.json", "patients.record.json"))
	p.click("Check")
	p.wait("The record holds one draw. 2 cases could not be used")
	p.wait("file lost")

	// The grid of the draw is taken with its record, as it is named; others are asked about, and by the rules of the draw,
	// which has none, nothing is to be put right.
	p.click("4. Rate")
	judged, err := os.ReadFile(filepath.Join(dir, "judgements.csv"))
	p.check(err)
	write(t, dir, "patients.judgements.csv", judged)
	p.choose("rate-files", filepath.Join(dir, "patients.judgements.csv"))
	p.wait("The numbers of eligible cases are those of patients.record.json.")
	p.click("Do without this record")
	p.idle()
	p.choose("rate-files", filepath.Join(dir, "judgements.csv"))
	p.wait("judgements.csv is open")
	p.wait("21/25")
	p.idle()
	p.set("rate-rules", "hmip-youth-2018")
	p.wait("No column is a question of")
	if !evaluate[bool](p, `document.getElementById("rate-result").innerText.includes("These are judgements of the sample drawn here")`) {
		t.Error("that the judgements are of the draw is not offered beside what is wrong")
	}
	p.set("rate-rules", "none")
	p.wait("21/25")
	p.click("These are judgements of the sample drawn here")
	p.wait("Also for each category of")
	p.set("estimate-by", "gender")
	p.click("Estimate")
	p.wait("12/16")
	p.set("estimate-by", "Consultant") // a column of the list that the sample was not matched on
	p.click("Estimate")
	p.wait("Dr Bell")
	p.idle()
	p.fits("estimate")
	evaluate[any](p, `document.querySelector("#rate-result > p.action").remove()`)
	p.same(dir, p.saved("Save as JSON", "judgements.estimates.json"))

	// A grid without an answer is how the week begins: there is nothing to put right, and no rating to promise.
	p.click("After the draw")
	write(t, dir, "empty.xlsx", p.saved("Save patients.judgements-now.xlsx", "patients.judgements-now.xlsx"))
	p.choose("week-grid", filepath.Join(dir, "empty.xlsx"))
	p.idle()
	p.click("How far is the reading?")
	p.wait("No case has an answer yet")
	p.wait("0 of 25 cases of the sample are read in full")
	if shown := strings.ToLower(p.text()); strings.Contains(shown, "question about the judgements") || strings.Contains(shown, "settled") || strings.Contains(shown, "chances") {
		t.Errorf("an empty grid is at fault, or ratings are promised, on\n%s", shown)
	}

	// What is shown of the sample is marked as old once that has changed.
	p.click("After the draw")
	p.set("extend-all", "27")
	p.click("Add cases")
	p.wait("The sample now has 27 of 60")
	p.idle()
	p.click("3. Draw")
	p.wait(" came in, up to 27 cases")
	p.click("4. Rate")
	p.wait("These are of the sample as it was.")
	p.click("Rate again")
	p.wait("0 of 27 cases of the sample are read in full")

	// Another draw marks it as old too, and what is rated again is by the new record.
	p.click("3. Draw")
	p.click("Draw")
	p.wait("Draw another sample?")
	p.click("Draw without saving it")
	p.wait("Drawn: 25 of 60")
	p.idle()
	p.click("4. Rate")
	p.wait("These are by the record that stood before.")
	p.click("Rate again")
	p.wait("0 of 25 cases of the sample are read in full")
	p.quiet()
}

// TestSeveralInspections compares two inspections and takes a region together.
func TestSeveralInspections(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for from, names := range map[string][]string{"kent": {"kent.toml", "follow-up.toml"},
		"region": {"north.toml", "middle.toml", "south.toml"}} {
		for _, name := range names {
			text, err := os.ReadFile(filepath.Join(kent, "..", from, name))
			if err != nil {
				t.Fatal(err)
			}
			write(t, dir, name, text)
		}
	}
	p := open(t, 1366, 768)
	p.click("Several inspections")
	p.click("Compare")
	p.wait("Choose both inspections first")
	p.choose("compare-before", filepath.Join(dir, "kent.toml"))
	p.choose("compare-after", filepath.Join(dir, "follow-up.toml"))
	p.wait("kent.toml do without")
	p.wait("follow-up.toml do without")
	p.click("Compare")
	p.wait("Court disposals: reviewing")
	p.idle()
	p.same(dir, p.saved("Save as JSON", "follow-up.compared.json"))
	evaluate[any](p, `document.querySelector("#compare-result").remove()`)
	p.choose("pool-units", filepath.Join(dir, "north.toml"), filepath.Join(dir, "middle.toml"), filepath.Join(dir, "south.toml"))
	p.wait("north.toml, middle.toml and south.toml do without")
	p.click("Take them together")
	p.wait("Each unit and all together")
	p.idle()
	p.same(dir, p.saved("Save as JSON", "region.json"))
	p.quiet()
}

// TestWorkIsSavedAndOpened saves the work in one file, from which a new page goes on; a
// tab with unsaved work asks before it closes.
func TestWorkIsSavedAndOpened(t *testing.T) {
	t.Parallel()
	p := open(t, 1366, 768)
	leaves := func(p *page) bool {
		return evaluate[bool](p, `dispatchEvent(new Event("beforeunload", { cancelable: true }))`)
	}
	if !leaves(p) {
		t.Error("a page without work asks before it closes")
	}
	p.set("as-of", "2021-06-21")
	p.choose("list-file", filepath.Join(kent, "cases.xlsx"))
	p.wait("80 eligible cases of 283 rows")
	p.click("2. Plan")
	p.set("size-court", "30")
	p.wait("30 of 50 cases")
	p.click("3. Draw")
	p.set("seed", "7")
	p.click("Draw")
	p.wait("Drawn: 30 of 50")
	p.click("4. Rate")
	p.choose("rate-files", filepath.Join(kent, "judgements.csv"))
	p.wait("Turn this answer")
	p.set("judged-org.staff", "good")
	p.wait("Judged directly: Staff good")
	p.set("yes-court.reviewing.public", "15")
	p.wait("13/22 → 15/22")
	if leaves(p) {
		t.Error("unsaved work is left without a question")
	}
	saved := p.saved("Save my work", "cases.onecase")
	if !leaves(p) {
		t.Error("saved work is asked about")
	}
	file := filepath.Join(t.TempDir(), "cases.onecase")
	p.check(os.WriteFile(file, saved, 0o600))

	q := open(t, 1366, 768)
	q.choose("open-work", file)
	q.wait("13/22 → 15/22")
	q.wait("Judged directly: Staff good")
	if again := q.saved("Save my work", "cases.onecase"); string(again) != string(saved) {
		at := 0
		for at < min(len(again), len(saved)) && again[at] == saved[at] {
			at++
		}
		t.Errorf("the work that was opened has %.80q at byte %d of %d, and what was saved %.80q of %d", again[at:], at,
			len(again), saved[at:], len(saved))
	}
	q.click("3. Draw")
	q.wait("Drawn: 30 of 50")
	q.click("After the draw")
	q.click("Check")
	q.wait("Verified")
	q.choose("open-work", filepath.Join(kent, "cases.csv"))
	q.click("1. Your list")
	q.wait("cases.csv is not a file that “Save my work” wrote")
	p.quiet()
	q.quiet()
}
