package main

import (
	"bytes"
	"fmt"
	"io"
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

// freeForPlot refuses a --plot that could not be written, before anything else is.
func (c *call) freeForPlot(others ...string) error {
	path := c.plotFile()
	if path == "" {
		return nil
	}
	for _, other := range others {
		if other != "" && filepath.Clean(other) == filepath.Clean(path) {
			return c.misuse("--plot and another flag both name %s", path)
		}
	}
	if c.Bool("force") {
		return nil
	}
	return wholefile.Free(path)
}

// plot writes the figures that --plot asks for, one below the other.
func (c *call) plot(title string, figures []figure.Drawing) error {
	path := c.plotFile()
	if path == "" {
		return nil
	}
	if len(figures) == 0 {
		return fmt.Errorf("--plot %s: this result has nothing to draw", path)
	}
	all := figure.Column(title, figures...)
	text := all.SVG()
	if strings.EqualFold(filepath.Ext(path), ".png") {
		var err error
		if text, err = all.PNG(); err != nil {
			return fmt.Errorf("--plot %s: %w", path, err)
		}
	}
	return wholefile.Write(path, c.Bool("force"), func(w io.Writer) error {
		_, err := bytes.NewReader(text).WriteTo(w)
		return err
	})
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
