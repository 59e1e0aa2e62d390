package main

import (
	"encoding/binary"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// fonts are the files of the fonts that figures are measured with, by the names they have in
// package figure. A figure of the page is an SVG, which names its font and asks only how wide
// a text is: the outlines of the letters, most of a font, are for pictures made of points.
var fonts = []struct{ name, path, file string }{
	{"regular", "codeberg.org/go-fonts/liberation/liberationsansregular", "LiberationSans-Regular.ttf"},
	{"bold", "codeberg.org/go-fonts/liberation/liberationsansbold", "LiberationSans-Bold.ttf"},
}

// unread are the tables of a TrueType font that outlines are in, with the programs that fit
// them to a grid.
var unread = []string{"glyf", "loca", "fpgm", "prep", "cvt "}

// fontsWithoutOutlines writes to a folder the fonts, each letter with its width and no
// outline, and a fonts.go for package figure of the module at root that has them. It returns
// what they take the place of.
func fontsWithoutOutlines(root, dir string) (replaced map[string]string, err error) {
	figure := filepath.Join(root, "cmd", "onecase", "internal", "figure")
	source := filepath.Join(figure, "fonts.go")
	if _, err := os.Stat(source); err != nil {
		return nil, err
	}
	replaced = map[string]string{source: filepath.Join(dir, "fonts.go")}
	var code strings.Builder
	code.WriteString("package figure\n\nimport _ \"embed\"\n")
	for _, f := range fonts {
		found, err := exec.Command("go", "list", "-f", "{{.Dir}}", f.path).Output()
		if err != nil {
			return nil, fmt.Errorf("go list %s: %w", f.path, err)
		}
		font, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(found)), f.file))
		if err != nil {
			return nil, err
		}
		if err := dropOutlines(font); err != nil {
			return nil, fmt.Errorf("%s: %w", f.file, err)
		}
		fmt.Fprintf(&code, "\n//go:embed %s\nvar %s []byte\n", f.file, f.name)
		replaced[filepath.Join(figure, f.file)] = filepath.Join(dir, f.file)
		if err := os.WriteFile(filepath.Join(dir, f.file), font, 0o600); err != nil {
			return nil, err
		}
	}
	return replaced, os.WriteFile(replaced[source], []byte(code.String()), 0o600)
}

// dropOutlines sets the tables that are not read to zeros, which take no room once packed:
// a letter from nowhere to nowhere is an empty one. The tables are listed in the format
// OpenType: a count at 4, and from 12 on records of a tag, a sum, an offset and a length.
func dropOutlines(font []byte) error {
	if len(font) < 12 {
		return fmt.Errorf("no font in %d bytes", len(font))
	}
	dropped := 0
	for i := range int(binary.BigEndian.Uint16(font[4:])) {
		record := font[min(12+16*i, len(font)):]
		if len(record) < 16 {
			return fmt.Errorf("the list of tables ends after %d", i)
		}
		from := uint64(binary.BigEndian.Uint32(record[8:]))
		to := from + uint64(binary.BigEndian.Uint32(record[12:]))
		if to > uint64(len(font)) {
			return fmt.Errorf("the table %s ends at %d of %d bytes", record[:4], to, len(font))
		}
		for _, tag := range unread {
			if string(record[:4]) == tag {
				clear(font[from:to])
				dropped++
			}
		}
	}
	if dropped != len(unread) {
		return fmt.Errorf("%d of the tables %q are there", dropped, unread)
	}
	return nil
}
