package main

import (
	"errors"
	"fmt"

	"onecase/cmd/onecase/internal/report"
	"onecase/sample"
	"onecase/stats"
)

func verifyVerb() verb {
	return verb{
		name: "verify", args: "RECORD LIST [flags]",
		brief: "repeat a draw from its record and list every difference",
		manual: `Reads the list as it was read for the draw, repeats the draw with the record's design
and seed, and lists every difference: a changed row, an edited selection, another
seed, a tampered plan or replacement. Another order of the rows, or a file saved
again, is a warning. Exit code 0 when verified, 1 when not. A text that cannot be read
as a record, such as one with a key that no record has, is an error alone (exit 1,
nothing on standard output). Entries cut off the end of a record with their times
show only against its published hash.

Examples:
  onecase verify kent.record.json cases.xlsx
  onecase verify kent.record.json cases.xlsx --format json`,
		flags: listFlags(),
		run:   runVerify,
	}
}

// A verifyResult is what verify prints as JSON.
type verifyResult struct {
	Verb        string             `json:"verb"`
	Schema      int                `json:"schema"`
	Record      string             `json:"record"`
	Seed        string             `json:"seed"`
	Algorithm   string             `json:"algorithm"`
	Verified    bool               `json:"verified"`
	Differences []differenceResult `json:"differences"`
	Warnings    []stats.Warning    `json:"warnings"`
}

type differenceResult struct {
	Where    string `json:"where"`
	Recorded string `json:"recorded"`
	Found    string `json:"found"`
	Message  string `json:"message"`
}

func runVerify(c *call) error {
	names, err := c.arguments("a RECORD", "the LIST it was drawn from")
	if err != nil {
		return err
	}
	record, err := openRecord(names[0])
	if invalid, ok := errors.AsType[*sample.InvalidRecord](err); ok {
		return c.showInvalid(names[0], invalid)
	}
	if errors.Is(err, sample.ErrNotARecord) {
		if _, other := openRecord(names[1]); other == nil {
			return c.misuse("%s is the record and %s the list: write the record first", names[1], names[0])
		}
	}
	if err != nil {
		return err
	}
	if err := c.readAsRecorded(record); err != nil {
		return err
	}
	list, err := c.caseList(names[1])
	if err != nil {
		return err
	}
	v, err := record.Verify(&list.Frame, list.sheet.SHA256)
	if err != nil {
		return err
	}
	v.CompareList(record, sample.ListSource{SHA256: list.sheet.SHA256, Rows: list.Rows}, list.rulesID)
	result := verifyResult{
		Verb: "verify", Schema: 1, Record: names[0], Seed: record.Seed, Algorithm: record.Algorithm,
		Verified: v.Verified, Differences: []differenceResult{}, Warnings: append([]stats.Warning{}, v.Warnings...),
	}
	for _, d := range v.Differences {
		result.Differences = append(result.Differences, differenceResult(d))
	}
	if err := c.show(result, func() report.Document { return verifyDocument(result, record, c.explain()) }); err != nil {
		return err
	}
	if !v.Verified {
		return errSaidNo
	}
	return nil
}

// showInvalid says that a record contradicts itself, so that there is nothing to
// repeat.
func (c *call) showInvalid(name string, invalid *sample.InvalidRecord) error {
	result := verifyResult{Verb: "verify", Schema: 1, Record: name, Differences: []differenceResult{{Where: "record", Message: invalid.Error()}}, Warnings: []stats.Warning{}}
	if err := c.show(result, func() report.Document { return verifyDocument(result, &sample.Record{}, false) }); err != nil {
		return err
	}
	return errSaidNo
}

func verifyDocument(r verifyResult, record *sample.Record, explain bool) report.Document {
	d := report.Document{Warnings: r.Warnings}
	if r.Verified {
		d.Title = "Verified: the list, the design and the seed give just this sample"
	} else {
		d.Title = fmt.Sprintf("Not verified: %s", differences(len(r.Differences)))
		t := report.Table{Columns: report.Columns("where", "what")}
		for _, x := range r.Differences {
			t.Rows = append(t.Rows, []string{x.Where, x.Message})
		}
		d.Add(t)
	}
	if explain {
		for i := range record.Groups {
			g := &record.Groups[i]
			d.Add(report.Paragraph("How "+g.Group+" is drawn:"), drawSteps(record, g))
		}
	}
	return d
}

func differences(n int) string {
	if n == 1 {
		return "1 difference"
	}
	return fmt.Sprintf("%d differences", n)
}
