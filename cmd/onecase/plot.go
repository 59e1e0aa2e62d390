package main

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"onecase/cmd/onecase/internal/figure"
	"onecase/cmd/onecase/internal/report"
	"onecase/cmd/onecase/internal/show"
	"onecase/cmd/onecase/internal/wholefile"
)

// plot declares the flag for the file where a result's figures go.
func (f *flagSet) plot(to *string) {
	f.add("plot", "draw the result's figures in `FILE`, .svg or .png", "", func(text string) error {
		switch strings.ToLower(filepath.Ext(text)) {
		case ".svg", ".png":
			*to = text
			return nil
		}
		return errors.New("it has to end in .svg or .png")
	}).output()
}

// checkPlot refuses a file that could not be written, before the work is done.
func (c *call) checkPlot() error {
	switch {
	case c.plot == "":
		return nil
	case filepath.Clean(c.output) == filepath.Clean(c.plot):
		return c.misuse("--plot and --output name the same file")
	}
	return wholefile.Free(c.plot, c.force)
}

// showDrawn shows a result that has figures; with --plot they go into a file too.
func (c *call) showDrawn(result any, figures []figure.Drawing, document func() report.Document) error {
	document = sync.OnceValue(document)
	if c.plot != "" {
		heard(document().Warnings)
		for _, w := range show.Worded(show.Setting, document().Warnings) {
			if w.Code == report.Lasting && len(figures) > 0 {
				figures = append(slices.Clone(figures), figure.Note("Bands that are not verified", report.WarningText(w)))
			}
		}
		picture, err := c.pictureFile(c.plot, c.force, document().Title, figures)
		if err != nil {
			return err
		}
		c.beside = append(c.beside, picture)
	}
	return c.show(result, document)
}

// pictureFile draws the figures one below the other, and says which letters it could
// not draw.
func (c *call) pictureFile(path string, force bool, title string, figures []figure.Drawing) (file wholefile.File, err error) {
	if len(figures) == 0 {
		return file, fmt.Errorf("--plot %s: this result has nothing to draw", path)
	}
	all := figure.Column(title, figures...)
	file = wholefile.File{Path: path, Force: force}
	if !strings.EqualFold(filepath.Ext(path), ".png") {
		file.Text = all.SVG()
		return file, nil
	}
	if file.Text, err = all.PNG(); err != nil {
		return file, fmt.Errorf("--plot %s: %w", path, err)
	}
	if lacking := all.Lacking(); lacking != "" {
		fmt.Fprintf(c.stderr, "warning: %s: PNG pictures have no letters for %s; a file whose name ends in .svg has them\n", path, lacking)
	}
	return file, nil
}

// complete adds the figures to a document, which only a page shows, and with --explain
// the working.
func (c *call) complete(d report.Document, figures []figure.Drawing, working ...report.Block) report.Document {
	d.Add(show.Figures(c.format, figures)...)
	if c.explain {
		d.Add(report.Heading("Working"))
		d.Add(working...)
	}
	return d
}
