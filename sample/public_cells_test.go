package sample

import (
	"strings"
	"testing"
)

// Small cells cannot be withheld from the copy of a matched draw: what it is checked by depends on every one
// of them. With one case moved from it to another cell the copy is no longer verified.
func TestPublicCopiesAreCheckedByEverySmallCell(t *testing.T) {
	moved := 0
	for _, name := range []string{"matched"} {
		c := publicDesigns(func(f *Frame) Forced { return Forced{f.Cases[0].ID, ""} })[name]
		text := publicText(t, NewRecord(mustDraw(t, c.f, c.d, "20 throws"), ListSource{}, "none", noon).Public())
		read := func() *PublicRecord {
			p, err := ReadPublic(strings.NewReader(text))
			if err != nil {
				t.Fatal(err)
			}
			return p
		}
		cells := read().Groups[0].Cells
		for i := range cells {
			p, to := read(), (i+1)%len(cells)
			if at := p.Groups[0].Cells; at[i].Population > 1 && at[i].Population < 5 {
				moved++
				at[i].Population--
				at[to].Population++
				if v, err := p.Verify(); err == nil && v.Verified {
					t.Errorf("%s: a case is moved from cell %d to %d, and the copy is verified", name, i, to)
				}
			}
		}
	}
	if moved < 5 {
		t.Errorf("only %d cells were tried", moved)
	}
}
