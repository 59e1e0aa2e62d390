package workbook

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// parts are the texts of the parts of a workbook below a folder.
func parts(data []byte, folder string) (texts []string) {
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil
	}
	for _, part := range archive.File {
		if !strings.HasPrefix(part.Name, folder) {
			continue
		}
		if r, err := part.Open(); err == nil {
			var text bytes.Buffer
			if _, err := text.ReadFrom(r); err == nil {
				texts = append(texts, text.String())
			}
			r.Close()
		}
	}
	return texts
}

// derived are beginnings of the parts that a spreadsheet makes again by itself, and of those of
// remarks, which go where the last one of a sheet does.
var derived = []string{"xl/calcchain.xml", "docprops/thumbnail.", "xl/sharedstrings.xml", "xl/comments", "xl/drawings/vmldrawing"}

var formulaPart = regexp.MustCompile(`<f[ >]`)

// kept fails where a part of a workbook or a formula is not there after the change.
func kept(before, after []byte) error {
	names := func(data []byte) (names []string, formulas int) {
		archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			return nil, 0
		}
		for _, part := range archive.File {
			names = append(names, strings.ToLower(strings.TrimPrefix(part.Name, "/")))
		}
		for _, text := range parts(data, "xl/worksheets/") {
			formulas += len(formulaPart.FindAllString(text, -1))
		}
		return names, formulas
	}
	had, formulas := names(before)
	has, still := names(after)
	if len(slices.Compact(slices.Sorted(slices.Values(has)))) < len(has) {
		return errors.New("it has parts under unusual names: open it in a spreadsheet and save it as .xlsx")
	}
	for _, name := range had {
		isDerived := slices.ContainsFunc(derived, func(d string) bool { return strings.HasPrefix(name, d) })
		if strings.HasSuffix(name, "/") || isDerived || slices.Contains(has, name) {
			continue
		}
		return fmt.Errorf("part of the workbook, %s, would be lost: copy the sheet of the answers into a workbook of its own", name)
	}
	if still < formulas {
		return fmt.Errorf("%d of the workbook's %d formulas would be lost: copy the sheet of the answers into a workbook of its own", formulas-still, formulas)
	}
	return nil
}
