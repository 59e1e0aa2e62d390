package browsertest

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestConstraints asks for what the folded parts of step 2 offer, and gets what
// the command gives for the same.
func TestConstraints(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	list, err := os.ReadFile(filepath.Join(kent, "cases.csv"))
	if err != nil {
		t.Fatal(err)
	}
	write(t, dir, "cases.csv", list)
	p := open(t, 1366, 768)
	p.set("as-of", "2021-06-21")
	p.choose("list-file", filepath.Join(dir, "cases.csv"))
	p.wait("80 eligible cases of 283 rows")
	p.click("2. Plan")
	p.click("Who has to be in the sample, and who not")
	p.set("at-least", "disposal:custody")
	p.click("Ask for these")
	p.wait("At least 1 of disposal: custody")
	p.set("cap-manager", "9")
	p.click("Add this case")
	p.wait("Give the case’s reference and a reason")
	for _, one := range [][3]string{{"K001", "include", "asked for by the board"}, {"K015", "exclude", "on remand: sealed"}} {
		p.set("one-case", one[0])
		p.set("one-flag", one[1])
		p.set("one-reason", one[2])
		p.click("Add this case")
		p.wait("Case " + one[0])
	}
	p.idle()
	draw := func() {
		p.click("3. Draw")
		p.set("seed", "7")
		p.click("Draw")
		p.wait("Drawn: ")
		p.idle()
		p.same(dir, p.saved("Save as JSON", "cases.draw.json"))
		p.sameFiles(dir, "cases.record.json", "cases.sample.xlsx", "cases.judgements.xlsx")
		p.click("2. Plan")
	}
	draw()
	record, err := os.ReadFile(filepath.Join(dir, "cases.record.json"))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"asked for by the board", "on remand: sealed"} {
		if !bytes.Contains(record, []byte(want)) {
			t.Errorf("the record does not say %q", want)
		}
	}

	// What is not in the list is said, and can be taken back.
	p.set("one-case", "nobody")
	p.set("one-reason", "x")
	p.click("Add this case")
	p.wait(`there is no case "nobody"`)
	evaluate[any](p, `document.querySelector('[aria-label^="Take back: Case nobody"]').click()`)
	p.wait(" of 49 cases")
	p.idle()
	for _, method := range []string{"simple", "proportional", "equal", "neyman", "predecessor"} {
		p.set("cap-manager", "") // stratified samples have none
		p.set("method", method)
		p.idle()
		if method == "proportional" {
			evaluate[any](p, `document.querySelectorAll(".plain[aria-label^='Take back']").forEach((b) => b.click())`)
			p.idle()
			p.set("least", "1")
			p.idle()
		}
		if method == "simple" {
			continue // with constraints it may be refused, which is said
		}
		p.set("least", "")
		p.idle()
		draw()
	}
	p.quiet()
}

// TestFaultsStandBesideTheField types what cannot be, and what is wrong stands
// beside the field until it is mended.
func TestFaultsStandBesideTheField(t *testing.T) {
	t.Parallel()
	p := open(t, 390, 844)
	evaluate[any](p, `document.getElementById("list-example").click()`)
	p.wait("80 eligible cases of 283 rows")
	p.click("2. Plan")
	p.set("margin", "5,5")
	p.wait("write it with a decimal point, 5.5")
	said := evaluate[string](p, `(() => { const f = document.getElementById("margin"); return f.getAttribute("aria-invalid") + " " + document.getElementById(f.getAttribute("aria-errormessage")).textContent; })()`)
	if !strings.Contains(said, "true ✗") || !strings.Contains(said, "5.5") {
		t.Errorf("beside the field stands %q", said)
	}
	p.click("1. Your list")
	p.wait("80 eligible cases of 283 rows") // the list is not at fault
	p.click("2. Plan")
	p.set("margin", "5.5")
	p.wait("of 50 cases")
	if n := evaluate[int](p, `document.querySelectorAll("[aria-invalid]").length`); n != 0 {
		t.Errorf("%d fields are still at fault", n)
	}
	evaluate[any](p, `document.querySelector("#plan-tables summary").click()`)
	p.set("margin", "8")
	p.wait("a sample of 29 from 50")
	p.idle()
	if !evaluate[bool](p, `document.querySelector("#plan-tables details").open`) {
		t.Error("what was open of the plan is closed after a change")
	}
	p.quiet()
}

