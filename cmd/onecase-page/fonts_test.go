package main

import (
	"os"
	"path/filepath"
	"testing"

	"codeberg.org/go-fonts/liberation/liberationsansbold"
	"codeberg.org/go-fonts/liberation/liberationsansregular"
	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// Without its outlines a font gives every letter, and every pair of common ones, the same
// width, and lines the same height; and the outlines are gone.
func TestFontsKeepTheirWidths(t *testing.T) {
	dir := t.TempDir()
	if _, err := fontsWithoutOutlines(filepath.Join("..", ".."), dir); err != nil {
		t.Fatal(err)
	}
	const em = fixed.Int26_6(2048 << 6)
	for file, whole := range map[string][]byte{"LiberationSans-Regular.ttf": liberationsansregular.TTF,
		"LiberationSans-Bold.ttf": liberationsansbold.TTF} {
		slim, err := os.ReadFile(filepath.Join(dir, file))
		if err != nil {
			t.Fatal(err)
		}
		want, err := sfnt.Parse(whole)
		if err != nil {
			t.Fatal(err)
		}
		got, err := sfnt.Parse(slim)
		if err != nil {
			t.Fatal(err)
		}
		var a, b sfnt.Buffer
		measure := func(f *sfnt.Font, buffer *sfnt.Buffer, r, before rune) (glyph sfnt.GlyphIndex, advance, kern fixed.Int26_6) {
			glyph, err := f.GlyphIndex(buffer, r)
			if err != nil {
				t.Fatal(err)
			}
			if advance, err = f.GlyphAdvance(buffer, glyph, em, font.HintingNone); err != nil {
				t.Fatal(err)
			}
			other, err := f.GlyphIndex(buffer, before)
			if err != nil {
				t.Fatal(err)
			}
			kern, err = f.Kern(buffer, other, glyph, em, font.HintingNone)
			if err != nil && err != sfnt.ErrNotFound {
				t.Fatal(err)
			}
			return glyph, advance, kern
		}
		letters, outlines, kerned := 0, 0, 0
		for r := rune(1); r < 0x10000; r++ {
			for _, before := range "ATx" {
				glyph, advance, kern := measure(want, &a, r, before)
				if g, w, k := measure(got, &b, r, before); g != glyph || w != advance || k != kern {
					t.Fatalf("%s: %q after %q is the letter %d, %v wide, moved by %v, and was %d, %v and %v", file, r,
						before, g, w, k, glyph, advance, kern)
				}
				if kern != 0 {
					kerned++
				}
				if glyph == 0 {
					continue
				}
				letters++
				drawn, err := got.LoadGlyph(&b, glyph, em, nil)
				if err != nil {
					t.Fatal(err)
				}
				outlines += len(drawn)
			}
		}
		if letters < 3000 || kerned == 0 || outlines > 0 {
			t.Errorf("%s: %d letters, %d moved, with %d lines", file, letters, kerned, outlines)
		}
		before, err := want.Metrics(&a, em, font.HintingNone)
		if err != nil {
			t.Fatal(err)
		}
		if after, err := got.Metrics(&b, em, font.HintingNone); err != nil || after != before {
			t.Errorf("%s: the lines are %v high, and were %v: %v", file, after, before, err)
		}
	}
}

func TestNoFontIsSaidSo(t *testing.T) {
	short := append([]byte(nil), liberationsansbold.TTF[:600]...)
	for _, data := range [][]byte{nil, make([]byte, 12), {5: 9, 11: 0}, short} {
		if err := dropOutlines(data); err == nil {
			t.Errorf("%d bytes are taken for a font", len(data))
		}
	}
}
