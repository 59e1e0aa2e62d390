package browsertest

import (
	"archive/zip"
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// TestJourney is a whole inspection: a list is dropped on the page, planned and
// drawn, files are saved and checked, judgements are rated and one is turned.
func TestJourney(t *testing.T) {
	t.Parallel()
	p := open(t, 1366, 768)
	p.set("as-of", "2021-06-21")
	p.drop("#list-drop", filepath.Join(kent, "cases.xlsx"))
	p.wait("cases.xlsx: 80 eligible cases of 283 rows")
	p.wait("Left out: 203 rows that started too early or too late.")

	p.click("Go on to the plan")
	p.wait("39 of 50 cases")
	p.wait("26 of 30 cases")
	p.wait("for some populations the chance of being within 5.0 points is 71.3%")
	if strings.Contains(p.text(), "tep 2 ") {
		t.Errorf("step 2 speaks of itself by its number on\n%s", p.text())
	}

	p.click("Go on to the draw")
	p.set("seed", "dice 3 1 4")
	p.click("Draw")
	p.wait("Drawn: 39 of 50 (court disposals) and 26 of 30 (out-of-court disposals)")
	workbook := p.saved("Save cases.sample.xlsx", "cases.sample.xlsx")
	if _, err := zip.NewReader(bytes.NewReader(workbook), int64(len(workbook))); err != nil {
		t.Errorf("the sample is no workbook: %v", err)
	}
	record := p.saved("Save cases.record.json", "cases.record.json")
	p.saved("Save cases.judgements.xlsx", "cases.judgements.xlsx")
	report := p.saved("Save a report to print", "cases.draw.html")
	if !bytes.HasPrefix(report, []byte("<!doctype html>")) && !bytes.HasPrefix(report, []byte("<!DOCTYPE html>")) {
		t.Errorf("the report begins with %.40q", report)
	}

	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "r.record.json"), record, 0o600); err != nil {
		t.Fatal(err)
	}
	if out := run(t, dir, "verify", "r.record.json", filepath.Join(kent, "cases.xlsx"),
		"--format", "json"); !bytes.Contains(out, []byte(`"verified": true`)) {
		t.Errorf("the command does not verify the page's record:\n%s", out)
	}
	p.click("After the draw")
	p.click("Check")
	p.wait("Verified")

	p.click("4. Rate")
	p.drop("#rate-drop", filepath.Join(kent, "judgements.csv"))
	p.wait("Court disposals\n")
	p.click("These are judgements of the sample drawn here")
	p.wait("not in the sample") // they are those of another seed
	p.click("Do without this record")
	p.wait("No overall rating yet")
	p.click("As the report shows it")
	p.wait("Work with the police")
	for _, standard := range []string{"org.governance", "org.staff", "org.partnerships", "org.information"} {
		p.set("judged-"+standard, "good")
	}
	p.wait("of 36")
	p.idle()
	p.set("flip-case", "K084")
	p.set("flip-question", "court.reviewing.public")
	p.click("Turn this answer")
	p.wait("Case K084, Court disposals: reviewing, ")
	p.set("yes-court.reviewing.safety", "20")
	p.wait(", 19/27 → 20/27")
	p.set("flip-question", "court.reviewing.safety")
	p.click("Turn this answer") // it counts on what the slider says
	p.wait("Case K084, Court disposals: reviewing, ")
	p.wait(", 19/27 → ")
	p.set("flip-case", "nobody")
	p.click("Turn this answer")
	p.wait("nobody")
	p.click("Back to what was judged")
	p.wait("Move a slider below")
	p.quiet()
}

// TestSlider drags the count of a question of the published example and sees
// band, margin, flags and rating follow.
func TestSlider(t *testing.T) {
	t.Parallel()
	p := open(t, 1366, 768)
	p.click("4. Rate")
	evaluate[any](p, `document.getElementById("rate-example").click()`)
	p.wait("Kent: Requires improvement, 18 of 36")
	p.wait("1 point from Good: 2 cases judged differently would be enough")
	p.set("yes-court.reviewing.public", "15")
	p.wait("Court disposals: reviewing becomes Good (was Requires improvement)")
	p.wait("Overall becomes Good (was Requires improvement)")
	p.wait("Kent: Good, 19 of 36")
	p.wait("68% (15 of 22), Good")
	p.click("Back to what was judged")
	p.wait("Kent: Requires improvement, 18 of 36")
	p.quiet()
}