// TestOwnRules uses a rule set from a file, and does not use one that
// contradicts itself.
func TestOwnRules(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	text, err := os.ReadFile(filepath.Join(kent, "..", "..", "discretion", "rules", "sets", "hmip-youth-2018.toml"))
	if err != nil {
		t.Fatal(err)
	}
	own := strings.Replace(string(text), `id = "hmip-youth-2018"`, `id = "ours"`, 1)
	if own == string(text) {
		t.Fatal("the rule set's id is written otherwise")
	}
	write(t, dir, "mine.toml", []byte(own))
	write(t, dir, "bad.toml", []byte(strings.Replace(own, "maximum = 36", "maximum = 30", 1)))
	list, err := os.ReadFile(filepath.Join(kent, "cases.csv"))
	if err != nil {
		t.Fatal(err)
	}
	write(t, dir, "cases.csv", list)
	write(t, dir, "totals.csv", []byte("question,yes,of\ncourt.assessment.safety,18,39\n"))
	p := open(t, 1366, 768)
	p.choose("rules-file", filepath.Join(dir, "bad.toml"))
	evaluate[any](p, `document.getElementById("own-rules").open = true`)
	p.wait("These rules contradict themselves")
	p.choose("rules-file", filepath.Join(dir, "mine.toml"))
	p.wait("nothing contradicts itself")
	p.set("as-of", "2021-06-21")
	p.choose("list-file", filepath.Join(dir, "cases.csv"))
	p.wait("80 eligible cases of 283 rows")
	p.click("3. Draw")
	p.set("seed", "7")
	p.set("marking", "Protected: \"staff\" only")
	p.click("Draw")
	p.wait("Drawn: ")
	p.idle()
	p.same(dir, p.saved("Save as JSON", "cases.draw.json"))
	p.sameFiles(dir, "cases.record.json", "cases.sample.xlsx", "cases.judgements.xlsx")
	p.click("After the draw")
	p.click("Check")
	p.wait("Verified")
	p.click("4. Rate")
	p.choose("rate-files", filepath.Join(dir, "totals.csv"))
	p.wait("No overall rating")
	p.idle()
	json := p.saved("Save as JSON", "totals.ratings.json")
	p.same(dir, json)
	if !bytes.Contains(json, []byte(`"rules": "ours"`)) {
		t.Error("the ratings are not by the user's rules")
	}
	p.quiet()
}

// TestQuickSums asks each of the forms that need no list.
func TestQuickSums(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	p := open(t, 390, 844)
	p.click("Quick sums")
	for i, sum := range []struct {
		fields map[string]string
		button string
		says   string
		file   string
	}{
		{map[string]string{"sum-size-population": "50"}, "How many?", "39 cases", "size.json"},
		{map[string]string{"sum-margin-sample": "31", "sum-margin-population": "41"}, "What margin?",
			"5.8 points either way", "margin.json"},
		{map[string]string{"sum-interval-yes": "13", "sum-interval-of": "22", "sum-interval-population": "29"},
			"How sure?", "Between 51.7% and 65.5%", "interval.json"},
		{map[string]string{"sum-interval-yes": "74%", "sum-interval-of": "138", "sum-interval-population": ""},
			"How sure?", "Found: 102 of 138", ""},
		{map[string]string{"sum-counts-printed": ">98%", "sum-counts-of": "138"}, "Which counts?", "136, 137, 138 of 138", "counts.json"},
		{map[string]string{"sum-compare-before": "38", "sum-compare-after": "34%"}, "What can be said?",
			"4 points lower", "difference.json"},
		{map[string]string{"sum-coverage-sample": "39", "sum-coverage-population": "51"}, "How often?", "fixed-width", "coverage.json"},
		{map[string]string{"outlook-rate": "70", "outlook-court": "50", "outlook-ooc": "30"}, "What to expect?",
			"Court disposals: reviewing", "outlook.json"},
	} {
		if i == 7 {
			p.click("What may the sample be expected to show?")
			p.idle()
		}
		for id, value := range sum.fields {
			p.set(id, value)
		}
		p.click(sum.button)
		p.wait(sum.says)
		p.idle()
		if sum.file != "outlook.json" && sum.file != "" {
			p.same(dir, p.saved("Save as JSON", sum.file))
		}
		// So that of the answers on the page the next alone has such a button.
		evaluate[any](p, `document.querySelectorAll("#sums p.action:not(form p)").forEach((e) => e.remove())`)
	}
	p.set("sum-margin-sample", "0")
	evaluate[any](p, `document.getElementById("sum-margin-sample").form.noValidate = true`)
	p.click("What margin?")
	p.wait("it has to be a whole number from 1")
	p.quiet()
}
