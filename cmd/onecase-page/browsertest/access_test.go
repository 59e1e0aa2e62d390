package browsertest

import (
	"testing"

	"github.com/chromedp/cdproto/accessibility"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// TestKeyboardAlone goes through the steps without a mouse.
func TestKeyboardAlone(t *testing.T) {
	p := open(t, 1366, 768)
	focus := func() string {
		return evaluate[string](p, `document.activeElement.id || document.activeElement.textContent.trim()`)
	}
	press := func(keys string) { p.do(chromedp.KeyEvent(keys)) }
	for _, want := range []string{"Skip to the content", "tab-list", "list-file", "list-example"} {
		press(kb.Tab)
		if got := focus(); got != want {
			t.Fatalf("the focus is on %q, not on %q", got, want)
		}
	}
	press(kb.Enter)
	p.wait("80 eligible cases of 283 rows")
	evaluate[any](p, `document.getElementById("tab-list").focus()`)
	press(kb.ArrowRight)
	if got := focus(); got != "tab-plan" {
		t.Errorf("the arrow goes to %q", got)
	}
	p.wait("39 of 50 cases")
	press(kb.End)
	press(kb.ArrowRight)
	if got := focus(); got != "tab-list" {
		t.Errorf("after the last step comes %q", got)
	}
	press(kb.ArrowRight)
	press(kb.ArrowRight)
	press(kb.Tab)
	if got := focus(); got != "seed" {
		t.Errorf("from the step the focus goes to %q", got)
	}
	press(kb.Enter)
	p.wait("Drawn: ")

	p.click("4. Rate")
	evaluate[any](p, `document.getElementById("rate-example").click()`)
	p.wait("18 of 36")
	p.idle()
	evaluate[any](p, `document.getElementById("yes-court.reviewing.public").focus()`)
	press(kb.ArrowRight)
	press(kb.ArrowRight)
	p.wait("13/22 → 15/22")
	p.wait("Kent: Good, 19 of 36")
	if got := focus(); got != "yes-court.reviewing.public" {
		t.Errorf("the slider lost the focus to %q", got)
	}
	if got := evaluate[string](p, `document.activeElement.getAttribute("aria-valuetext")`); got != "15 of 22, 68%, Good" {
		t.Errorf("the slider says %q", got)
	}
	if got := evaluate[string](p, `document.getElementById("live").textContent`); got != "Overall Good, 19 of 36. 6 standards open to discretion." {
		t.Errorf("those who listen hear %q", got)
	}
	p.quiet()
}

// TestEverythingHasAName reads every step as a screen reader does: whatever can
// be used has a name.
func TestEverythingHasAName(t *testing.T) {
	p := open(t, 1366, 768)
	read := func(step string) {
		tree, err := chromedp.Call(p.ctx, accessibility.GetFullAXTree, accessibility.GetFullAXTreeParams{})
		p.check(err)
		used := 0
		for _, node := range tree.Nodes {
			if node.Ignored || node.Role == nil {
				continue
			}
			switch role := string(node.Role.Value); role {
			case `"button"`, `"textbox"`, `"combobox"`, `"slider"`, `"checkbox"`, `"tab"`, `"spinbutton"`, `"Date"`, `"link"`, `"table"`, `"progressbar"`, `"tabpanel"`:
				used++
				if node.Name == nil || string(node.Name.Value) == `""` {
					t.Errorf("%s: a %s without a name", step, role)
				}
			}
		}
		if used < 5 {
			t.Errorf("%s: only %d things to use", step, used)
		}
	}
	read("start")
	evaluate[any](p, `document.getElementById("list-example").click()`)
	p.wait("80 eligible cases of 283 rows")
	evaluate[any](p, `document.querySelectorAll("details").forEach((d) => { d.open = true; })`)
	read("list")
	p.click("2. Plan")
	evaluate[any](p, `document.querySelectorAll("details").forEach((d) => { d.open = true; })`)
	read("plan")
	p.click("3. Draw")
	p.click("Draw")
	p.wait("Drawn: ")
	read("draw")
	p.click("4. Rate")
	evaluate[any](p, `document.getElementById("rate-type").click()`)
	p.wait("Totals")
	read("totals")
	evaluate[any](p, `document.getElementById("rate-example").click()`)
	p.wait("18 of 36")
	read("ratings")
	p.quiet()
}
