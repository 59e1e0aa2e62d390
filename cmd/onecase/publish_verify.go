package main

import (
	"fmt"

	"onecase/cmd/onecase/internal/report"
	"onecase/cmd/onecase/internal/show"
	"onecase/sample"
	"onecase/stats"
	"onecase/stats/phrase"
)

// A publicVerify is what verify prints with --publish, in all formats.
type publicVerify struct {
	Verified   bool            `json:"verified"`               // the list, the design and the seed give this sample; exit code 1 where not
	Seed       string          `json:"seed"`                   // empty where the record contradicts itself
	Algorithm  string          `json:"algorithm"`              // empty where the record contradicts itself
	Committed  string          `json:"committed" null:"zero"`  // the day list and design were fixed, before the seed; null: nothing did
	Commitment string          `json:"commitment" null:"zero"` // the line that did, if it has a key; null: it has none, so that lists could be tried against it
	Drawn      string          `json:"drawn" null:"zero"`      // the day; null where the record contradicts itself
	Cases      int             `json:"cases"`                  // drawn in all, with extensions
	FewerThan  int             `json:"fewer_than"`             // of `--publish`
	Left       *int            `json:"left"`                   // of the drawn cases, those that left the sample since; null: withheld
	Seal       string          `json:"seal" null:"zero"`       // the last seal; null for a record of version 1, which has no secret in its seals
	Warnings   []stats.Warning `json:"warnings"`               // none: they tell of single cases

	added int // of Cases, those of extensions
}

// showPublicVerify shows a verification as anyone may see it. How many cases left the sample
// is withheld where fewer than so many did, none among them, or all but so few. What
// differs and what became of cases goes to stderr.
func (c *call) showPublicVerify(r verifyResult, fewerThan int) error {
	out := publicVerify{Verified: r.Verified, added: r.added(), Seed: r.Seed, Algorithm: r.Algorithm, Cases: r.Cases,
		FewerThan: fewerThan, Drawn: r.Drawn[:min(len(r.Drawn), len("2006-01-02"))]}
	if r.Commitment != nil {
		out.Committed, out.Commitment = publicCommitment(*r.Commitment)
	}
	if r.TimesSealed {
		out.Seal = r.Seal
	}
	if r.Left >= fewerThan && r.Cases-r.Left >= fewerThan {
		out.Left = &r.Left
	}
	for _, w := range r.Warnings {
		c.notForAll("warning: %s", w.Message)
	}
	if n := len(r.Differences); n > 0 {
		c.notForAll("%s; without --publish they are named", phrase.Count(n, "difference"))
	}
	if n := len(r.Replaced) + len(r.Extended) + len(r.Assigned) + len(r.Reread); n > 0 {
		c.notForAll("%s of the record since the draw; without --publish they are told", phrase.Count(n, "change"))
	}
	err := c.show(out, out.document)
	if err == nil && !r.Verified {
		err = errSaidNo
	}
	return err
}

func (r publicVerify) document() report.Document {
	d := report.Document{Title: phrase.Either(r.Verified, "Verified: the list, the design and the seed give just the sample that was drawn",
		phrase.Either(r.Drawn == "", "Not verified: the record contradicts itself", "Not verified: the record and the list differ"))}
	d.Fact("Seed", r.Seed)
	few := phrase.Count(r.FewerThan, "case")
	d.Add(report.Paragraph(fmt.Sprintf("For publication. No case is named, and how many left the sample since the draw is withheld where "+
		"fewer than %s did, or none, or all but so few.", few)))
	if r.Drawn == "" {
		return d
	}
	left := "how many of these left the sample since is withheld"
	if r.Left != nil {
		left = fmt.Sprintf("%d of these left the sample since", *r.Left)
	}
	d.Add(report.Paragraph(fmt.Sprintf("Drawn on %s: %s%s; %s.", show.Day(r.Drawn), phrase.Count(r.Cases-r.added, "case"),
		phrase.Either(r.added > 0, fmt.Sprintf(", and %d added later", r.added), ""), left)))
	if !r.Verified {
		return d
	}
	d.Add(publicCommitmentBlocks(r.Committed, r.Commitment)...)
	if r.Committed == "" {
		d.Add(report.Paragraph(show.NoCommitment))
	}
	if r.Seal != "" {
		d.Add(show.LastSeal(r.Seal)...)
	}
	return d
}

// publicCommitment is the day of a commitment, and its line if that tells nobody anything: lists can be
// tried against one without a key.
func publicCommitment(line string) (day, shown string) {
	if line == "" {
		return "", ""
	}
	c, err := sample.ParseCommitment(line)
	if err != nil {
		return "", ""
	}
	return c.Date, phrase.Either(c.Keyed, line, "")
}

func publicCommitmentBlocks(day, line string) []report.Block {
	switch {
	case line != "":
		return []report.Block{report.Paragraph(show.Committed(line) +
			" Compare the line with what was published before there was a seed:"), report.Commands{line}}
	case day != "":
		return []report.Block{report.Paragraph("Committed on " + show.Day(day) +
			", as the line says, to this list and design, before there was a seed. The line is withheld: it has no key in it, so that lists can be tried against it.")}
	}
	return nil
}
