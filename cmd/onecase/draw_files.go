package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strconv"

	"onecase/cmd/onecase/internal/wholefile"
)

// drawFiles are the files that a draw writes.
type drawFiles struct {
	record, sample string
	grid           string // "" where none was asked for
	plot           string // the same
	force          bool
}

// check refuses names that cannot be written before anything is drawn.
func (f *drawFiles) check(c *call) error {
	seen := map[string]string{}
	for _, file := range []struct{ flag, path string }{{"record", f.record}, {"output", f.sample}, {"judgements", f.grid}, {"plot", f.plot}} {
		if file.path == "" {
			continue
		}
		if other, taken := seen[filepath.Clean(file.path)]; taken {
			return c.misuse("--%s and --%s name the same file", other, file.flag)
		}
		seen[filepath.Clean(file.path)] = file.flag
		if (file.flag == "output" || file.flag == "judgements") && !isTable(file.path) {
			return c.wrong(file.flag, strconv.Quote(file.path), "it has to end in .xlsx or .csv")
		}
		if err := c.keepInputs(file.flag, file.path); err != nil {
			return err
		}
		if !f.force {
			if err := wholefile.Free(file.path); err != nil {
				return err
			}
		}
	}
	return nil
}

// written lists what each file is and its name.
func (f *drawFiles) written() []string {
	list := []string{"record " + f.record, "sample " + f.sample}
	if f.grid != "" {
		list = append(list, "judgements "+f.grid)
	}
	if f.plot != "" {
		list = append(list, "figures "+f.plot)
	}
	return list
}

// write makes all files in memory, then puts them in place. If one cannot be written,
// it removes those before it, except files that existed.
func (f *drawFiles) write(c *call, d *drawn) error {
	var record bytes.Buffer
	if err := d.record.Write(&record); err != nil {
		return err
	}
	table, err := tableText(f.sample, sampleSheets(d, f.sample))
	if err != nil {
		return err
	}
	paths, texts := []string{f.record, f.sample}, [][]byte{record.Bytes(), table}
	if f.grid != "" {
		grid, err := tableText(f.grid, judgementSheets(d))
		if err != nil {
			return err
		}
		paths, texts = append(paths, f.grid), append(texts, grid)
	}
	if f.plot != "" {
		text, lacking, err := picture(f.plot, drawTitle(d), drawFigures(d))
		if err != nil {
			return err
		}
		c.warnOfLetters(f.plot, lacking)
		paths, texts = append(paths, f.plot), append(texts, text)
	}
	var made []string
	for i, path := range paths {
		stood := wholefile.Free(path) != nil
		if err := writeFile(path, f.force, texts[i]); err != nil {
			for _, path := range made {
				os.Remove(path)
			}
			return err
		}
		if !stood {
			made = append(made, path)
		}
	}
	return nil
}
