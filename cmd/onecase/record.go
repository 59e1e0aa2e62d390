package main

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"path/filepath"
	"regexp"
	"strconv"

	"onecase/cmd/onecase/internal/report"
	"onecase/cmd/onecase/internal/show"
	"onecase/cmd/onecase/internal/wholefile"
	"onecase/discretion"
	"onecase/sample"
	"onecase/sample/sheet"
	"onecase/stats"
	"onecase/stats/phrase"
)

// recordOptions are the flags of record.
type recordOptions struct {
	public bool
	output string
	force  bool
}

func (o *recordOptions) bind(f *flagSet) {
	f.onOff(&o.public, "public", "write a copy without cases, to check the draw with")
	f.text(&o.output, "output", "write it to `FILE`").output()
	f.onOff(&o.force, "force", "overwrite a file that exists")
}

// A recordResult is what record prints as JSON.
type recordResult struct {
	Record     string          `json:"record"`
	Public     string          `json:"public"` // the file of the copy
	Groups     []publicGroup   `json:"groups"`
	Changes    int             `json:"changes"`          // since the draw, each with its kind and time alone
	SmallCells int             `json:"small_cells"`      // cells with fewer than 5 eligible cases
	Seal       string          `json:"seal" null:"zero"` // the last seal; null for a record of version 1
	Warnings   []stats.Warning `json:"warnings"`
}

type publicGroup struct {
	Group      string `json:"group"`
	Population int    `json:"population"` // eligible cases
	Sample     int    `json:"sample"`     // drawn at first
	Added      int    `json:"added"`      // by extensions
	Cells      int    `json:"cells"`      // of cases alike in every variable
}

// smallCell is the number of cases below which a cell is small.
const smallCell = 5

// recordEnding is the end of a record's name, which its public copy has not.
var recordEnding = regexp.MustCompile(`(?i)(\.record)?\.json$`)

func (o *recordOptions) run(c *call) error {
	names, err := c.arguments("a RECORD")
	if err != nil {
		return err
	}
	if !o.public {
		return c.misuse("say what to make of the record: --public writes a copy without cases, to check the draw with")
	}
	o.output = cmp.Or(o.output, recordEnding.ReplaceAllString(filepath.Base(names[0]), "")+".public.json")
	if err := cmp.Or(c.keepInputs("output", o.output), wholefile.Free(o.output, o.force)); err != nil {
		return err
	}
	record, err := discretion.ReadRecord(names[0])
	if err != nil {
		return err
	}
	public := record.Public()
	var text bytes.Buffer
	if err := public.Write(&text); err != nil {
		return err
	}
	if err := wholefile.Write(wholefile.File{Path: o.output, Force: o.force, Text: text.Bytes()}); err != nil {
		return err
	}
	result := recordResult{Record: names[0], Public: o.output, Changes: len(public.Changes),
		SmallCells: public.SmallCells(smallCell), Seal: public.Seal}
	for _, g := range public.Groups {
		out := publicGroup{Group: g.Group, Population: g.Population, Sample: g.Sample, Cells: len(g.Cells)}
		for _, change := range public.Changes {
			if change.What == "extension" && change.Group == g.Group {
				out.Added += change.Cases
			}
		}
		result.Groups = append(result.Groups, out)
	}
	var warnings stats.Warnings
	if result.SmallCells > 0 {
		warnings.Add("small-cells", "where that matters, give the copy to those who check the draw alone, and publish just its last seal, and the commitment if there was one",
			"%s of cases alike in every matched variable %s fewer than %d eligible cases: whoever knows something of a person in one may learn their other categories",
			phrase.Count(result.SmallCells, "group"), phrase.Plural(result.SmallCells, "has", "have"), smallCell)
	}
	if result.Seal == "" {
		warnings.Add("no-salt", "", "the record is of version 1, without a secret in its seals: the copy has none of them, for they could be found by trying")
	}
	result.Warnings = worded(warnings)
	return c.show(result, func() report.Document { return recordDocument(result) })
}

func recordDocument(r recordResult) report.Document {
	d := report.Document{Title: "Public copy of " + r.Record + ": " + r.Public, Warnings: r.Warnings}
	t := report.Fill(report.Table{Notes: []string{"cells: groups of cases alike in every matched variable."}}, r.Groups,
		report.Col("group", func(g publicGroup) string { return g.Group }),
		report.Num("eligible", func(g publicGroup) int { return g.Population }),
		report.Num("drawn", func(g publicGroup) int { return g.Sample }),
		report.Num("added later", func(g publicGroup) string { return phrase.Either(g.Added > 0, strconv.Itoa(g.Added), "") }).IfAny(),
		report.Num("cells", func(g publicGroup) int { return g.Cells }))
	d.Add(t, report.List{
		"It has: the design, the seed, the commitment, how many cases each cell has and gave, the plans with their weights, the chances, how many cases were replaced and when, and the last seal.",
		"It has no case id, no name of a category, no fingerprint of a case, no reason and no reader, and of the list no fingerprint but that of a commitment, which is published already. The rest is the same whichever case is which, so that nobody finds a person by trying.",
		"It withholds no small cell: the seed chooses among plans that say how many cases each cell gives, and without one of its cells nobody could check the draw. Where cells are too small to show, it is for those who check; for anyone else publish its last seal, and the commitment if there was one.",
		"The record itself is as confidential as the list: keep it with the list.",
	}, report.Paragraph("Whoever has the copy checks it with:"), report.Commands{"onecase verify " + show.Quoted(r.Public)})
	return d
}

