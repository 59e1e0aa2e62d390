package browsertest

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"
)

// TestATemplateSaysSo reads a list by rules whose values are placeholders, and by others again.
func TestATemplateSaysSo(t *testing.T) {
	t.Parallel()
	p := open(t, 1366, 768)
	p.choose("list-file", filepath.Join(kent, "..", "ward", "patients.csv"))
	p.wait("60 eligible cases")
	p.set("list-rules", "clinical-audit")
	p.wait("The standards and targets are placeholders: put your own in their place.")
	p.idle()
	p.set("list-rules", "none")
	p.idle()
	if text := p.text(); strings.Contains(text, "placeholders") || !strings.Contains(text, "60 eligible cases") {
		t.Errorf("what a template says stays with other rules:\n%s", text)
	}
	p.quiet()
}

// TestAnotherService opens an adult probation list: it is read without rules, as it says in words, or under
// those that are chosen, and its own texts keep their writing and can be said to mean another.
func TestAnotherService(t *testing.T) {
	t.Parallel()
	adult := filepath.Join(kent, "..", "adult")
	p := open(t, 1366, 768)
	p.choose("list-file", filepath.Join(adult, "cases.xlsx"))
	p.wait("900 eligible cases of 903 rows")
	p.wait("Youth offending services, 2018 to 2021: 376 rows have disposals that only adults get")
	if strings.Contains(p.text(), "hmip-youth") {
		t.Errorf("a rule set has its code on\n%s", p.text())
	}
	p.idle()
	p.set("list-rules", "hmip-pdu-2023")
	p.wait("These rules have no questions that are answered case by case")
	p.wait("900 eligible cases of 903 rows")
	p.idle()
	p.set("as-of", "2026-11-02")
	p.wait("Rules: Probation delivery units, 2023 to 2025. They set no dates: only cases that start after the inspection are left out.")
	p.idle()
	p.click("2. Plan")
	p.wait("These rules do not say how sure the sample has to be")
	p.click("1. Your list")
	p.set("list-rules", "none")
	p.idle()
	p.wait("900 eligible cases of 903 rows")
	p.wait("Texts that are categories of their own")
	p.set("meaning-rosh:Med", "medium")
	p.idle()
	p.set("meaning-rosh:N/A", "unknown")
	p.wait("Risk of serious harm “N/A” means unknown")
	p.idle()
	if shown := p.text(); strings.Contains(shown, "Risk of serious harm “Med”\n") {
		t.Errorf("what was said is asked again on\n%s", shown)
	}
	p.click("Go on to the plan")
	p.wait("How sure should the findings be?")
	p.wait("No rules say how sure the sample has to be: choose. Until then the plan is for 80%.")
	p.wait("80%: 140 of 900 cases")
	if evaluate[bool](p, `[...document.querySelectorAll("[name=level]")].some((l) => l.checked)`) {
		t.Error("a confidence is chosen that nobody chose")
	}
	evaluate[any](p, `{ const level = document.getElementById("level-95"); level.focus(); level.click(); }`)
	p.wait("270 of 900 cases\n\nThe margin asked for is 5.0 points either way, at 95% confidence; 5.0 is reached.")
	if at := evaluate[string](p, `document.activeElement.id`); at != "level-95" {
		t.Errorf("after a choice the focus is on %q", at)
	}
	p.wait("95%: 270 of 900 cases")
	p.click("How the sample will mirror the list: all cases")
	p.wait("Disposal: Determinate custody - licence")
	p.wait("RoSH: very high")
	if strings.Contains(p.text(), "RoSH: Med\t") {
		t.Errorf("Med is still a category of its own on\n%s", p.text())
	}
	p.click("4. Rate")
	p.choose("rate-files", filepath.Join(adult, "judgements.csv"))
	p.wait("Take each column as a question, without rules")
	p.click("Take each column as a question, without rules")
	p.wait("42/60")
	p.idle()
	if strings.Contains(p.text(), "Save figures") {
		t.Error("figures are offered of what has none")
	}

	// Rules without questions for cases: the columns are taken at once, beside the ratings that are given directly.
	p.set("rate-rules", "hmip-pdu-2023")
	p.idle()
	p.wait("42/60")
	evaluate[any](p, `{ const first = document.querySelector("[data-judged]"); first.value = "good"; first.dispatchEvent(new Event("change", { bubbles: true })); }`)
	p.wait("The ratings, judged directly")
	if sheet := p.saved("Save a sheet for the panel", "judgements.panel.html"); !bytes.Contains(sheet, []byte("For the panel")) {
		t.Error("the sheet for the panel is none")
	}
	p.wait("42/60")
	if shown := p.text(); strings.Contains(shown, "Rules: none") || strings.Contains(shown, "without ratings") || !strings.Contains(shown, "No rules rate these questions") {
		t.Errorf("that there are no rules, or no ratings, is said beside those of the panel on\n%s", shown)
	}
	if shown := p.text(); strings.Contains(shown, "No column is a question") || strings.Count(shown, "Limits of shares are") != 1 {
		t.Errorf("columns are asked about, or limits are spoken of that the ratings have not, on\n%s", shown)
	}
	p.quiet()
}
