package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"html"
	"io"
	"os"
	"path/filepath"
	"slices"
	"time"

	"onecase/cmd/onecase/internal/report"
	"onecase/cmd/onecase/internal/show"
	"onecase/cmd/onecase/internal/wholefile"
	"onecase/discretion"
	"onecase/sample"
	"onecase/sample/sheet"
	"onecase/stats"
	"onecase/stats/phrase"
)

// commitOptions are the flags of commit.
type commitOptions struct {
	list   listOptions
	design designOptions
	source string
	key    string // file of the key, "" for none
}

func (o *commitOptions) bind(f *flagSet) {
	o.list.bind(f)
	o.design.bind(f)
	o.source = sample.Dice
	f.text(&o.source, "seed-from", "where the seed will come from: dice, or a public source known in advance, as `TEXT`")
	f.text(&o.key, "key", "put a secret key into the line, so that no list can be found by trying, and keep it in a new `FILE` for the draw").output()
}

// A commitResult is what commit prints as JSON.
type commitResult struct {
	Commitment string          `json:"commitment"`    // the line to publish before there is a seed
	Date       string          `json:"date"`          // the day it was made, in UTC
	SeedFrom   string          `json:"seed_from"`     // where the seed is to come from
	Frame      string          `json:"frame"`         // SHA-256 of the eligible cases in order of their ids; with `--key`, HMAC-SHA256 of that
	Design     string          `json:"design"`        // SHA-256 of rules, design, groups, variables and the draw's algorithm
	Key        string          `json:"key,omitempty"` // only with `--key`: the file written, with the key: as confidential as the list
	Groups     []commitGroup   `json:"groups"`
	Warnings   []stats.Warning `json:"warnings"`
}

type commitGroup struct {
	Group      string `json:"group"`
	Population int    `json:"population"` // eligible cases
	Sample     int    `json:"sample"`     // cases that will be selected
	Reserves   int    `json:"reserves"`
}

func (o *commitOptions) run(c *call) error {
	names, err := c.arguments("a LIST of cases (.xlsx or .csv)")
	if err != nil {
		return err
	}
	if err := o.checkKey(c); err != nil {
		return err
	}
	list, plan, err := planOf(c, names[0], &o.list, &o.design)
	if err != nil {
		return err
	}
	commitment, err := plan.Commit(list.RulesID, o.source, time.Now())
	if err != nil {
		return c.wrong("seed-from", fmt.Sprintf("%.40q", o.source), "%v", err)
	}
	guesses := plan.WarnGuesses()
	if o.key != "" {
		commitment, guesses = commitment.WithKey(), nil
		text := "The key of the commitment below. It is not published: whoever has it can try lists against the line. The draw needs it.\n\n" +
			commitment.KeyLine() + "\n\n" + commitment.String() + "\n"
		c.beside = append(c.beside, wholefile.File{Path: o.key, Text: []byte(text)})
	}
	warnings := slices.Concat(list.Warnings, plan.Warnings, commitment.Open(), guesses)
	result := commitResult{Commitment: commitment.String(), Date: commitment.Date, SeedFrom: commitment.Source, Frame: commitment.Frame,
		Design: commitment.Design, Warnings: worded(warnings), Key: filepath.ToSlash(o.key)}
	for _, g := range plan.Groups {
		result.Groups = append(result.Groups, commitGroup{g.Group, g.Population, g.Sample, g.Reserves})
	}
	return c.show(result, func() report.Document {
		d := commitDocument(result, list, c.explain)
		d.Warnings = list.InWords(warnings)
		return d
	})
}

