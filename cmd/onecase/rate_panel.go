package main

import (
	"bytes"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"onecase/cmd/onecase/internal/report"
	"onecase/cmd/onecase/internal/show"
	"onecase/cmd/onecase/internal/wholefile"
	"onecase/discretion"
	"onecase/stats"
)

// checkPanel refuses a panel sheet that cannot be written, before the work is done.
func (o *rateOptions) checkPanel(c *call) error {
	switch {
	case o.panel == "":
		return nil
	case !strings.EqualFold(filepath.Ext(o.panel), ".html"):
		return c.wrong("panel", fmt.Sprintf("%q", o.panel), "it has to end in .html")
	case filepath.Clean(o.panel) == filepath.Clean(c.output):
		return c.misuse("--panel and --output name the same file")
	}
	return wholefile.Free(o.panel, c.force)
}

// writePanel has the sheet for the panel written with the result.
func (o *rateOptions) writePanel(c *call, a *discretion.Assessment) error {
	if o.panel == "" {
		return nil
	}
	if a.Inspection.Rules.Scoring == nil && len(a.Inspection.Rules.Ratings) == 0 {
		return c.misuse("--panel is about ratings, and these rules give none")
	}
	d := show.PanelSheet(a)
	d.Marking = c.marking
	d.Warnings = show.Worded(show.Setting, slices.DeleteFunc(slices.Clone(a.Warnings),
		func(w stats.Warning) bool { return w.Code != report.Lasting }))
	var text bytes.Buffer
	if err := report.HTML(&text, d); err != nil {
		return err
	}
	c.beside = append(c.beside, wholefile.File{Path: o.panel, Force: c.force, Text: text.Bytes()})
	return nil
}
