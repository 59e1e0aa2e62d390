package main

import (
	"bytes"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/urfave/cli/v2"

	"onecase/cmd/onecase/internal/figure"
	"onecase/cmd/onecase/internal/report"
	"onecase/cmd/onecase/internal/wholefile"
)

// A pictureFile is a flag whose value is the name of a file to draw in; its
// ending says how.
type pictureFile struct{ path string }

// Set reads the text of a flag.
func (p *pictureFile) Set(text string) error {
	switch strings.ToLower(filepath.Ext(text)) {
	case ".svg", ".png":
		p.path = text
		return nil
	}
	return fmt.Errorf("it has to end in .svg or .png")
}

func (p *pictureFile) String() string { return p.path }

// plotFlag is --plot of the verbs that have figures.
func plotFlag() cli.Flag {
	return &cli.GenericFlag{Name: "plot", Usage: "draw the result's figures in `FILE`, .svg or .png", Value: &pictureFile{}}
}

// plotFile is the file that --plot names, "" without.
func (c *call) plotFile() string { return c.Generic("plot").(*pictureFile).path }

// checkPlot refuses a --plot that could not be written, before the work is done.
func (c *call) checkPlot() error {
	path := c.plotFile()
	if path == "" {
		return nil
	}
	if filepath.Clean(c.String("output")) == filepath.Clean(path) {
		return c.misuse("--plot and --output name the same file")
	}
	if c.Bool("force") {
		return nil
	}
	return wholefile.Free(path)
}

// plot writes the figures that --plot asks for.
func (c *call) plot(title string, figures []figure.Drawing) error {
	path := c.plotFile()
	if path == "" {
		return nil
	}
	text, lacking, err := picture(path, title, figures)
	if err != nil {
		return err
	}
	c.warnOfLetters(path, lacking)
	return wholefile.Write(path, c.Bool("force"), copyOf(bytes.NewBuffer(text)))
}

// warnOfLetters says which letters a picture could not draw.
func (c *call) warnOfLetters(path, lacking string) {
	if lacking != "" {
		fmt.Fprintf(c.stderr, "warning: %s: PNG pictures have no letters for %s; a file whose name ends in .svg has them\n", path, lacking)
	}
}

// picture is the content of a file with the figures one below the other, and the
// letters that it could not draw.
func picture(path, title string, figures []figure.Drawing) (text []byte, lacking string, err error) {
	if len(figures) == 0 {
		return nil, "", fmt.Errorf("--plot %s: this result has nothing to draw", path)
	}
	all := figure.Column(title, figures...)
	if !strings.EqualFold(filepath.Ext(path), ".png") {
		return all.SVG(), "", nil
	}
	if text, err = all.PNG(); err != nil {
		return nil, "", fmt.Errorf("--plot %s: %w", path, err)
	}
	return text, all.Lacking(), nil
}

// figureBlocks are the parts of a document that show figures: those of a page.
// Other formats have the numbers in their tables.
func figureBlocks(format string, figures []figure.Drawing) []report.Block {
	if format != "html" {
		return nil
	}
	var blocks []report.Block
	for _, f := range figures {
		blocks = append(blocks, f.Figure())
	}
	return blocks
}
