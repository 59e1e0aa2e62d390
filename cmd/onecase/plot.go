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
	text, err := picture(path, title, figures)
	if err != nil {
		return err
	}
	return wholefile.Write(path, c.Bool("force"), copyOf(bytes.NewBuffer(text)))
}

// picture is the content of a file with the figures one below the other.
func picture(path, title string, figures []figure.Drawing) ([]byte, error) {
	if len(figures) == 0 {
		return nil, fmt.Errorf("--plot %s: this result has nothing to draw", path)
	}
	all := figure.Column(title, figures...)
	if !strings.EqualFold(filepath.Ext(path), ".png") {
		return all.SVG(), nil
	}
	text, err := all.PNG()
	if err != nil {
		return nil, fmt.Errorf("--plot %s: %w", path, err)
	}
	return text, nil
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