// TestDrag drags a slider with the mouse, up and down, and sees percentage,
// margin, band and flags change while the button is held.
func TestDrag(t *testing.T) {
	t.Parallel()
	p := open(t, 1280, 800)
	p.click("4. Rate")
	evaluate[any](p, `document.getElementById("rate-example").click()`)
	p.wait("18 of 36")
	p.idle()
	box := evaluate[[]float64](p, `(() => {
		const e = document.getElementById("yes-ooc.joint-working.police");
		e.scrollIntoView({ block: "center" });
		const r = e.getBoundingClientRect();
		return [r.x, r.y + r.height / 2, r.width];
	})()`)
	mouse := func(kind input.DispatchMouseEventType, share float64) {
		_, err := chromedp.Call(p.ctx, input.DispatchMouseEvent, input.DispatchMouseEventParams{
			Type: kind, X: box[0] + share*box[2], Y: box[1], Button: input.MouseButtonLeft, Buttons: 1, ClickCount: 1})
		p.check(err)
	}
	card := func() string {
		return evaluate[string](p, `document.querySelector('[data-standard="ooc.joint-working"]').innerText`)
	}
	sees := func(texts ...string) {
		t.Helper()
		for _, text := range texts {
			for since := time.Now(); !strings.Contains(card(), text); time.Sleep(20 * time.Millisecond) {
				if time.Since(since) > 20*time.Second {
					t.Fatalf("%q does not appear on\n%s", text, card())
				}
			}
		}
	}
	sees("50% (2 of 4)", "Few cases: 4 cases", "between 25% and 75%")
	mouse(input.DispatchMouseEventTypeMousePressed, 0.5)
	mouse(input.DispatchMouseEventTypeMouseMoved, 0.98)
	sees("100% (4 of 4), Outstanding", "62% (16 of 26), Requires improvement") // recommendations set the rating now
	mouse(input.DispatchMouseEventTypeMouseMoved, 0.25)
	sees("25% (1 of 4), Inadequate", "Was Requires improvement.")
	mouse(input.DispatchMouseEventTypeMouseMoved, 0.5)
	sees("50% (2 of 4)")
	mouse(input.DispatchMouseEventTypeMouseReleased, 0.5)
	p.wait("Move a slider below")

	// For those who asked for it, nothing moves by itself.
	for want, value := range map[string]string{"0s": "reduce", "0.15s": "no-preference"} {
		_, err := chromedp.Call(p.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{{Name: "prefers-reduced-motion", Value: value}}})
		p.check(err)
		if got := evaluate[string](p, `getComputedStyle(document.querySelector(".question .mark")).transitionDuration.split(",")[0]`); got != want {
			t.Errorf("prefers-reduced-motion %s: transitions take %s", value, got)
		}
	}
	p.quiet()
}