// commitDocument is the line to publish and the sheet for throwing dice before witnesses.
func commitDocument(r commitResult, list *show.List, explain bool) report.Document {
	d := report.Document{Title: "Committed on " + show.Day(r.Date) + ", before there is a seed: " + list.Sheet.File}
	if !list.AsOf.IsZero() {
		d.Fact("Date of the inspection", show.Day(list.AsOf.Format(time.DateOnly)))
	}
	d.Add(report.Commands{r.Commitment},
		report.Paragraph("Publish this line, or send it to someone outside, before the seed exists. Then nobody can choose the cases by trying seeds, lists or designs: "+
			"the draw refuses another list or design and keeps the line, and whoever has it can compare."))
	if r.Key != "" {
		d.Add(report.Paragraph("The draw needs the key in " + r.Key +
			" too, with --key. Keep that file with the list, and as safely: whoever has it can try lists against the line. Without it nobody can, and there is no draw from the line."))
	}
	groups := report.Table{Columns: report.Columns("Group", ">Eligible", ">To select", ">Reserves")}
	for _, g := range r.Groups {
		groups.Add(show.Group(list.Rules, g.Group), g.Population, g.Sample, g.Reserves)
	}
	d.Add(groups)
	if seed := (sample.Commitment{Source: r.SeedFrom}); seed.ByDice() {
		d.Add(report.Heading("The dice"), report.Paragraph(phrase.Either(r.SeedFrom == sample.Dice, "", "The seed comes from: "+r.SeedFrom+". ")+fmt.Sprintf(
			"Throw %s %d times before the witnesses, and write down every throw in order; no throw is repeated. "+
				"The throws are the seed, as digits with nothing between%s.", phrase.Either(seed.Sides() == 10, "a ten-sided die", "a six-sided die"), sample.Throws,
			phrase.Either(seed.Sides() == 10, ": a ten is written 0", ""))))
		d.Add(throwsTable())
	} else {
		d.Add(report.Heading("The seed"), report.Paragraph("It comes from: "+r.SeedFrom+". Write it down here, as it is published:"),
			report.Table{Columns: report.Columns("Seed", "Published on", "Where"), Rows: [][]string{{"", "", ""}}, Form: true})
	}
	d.Add(report.Heading("Witnesses"), report.Table{
		Columns: report.Columns("Name", "Signature", "Date and time"),
		Rows:    [][]string{{"", "", ""}, {"", "", ""}},
		Form:    true,
	})
	if explain {
		d.Add(report.Heading("Working"), r.working(list))
	}
	return d
}

// throwsTable has a box for each throw, in two rows.
func throwsTable() report.Table {
	t := report.Table{Form: true}
	const across = sample.Throws / 2
	for row := range 2 {
		cells := make([]string, across)
		for i := range cells {
			if row == 0 {
				t.Columns = append(t.Columns, report.Column{Name: fmt.Sprintf("%d, %d", i+1, i+1+across)})
			}
		}
		t.Rows = append(t.Rows, cells)
	}
	return t
}

func (r commitResult) working(list *show.List) (d report.Derivation) {
	cases := 0
	for _, g := range r.Groups {
		cases += g.Population
	}
	d.Add("Which cases", "SHA-256 of the eligible cases, one a line, in order of their ids: id, group, categories, manager, team, start", "FIPS 180-4",
		r.Frame, "%s", phrase.Count(cases, "eligible case"))
	d.Add("Which design", "SHA-256 of the algorithm, the rules, the groups, the variables and the design as the record has them", "FIPS 180-4",
		r.Design, "rules: %s", show.RulesTitle(list.Rules))
	return d
}

// checkKey refuses a file for the key that is there, with --force too: without its key there is no draw
// from a line that was published.
func (o *commitOptions) checkKey(c *call) error {
	if o.key == "" {
		return nil
	}
	if filepath.Clean(o.key) == filepath.Clean(c.output) {
		return c.misuse("--output and --key name the same file")
	}
	if _, err := os.Lstat(o.key); err == nil {
		return fmt.Errorf("%s exists, and a key is never written over: its line could not be drawn from any more (name another file)", o.key)
	}
	return c.keepInputs("key", o.key)
}

// maxCommitment is the largest file that a commitment is looked for in, in bytes.
const maxCommitment = 1 << 20

// readCommitment reads the commitment in a file, such as a mail that was kept.
func readCommitment(name string) (sample.Commitment, error) {
	text, err := readLine(name, "commitment")
	if err != nil {
		return sample.Commitment{}, err
	}
	commitment, err := sample.ParseCommitment(text + "\n" + html.UnescapeString(text)) // perhaps the sheet for the dice
	if err != nil {
		return sample.Commitment{}, fmt.Errorf("%s: %w", name, err)
	}
	return commitment, nil
}

// readKey reads the key of a commitment in a file.
func readKey(name string) (string, error) {
	text, err := readLine(name, "key")
	if err != nil {
		return "", err
	}
	key, err := sample.ParseKey(text)
	if err != nil {
		err = fmt.Errorf("%s: %w", name, err)
	}
	return key, err
}

