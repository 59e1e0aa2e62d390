package browsertest

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// TestAClickOutOfAFieldCounts presses a button while a field below which it stands is still being typed in: what the field
// changes waits for the click, which does its work, and the answers before stay in their place, marked as old.
func TestAClickOutOfAFieldCounts(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	run(t, dir, "demo", ".")
	p := open(t, 1366, 768)
	p.click("4. Rate")
	p.choose("rate-files", filepath.Join(dir, "judgements.csv"), filepath.Join(dir, "kent.record.json"))
	p.wait("Turn this answer")
	p.wait("the same count of the same cases has other limits")
	p.idle()
	p.click("Estimate")
	p.wait("Least sure: ")
	p.idle()
	p.set("judged-org.staff", "good")
	p.wait("Judged directly: Staff good")
	p.idle()
	if !evaluate[bool](p, `{ const place = document.getElementById("estimate-result"); place.inert && place.childNodes.length > 0 && getComputedStyle(place, "::before").content.includes("Before the last change") }`) {
		t.Error("an estimate of other settings is gone, or is not marked as old")
	}
	p.click("Enter what the panel decided")
	p.set("decided-ooc.joint-working", "good")
	p.idle()
	evaluate[any](p, `document.getElementById("reason-ooc.joint-working").focus()`)
	p.do(chromedp.KeyEvent("four cases"))
	at := evaluate[[]float64](p, `(() => {
		const button = document.getElementById("estimate");
		button.scrollIntoView({ block: "center" });
		const r = button.getBoundingClientRect();
		return [r.x + r.width / 2, r.y + r.height / 2];
	})()`)
	mouse := func(kind input.DispatchMouseEventType) {
		_, err := chromedp.Call(p.ctx, input.DispatchMouseEvent, input.DispatchMouseEventParams{
			Type: kind, X: at[0], Y: at[1], Button: input.MouseButtonLeft, Buttons: 1, ClickCount: 1})
		p.check(err)
	}
	mouse(input.DispatchMouseEventTypeMousePressed)
	p.idle()
	mouse(input.DispatchMouseEventTypeMouseReleased)
	p.wait("Decided by the panel; the judgements make")
	p.idle()
	if !evaluate[bool](p, `{ const place = document.getElementById("estimate-result"); !place.inert && place.innerText.includes("Least sure: ") }`) {
		t.Errorf("the click did nothing: %s", p.text())
	}
	p.quiet()
}

// TestARecordOfOtherCases is given with a grid at once: it is left out, and the rules stay.
func TestARecordOfOtherCases(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	run(t, dir, "demo", ".")
	grid, err := os.ReadFile(filepath.Join(dir, "judgements.csv"))
	if err != nil {
		t.Fatal(err)
	}
	write(t, dir, "other.csv", bytes.ReplaceAll(grid, []byte("\nK"), []byte("\nX")))
	run(t, dir, "draw", filepath.Join(kent, "cases.csv"), "--rules", "none", "--size", "all=9", "--seed", "s", "--record", "plain.record.json", "--output", "plain.csv")
	p := open(t, 1366, 768)
	p.click("4. Rate")
	p.choose("rate-files", filepath.Join(dir, "other.csv"), filepath.Join(dir, "plain.record.json"))
	p.wait("other.csv has no case of plain.record.json, so this record is left out.")
	p.wait("Turn this answer")
	p.idle()
	if got := p.value("rate-rules"); got != "hmip-youth-2018" {
		t.Errorf("the rules are %q", got)
	}
	p.set("rate-rules", "us-cfsr-2015")
	p.idle()
	if text := p.text(); strings.Contains(text, "us-cfsr-2015") {
		t.Errorf("rules have their code on\n%s", text)
	}
	p.click("type the totals in")
	p.wait("Totals: how many cases were judged yes")
	p.idle()
	p.set("rate-rules", "us-cfsr-2015")
	p.wait("(for information: sets no rating)")

	p.click("Several inspections")
	write(t, dir, "before.csv", []byte("case_id,Was it in time?\nA,yes\nB,no\nC,no\nD,no\n"))
	write(t, dir, "after.csv", []byte("case_id,Was it in time?\nE,yes\nF,yes\nG,yes\nH,no\n"))
	p.choose("compare-before", filepath.Join(dir, "before.csv"))
	p.choose("compare-after", filepath.Join(dir, "after.csv"))
	p.idle()
	p.click("Compare")
	p.wait("or that each column is a question")
	p.set("compare-rules", "none")
	p.click("Compare")
	p.wait("+50.0")
	p.quiet()
}

// TestRulesOfOneGroup has a list under rules that take all of its cases for one group: how several areas are drawn is said.
func TestRulesOfOneGroup(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	var rows strings.Builder
	for i := range 30 {
		fmt.Fprintf(&rows, "K%d,1 May,North,Ann,Bea,6\n", i)
	}
	write(t, dir, "areas.csv", []byte(",,Place,,,Time\nRef,Came,Office,By,Who,Days\n"+rows.String()))
	write(t, dir, "known.csv", []byte(",,Safety,,RoSH,Gender\nRef,Came,Office,By,Who,Days\nK1,1 May,North,Ann,Bea,6\nK2,2 May,South,Ann,Bea,7\n"))
	p := open(t, 1366, 768)
	p.set("list-rules", "lqas-19")
	p.choose("list-file", filepath.Join(dir, "areas.csv"))
	p.wait("30 eligible cases of 30 rows")
	p.idle()
	p.click("Other columns")
	p.wait("make a list of each, and draw from each by itself")
	p.set("list-rules", "none")
	p.idle()
	p.choose("list-file", filepath.Join(dir, "known.csv"))
	p.wait("name the rows above them under “Rows that are no cases” here")
	p.idle()
	p.click("Rows that are no cases")
	p.set("skip-rows", "1")
	p.wait("Row 1 set aside")
	p.idle()
	p.set("column-id", "Ref")
	p.wait("2 eligible cases of 2 rows")
	p.quiet()
}

// TestATableOfAnswersIsNoList is opened as a list: where it belongs is offered, and no question is asked of its rows.
func TestATableOfAnswersIsNoList(t *testing.T) {
	t.Parallel()
	p := open(t, 1366, 768)
	p.choose("list-file", filepath.Join(kent, "judgements.csv"))
	p.wait("judgements.csv looks like a table of answers, and not like a list of cases")
	p.click("Take it to step 4")
	p.wait("judgements.csv is open.")
	p.quiet()
}
