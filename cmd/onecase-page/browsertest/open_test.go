package browsertest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestOpeningAsks opens saved work where there is unsaved work: it is asked about first, and nothing
// of it is left to be taken for the other.
func TestOpeningAsks(t *testing.T) {
	t.Parallel()
	p := open(t, 1366, 768)
	p.click("4. Rate")
	p.choose("rate-files", filepath.Join(kent, "judgements.csv"))
	p.wait("Turn this answer")
	ratings := filepath.Join(t.TempDir(), "ratings.onecase")
	p.check(os.WriteFile(ratings, p.saved("Save my work", "my-work.onecase"), 0o600))

	p.click("1. Your list")
	p.set("as-of", "2021-06-21")
	p.choose("list-file", filepath.Join(kent, "cases.xlsx"))
	p.wait("80 eligible cases of 283 rows")
	p.wait("cases.xlsx is open.")
	p.idle()
	time.Sleep(time.Second) // of rolling there
	if at := evaluate[float64](p, `document.getElementById("list-result").getBoundingClientRect().top / innerHeight`); at > 0.5 {
		t.Errorf("what was read of the list begins at %.2f of the window", at)
	}
	p.click("3. Draw")
	p.set("seed", "7")
	p.click("Draw")
	p.wait("Drawn: 39 of 50")
	p.idle()
	p.choose("open-work", filepath.Join(kent, "cases.csv"))
	p.wait("cases.csv is not a file that “Save my work” wrote") // whichever step is open
	newer := filepath.Join(t.TempDir(), "newer.onecase")
	p.check(os.WriteFile(newer, []byte(`{"onecase": "work", "version": 2, "new": 1}`), 0o600))
	p.choose("open-work", newer)
	p.wait("newer.onecase was saved by a newer page than this one")
	p.choose("open-work", ratings)
	p.wait("What you did here is not saved")
	p.click("Stay here")
	p.idle()
	p.wait("Drawn: 39 of 50")
	p.choose("open-work", ratings)
	p.wait("ratings.onecase would take its place")
	list := p.saved("Save my work, then open it", "cases.onecase")
	p.wait("Turn this answer")
	p.idle()
	for step, is := range map[string]string{"1. Your list": "No list at hand?", "2. Plan": "Open a list first:",
		"3. Draw":        "Open a list first:",
		"After the draw": "Choose the record first."} {
		evaluate[any](p, `[...document.querySelectorAll("[role=tab]")].find((b) => b.textContent === "`+step+`").click()`)
		p.wait(is)
		if text := p.text(); strings.Contains(text, "80 eligible") || strings.Contains(text, "39 of 50") ||
			strings.Contains(text, "cases.record.json") {
			t.Errorf("%s still shows the work that was there:\n%s", step, text)
		}
	}
	file := filepath.Join(t.TempDir(), "cases.onecase")
	p.check(os.WriteFile(file, list, 0o600))
	p.choose("open-work", file) // saved: nobody is asked
	p.wait("Drawn: 39 of 50")
	p.quiet()
}

// TestOpeningStops cancels the opening of saved work midway and goes back to what was there, unsaved as it was.
func TestOpeningStops(t *testing.T) {
	t.Parallel()
	p := open(t, 1366, 768)
	evaluate[any](p, holding)
	p.choose("list-file", filepath.Join(kent, "cases.xlsx"))
	p.wait("283 eligible cases of 283 rows")
	file := filepath.Join(t.TempDir(), "old.onecase")
	p.check(os.WriteFile(file, p.saved("Save my work", "cases.onecase"), 0o600))
	p.set("as-of", "2021-06-21")
	p.wait("80 eligible cases of 283 rows")
	p.click("2. Plan")
	p.set("size-court", "30")
	p.wait("30 of 50 cases")
	p.idle()
	stopped := func() {
		t.Helper()
		evaluate[any](p, `held = "run"; holds = 0; null`)
		p.choose("open-work", file)
		p.wait("What you did here is not saved")
		p.click("Open it without saving")
		for since := time.Now(); !evaluate[bool](p,
			`holds > 0 && !document.getElementById("busy").hidden`); time.Sleep(10 * time.Millisecond) {
			if time.Since(since) > 30*time.Second {
				t.Fatal("the list is not read")
			}
		}
		evaluate[any](p, `held = ""; document.getElementById("cancel").click()`)
		p.wait("old.onecase is opened in part.")
		p.idle()
	}
	stopped()
	p.click("Go back to what was here")
	p.wait("30 of 50 cases")
	p.idle()
	if evaluate[bool](p, `dispatchEvent(new Event("beforeunload", { cancelable: true }))`) {
		t.Error("the work that was gone back to is unsaved, and nobody is asked about it")
	}
	stopped()
	p.click("Do it after all")
	p.wait("283 eligible cases of 283 rows")
	p.idle()
	if strings.Contains(p.text(), "in part") || p.value("as-of") != "" {
		t.Errorf("opened after all, it is still\n%s", p.text())
	}
	p.quiet()
}
