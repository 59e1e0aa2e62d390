package main

import (
	"fmt"
	"path/filepath"
	"strconv"

	"onecase/cmd/onecase/internal/figure"
	"onecase/cmd/onecase/internal/show"
	"onecase/cmd/onecase/internal/wholefile"
)

// drawFiles are the files that a draw writes.
type drawFiles struct {
	record, sample string
	grid           string // "" where none was asked for
	letter         letterOptions
	plot           string // "" where none was asked for
	figures        []figure.Drawing
	force          bool
}

// check refuses names that cannot be written before anything is drawn.
func (f *drawFiles) check(c *call) error {
	seen := map[string]string{}
	for _, file := range []struct{ flag, path string }{{"record", f.record}, {"output", f.sample},
		{"judgements", f.grid}, {"letter", f.letter.file}, {"plot", f.plot}} {
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
		if err := wholefile.Free(file.path, f.force); err != nil {
			return err
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
	if f.letter.file != "" {
		list = append(list, "letter "+f.letter.file)
	}
	if f.plot != "" {
		list = append(list, "figures "+f.plot)
	}
	return list
}

// write makes all files in memory, then puts all of them in place, the record last, or
// none.
func (f *drawFiles) write(c *call, d *drawn) error {
	files := c.files()
	files.add(tableFile(f.sample, f.force, sampleSheets(d, f.sample)))
	if f.grid != "" {
		files.add(gridFile(f.grid, f.force, gridOf(d, d.questions, isWorkbook(f.grid)).sheets(d.Record, nil)))
	}
	if f.letter.file != "" {
		files.add(f.letter.letter(d, d.List.Rules, nil, f.force))
	}
	if f.plot != "" {
		files.add(c.pictureFile(f.plot, f.force, show.DrawTitle(&d.Drawn), f.figures))
	}
	files.add(recordFile(f.record, f.force, d.Record))
	return files.write()
}

// said is what the report of a draw says of these files.
func (f *drawFiles) said(d *drawn) show.Written {
	return show.Written{Files: f.written(), Service: f.letter.service,
		Public: "onecase record " + show.Quoted(f.record) + " --public",
		Assign: fmt.Sprintf("onecase assign %s %s --readers readers.csv", show.Quoted(f.record), d.listAgain(f.record, d.List.Sheet.File))}
}