// readPublic reads a public copy.
func readPublic(name string) (*sample.PublicRecord, error) {
	f, err := sheet.OpenRegular(name)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, phrase.FileError(err))
	}
	defer f.Close()
	p, err := sample.ReadPublic(f)
	if err != nil {
		err = fmt.Errorf("%s: %w", name, err)
	}
	return p, err
}

// verifyPublic verifies the public copy that is the only argument.
func (o *verifyOptions) verifyPublic(c *call) error {
	name := c.args[0]
	p, err := readPublic(name)
	if errors.Is(err, sample.ErrNotPublic) {
		if _, err = discretion.ReadRecord(name); err == nil {
			_, err = c.arguments("a RECORD", "the LIST it was drawn from")
		} else if errors.Is(err, sample.ErrNotARecord) {
			err = fmt.Errorf("%s is neither a record nor a public copy of one, or it is damaged", name)
		}
	}
	if invalid, ok := errors.AsType[*sample.InvalidRecord](err); ok {
		return c.showInvalid(name, invalid)
	}
	if err != nil {
		return err
	}
	for _, f := range c.flags {
		if f.IsSet() && f.name != "format" && f.name != "output" && f.name != "force" && f.name != "explain" {
			return c.wrong(f.name, "", "a public copy has no case and no list: give the RECORD and the LIST")
		}
	}
	progress, stop := c.working("repeating the draw")
	v, err := p.Verify(progress)
	stop()
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	r := verifyResult{Record: name, Seed: p.Seed, Algorithm: p.Algorithm, Verified: v.Verified,
		Differences: v.Differences, Seal: p.Seal, Drawn: p.Drawn, TimesSealed: p.Seal != ""}
	if p.Commitment != "" {
		r.Commitment = &p.Commitment
	}
	for _, g := range p.Groups {
		r.Cases += g.Sample
	}
	for _, change := range p.Changes {
		switch {
		case change.What == "extension":
			r.Cases += change.Cases
			r.Extended = append(r.Extended, extendedGroup{Group: change.Group, Added: change.Cases, Time: change.Time})
		case change.What == "replacement" && change.Policy != sample.CountFailed:
			r.Left++
		}
	}
	r.Checked, r.Unchecked = checkedOf(p, v)
	r.warnReplaced(true)
	if err := c.show(r, func() report.Document { return publicDocument(r, p, c.format) }); err != nil {
		return err
	}
	if !v.Verified {
		return errSaidNo
	}
	return nil
}

// checkedOf says what the public copy lets a stranger check, and what not.
func checkedOf(p *sample.PublicRecord, v *sample.PublicVerification) (checked, unchecked []string) {
	if v.SeedChecked {
		checked = append(checked, "the counts, the design and the seed give these plans, just these numbers of cases from each cell, and these chances")
	} else {
		checked = append(checked, "the counts and the design give these sizes and these chances")
		unchecked = append(unchecked, "that the seed was followed: with this design it decides on nothing but which cases are taken")
	}
	switch {
	case p.Commitment == "":
		unchecked = append(unchecked, "that the seed was not chosen: there is no commitment")
	case v.DesignChecked:
		checked = append(checked, "the design is the one that was committed to, on the day of the draw or before")
	default:
		checked = append(checked, "the commitment is of the day of the draw or before")
		unchecked = append(unchecked, "that the design is the one committed to: it names categories or cases, and the copy does not")
	}
	unchecked = append(unchecked,
		"which cases were drawn, and that the counts are those of the list: that needs the record and the list",
		"what was done since the draw: compare the last seal with the one that was published")
	if !v.DesignChecked {
		unchecked = append(unchecked, "the names of the rules and of the variables, and settings that this draw did not need")
	}
	return checked, unchecked
}

func publicDocument(r verifyResult, p *sample.PublicRecord, format string) report.Document {
	d := report.Document{Warnings: r.Warnings, Title: "Verified, as far as a public copy can be"}
	if !r.Verified {
		d.Title = "Not verified: " + phrase.Count(len(r.Differences), "difference")
	}
	if format == "csv" {
		d.Add(show.DifferencesTable(r.Verified, r.Differences))
		return d
	}
	if !r.Verified {
		d.Add(show.Differences(r.Differences)...)
		return d
	}
	d.Add(report.Paragraph("Checked:"), asSentences(r.Checked), report.Paragraph("Not checked:"),
		asSentences(r.Unchecked), report.Paragraph(show.DrawnText(r.Drawn, r.Cases, r.added(), r.Left, r.TimesSealed)+
			phrase.Either(r.Left > 0, " A reserve that took a place and left again counts too: a public copy does not tell them apart.", "")))
	if r.Commitment != nil {
		d.Add(report.Paragraph(show.Committed(p.Commitment)+
			" Compare the line with what was published before there was a seed:"), report.Commands{*r.Commitment})
	}
	if r.Seal != "" {
		d.Add(show.LastSeal(r.Seal)...)
	}
	return d
}

// asSentences is a list of sentences.
func asSentences(texts []string) report.List {
	return each(texts, func(t string) string { return show.Capital(t) + "." })
}
