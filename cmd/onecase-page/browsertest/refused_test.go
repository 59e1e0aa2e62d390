package browsertest

import (
	"path/filepath"
	"strings"
	"testing"
)

// TestRefusalsAreOfThePage asks for what cannot be had: the reason stands where it was asked for, and names fields of the
// page and neither flags nor ids.
func TestRefusalsAreOfThePage(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write(t, dir, "first.csv", []byte("case,question,answer\nC1,q,yes\n"))
	write(t, dir, "second.csv", []byte("case,question,answer\nC1,q,yes\n"))
	write(t, dir, "inspection.toml", []byte("rules = \"us-title-iv-e\"\n[groups.foster-care]\npopulation = 900\nsample = 80\n[results.\"eligibility.free-of-error\"]\nyes = 71\nof = 80\n"))
	p := open(t, 1366, 768)
	refused := func(place string, words ...string) {
		t.Helper()
		p.idle()
		text := evaluate[string](p, `document.querySelector(`+"`"+place+" .box.wrong`"+`)?.innerText ?? ""`)
		for _, part := range words {
			if !strings.Contains(text, part) {
				t.Errorf("%q is missing from the reason %q", part, text)
			}
		}
		if strings.Contains(text, "--") || strings.Contains(text, "us-title-iv-e") {
			t.Errorf("flags or ids stand in the reason %q", text)
		}
	}
	p.click("Several inspections")
	p.choose("compare-before", filepath.Join(dir, "first.csv"))
	p.choose("compare-after", filepath.Join(dir, "second.csv"))
	p.wait("second.csv do without")
	p.click("Compare")
	p.wait("This cannot be worked out")
	refused("#compare-result", "first.csv", "under “Rules”")
	if !evaluate[bool](p, `[...document.getElementById("compare-rules").options].some((o) => o.value === "us-title-iv-e")`) {
		t.Error("the rules of tables cannot be chosen before")
	}
	p.click("4. Rate")
	p.choose("rate-files", filepath.Join(dir, "inspection.toml"))
	p.wait("Had every eligible case been read?")
	p.idle()
	p.click("Work it out")
	p.wait("such as 90%")
	refused("#rate-result", "a second inspector would agree")
}