// TestProblems puts a faulty list right on the page.
func TestProblems(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	text := "case_id,group,rosh\n<b>A</b>,court,Med\nB,court,low\nC,court,Med\nC,ooc,high\nD,court,Med\nD,ooc,low\n,court,low\n,ooc,low\n"
	if err := os.WriteFile(filepath.Join(dir, "bad.csv"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	p := open(t, 390, 844)
	p.choose("list-file", filepath.Join(dir, "bad.csv"))
	p.wait("4 questions about this list")
	p.wait("“Med” (3 rows: 2, 4, 6) means")
	p.wait(`Case id "C" is already in row 4`)
	if strings.Contains(p.text(), "Go on without these rows") {
		t.Error("cases of a kind that is not known may be left out")
	}
	p.set("meaning-rosh:Med", "medium")
	p.wait("3 questions about this list")
	p.set("right-4", "5")
	p.wait("2 questions about this list")
	p.click("These 2 rows are no cases")
	p.wait("One question about this list")
	p.click("Go on without these rows")
	p.wait("3 eligible cases of 8 rows")
	p.click("Which rows are left out, and why")
	p.wait("Row 5 is right")
	reading := filepath.Join(dir, "bad.reading.toml")
	write(t, dir, "bad.reading.toml", p.saved("Save how this list is read", "bad.reading.toml"))
	p.choose("list-file", filepath.Join(dir, "bad.csv"))
	p.wait("4 questions about this list")
	p.choose("reading-file", reading)
	p.wait("3 eligible cases of 8 rows")
	p.click("Go on to the plan")
	p.click("Go on to the draw")
	p.set("seed", "x")
	p.click("Draw")
	p.wait("Drawn:")
	p.click("Court disposals: the cases")
	p.wait("<b>A</b>")
	p.quiet()
}

// TestCancel stops long work; the page goes on as if it had not been begun.
func TestCancel(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	var list strings.Builder
	list.WriteString("case_id,group,gender\n")
	for i := range 60000 {
		list.WriteString("C" + strings.Repeat("0", i%3) + string(rune('A'+i%26)) + "-" + itoa(i) + ",court,male\n")
	}
	if err := os.WriteFile(filepath.Join(dir, "long.csv"), []byte(list.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	p := open(t, 1366, 768)
	p.choose("list-file", filepath.Join(dir, "long.csv"))
	p.do(waitShown("#busy"))
	for since := time.Now(); !strings.HasSuffix(evaluate[string](p, `document.getElementById("busy-percent").textContent`), "%"); {
		if time.Since(since) > 20*time.Second {
			t.Fatal("the bar has no percentage")
		}
	}
	if blocked := evaluate[float64](p, `new Promise((done) => { const t = performance.now(); setTimeout(() => done(performance.now() - t), 0); })`); blocked > 500 {
		t.Errorf("the page is blocked for %.0f ms", blocked)
	}
	evaluate[any](p, `document.getElementById("cancel").click()`)
	p.wait("Cancelled")
	evaluate[any](p, `document.getElementById("list-example").click()`)
	p.wait("80 eligible cases of 283 rows")
	p.quiet()
}

// TestWrongFiles opens what is no list and no table of answers.
func TestWrongFiles(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write(t, dir, "scan.pdf", []byte("%PDF-1.4\n"))
	write(t, dir, "empty.csv", nil)
	write(t, dir, "blank.csv", []byte("case_id,court.assessment.safety,court.assessment.public\nA,,\nB,yes,\n"))
	list, err := os.ReadFile(filepath.Join(kent, "cases.csv"))
	if err != nil {
		t.Fatal(err)
	}
	write(t, dir, "cases.csv", list)
	run(t, dir, "draw", "cases.csv", "--as-of", "2021-06-21", "--seed", "1")
	p := open(t, 1280, 800)
	p.choose("open-work", filepath.Join(dir, "cases.csv"))
	p.wait("A list of cases is opened in step 1")
	for name, says := range map[string]string{"scan.pdf": "This is a PDF file", "empty.csv": "The file is empty"} {
		p.choose("list-file", filepath.Join(dir, name))
		p.wait(says)
	}
	if evaluate[bool](p, `document.querySelector("#work-result .wrong") !== null`) {
		t.Error("what was wrong with an earlier file still stands above")
	}
	p.click("2. Plan")
	p.wait("The list has to be put right first")
	evaluate[any](p, `document.querySelector("#plan-result button").click()`)
	p.choose("list-file", filepath.Join(dir, "cases.record.json"))
	p.wait("is the record of a draw, not a list of cases")
	p.click("Take it to “After the draw”")
	p.wait("Add to the record")
	p.click("4. Rate")
	p.choose("rate-files", filepath.Join(dir, "blank.csv"))
	p.wait("blank.csv is open.")
	p.wait("Answers are still to come in 2 rows")
	p.click("Each of them")
	p.wait("has no answer to Court disposals: assessment, safety of others")
	p.click("Go on with the answers that are in")
	p.wait("3 answers are not in yet")
	p.choose("rate-files", filepath.Join(dir, "cases.csv"))
	p.wait("No column is a question of “Youth offending services, 2018 to 2021”")
	p.quiet()
}