// readLine reads a file that has a line of some kind in it.
func readLine(name, kind string) (string, error) {
	f, err := sheet.OpenRegular(name)
	if err != nil {
		return "", fmt.Errorf("%s: %w", name, phrase.FileError(err))
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, maxCommitment+1))
	switch {
	case err != nil:
		return "", fmt.Errorf("%s: %w", name, phrase.FileError(err))
	case len(text) > maxCommitment:
		return "", fmt.Errorf("%s is too large for a %s: keep its line in a file of its own", name, kind)
	}
	return string(text), nil
}

// What is looked at beside a record for other draws: so many files, so many bytes of each, as a record has no more, and
// so many of all.
const (
	mostBeside      = 2_000
	mostOfOne       = 8 << 20
	mostBytesBeside = 256 << 20
)

// warnDrawnBeside warns of other draws from a record's commitment of which records stand in the folder of
// this one, under any name, or in its very place: by their seeds, as a draw may have several records. What was written
// over or taken away before cannot be counted; a record of the same cases that cannot be read is named.
func warnDrawnBeside(name string, record *sample.Record) (ws stats.Warnings) {
	commitment, err := sample.ParseCommitment(record.Commitment)
	if record.Commitment == "" || err != nil {
		return nil
	}
	seeds, unread, all := map[string]bool{}, []string{}, true
	left := int64(mostBytesBeside)
	for i, path := range filesBeside(name) {
		if i == mostBeside || left <= 0 {
			all = false
			break
		}
		text, err := textBeside(path, min(left, mostOfOne))
		left -= int64(len(text))
		if all = all && err == nil; !bytes.Contains(text, []byte(sample.RecordFormat)) || !bytes.Contains(text, []byte(commitment.Frame)) {
			continue
		}
		switch other, err := discretion.ReadRecord(path); {
		case other != nil && other.Commitment == record.Commitment:
			if other.Seed != record.Seed {
				seeds[other.Seed] = true
			}
		case err != nil && !errors.Is(err, sample.ErrNotARecord):
			unread = append(unread, filepath.Base(path))
		}
	}
	if n := len(seeds); n > 0 {
		ws.Add("drawn-before", "keep the first, and say why there are others",
			"the draw is random only if it was not chosen among several: there %s from the same commitment, with another seed, "+
				"as far as records of them are here still, and a draw that is repeated until it suits is no random one",
			phrase.Plural(n, "is at least 1 other draw", fmt.Sprintf("are at least %d other draws", n)))
	}
	if len(unread) > 0 {
		ws.Add("beside-unread", "ask for it as it was written", "beside this record %s of the same cases, and cannot be read: %s; whether it is another draw from the commitment is not known",
			phrase.Plural(len(unread), "is one", "are others"), phrase.First(4, unread, ", ", " and"))
	}
	if !all {
		ws.Add("beside-unread", "keep the record in a folder of its own", "not all that stands beside this record was looked at for other draws from its commitment: it is too much, or cannot be opened")
	}
	return ws
}

// filesBeside are the files in the folder of a file, and in that of the file that it is a link to.
func filesBeside(name string) (paths []string) {
	folders := []string{filepath.Dir(name)}
	real, _ := filepath.EvalSymlinks(name)
	if folder, err := filepath.EvalSymlinks(folders[0]); err == nil && real != "" && filepath.Dir(real) != folder {
		folders = append(folders, filepath.Dir(real))
	}
	for _, folder := range folders {
		files, _ := os.ReadDir(folder)
		for _, f := range files {
			if f.Type().IsRegular() || f.Type()&os.ModeSymlink != 0 {
				paths = append(paths, filepath.Join(folder, f.Name()))
			}
		}
	}
	return paths
}

// textBeside is the text of a file if it may be a record, as one begins with a brace: of so many bytes at most.
func textBeside(path string, most int64) ([]byte, error) {
	f, err := sheet.OpenRegular(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	in := bufio.NewReader(f)
	if head, _ := in.Peek(512); !bytes.HasPrefix(bytes.TrimSpace(bytes.TrimPrefix(head, []byte("\uFEFF"))), []byte("{")) {
		return nil, nil
	}
	return io.ReadAll(io.LimitReader(in, most))
}
