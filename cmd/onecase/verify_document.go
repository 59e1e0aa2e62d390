package main

import (
	"cmp"
	"fmt"
	"strings"

	"onecase/cmd/onecase/internal/report"
	"onecase/sample"
	"onecase/stats/phrase"
)

// How much people are shown of a verification that found very much: the most cases named
// in a sentence, and the most differences in a table.
const (
	mostCases       = 20
	mostDifferences = 10
)

func verifyDocument(r verifyResult, of *drawn, format string, explain bool) report.Document {
	record, group := of.record, of.groupNames()
	d := report.Document{Warnings: of.warningsInWords(r.noted), Title: "Verified: the list, the design and the seed give just this sample"}
	if len(r.Replaced)+len(r.Extended)+len(r.Assigned)+len(r.Reread) > 0 {
		d.Title = "Verified: the list, the design and the seed give just the sample that was drawn, and what changed since is below"
	}
	if !r.Verified {
		d.Title = "Not verified: " + phrase.Count(len(r.Differences), "difference")
	}
	if format == "csv" {
		d.Add(verifyTable(r))
	} else {
		if !r.Verified {
			d.Add(verifyBlocks(r)...)
		}
		d.Add(r.history(record, group)...)
		if len(r.written) > 0 {
			d.Add(report.Paragraph("Written: " + strings.Join(r.written, ", ") + "."))
		}
		if r.grid != "" && format == "table" {
			d.Add(report.Paragraph("Once answers are in it, this says how far the reading is, and what is missing:"),
				report.Commands{fmt.Sprintf("onecase progress %s --record %s", quoted(r.grid), quoted(r.Record))})
		}
	}
	if explain {
		for i := range record.Groups {
			g := &record.Groups[i]
			d.Add(report.Heading("How the cases are drawn: "+group(g.Group)), drawSteps(record, g, group(g.Group)))
		}
	}
	return d
}

// history tells what happened to the sample since the draw, and before it.
func (r verifyResult) history(record *sample.Record, group func(id string) string) []report.Block {
	var blocks []report.Block
	if r.Verified {
		blocks = append(blocks, report.Paragraph(r.drawnText()))
	}
	if len(r.Replaced) > 0 {
		t := report.Table{Columns: report.Columns("case", "what became of it", "reason", "when")}
		for _, p := range r.Replaced {
			t.Add(p.Case, p.became(), p.Reason, cmp.Or(p.Time, "-"))
		}
		blocks = append(blocks, report.Heading(phrase.Count(len(r.Replaced), "case")+" replaced or not used since the draw"), t)
	}
	for _, e := range r.Extended {
		blocks = append(blocks, report.Paragraph(fmt.Sprintf("%s: the sample was extended by %s to %d%s.",
			group(e.Group), phrase.Count(e.Added, "case"), e.Size, phrase.Either(e.Time != "", " at "+e.Time, ""))))
	}
	for i, a := range r.Assigned {
		text := fmt.Sprintf("%s were shared out to %s", phrase.Count(a.Cases, "case"), phrase.Count(a.Readers, "reader"))
		if a.Kept > 0 {
			text = fmt.Sprintf("%d of %s were shared out anew and %d stayed with who had them", a.Cases-a.Kept,
				phrase.Count(a.Cases, "case"), a.Kept)
		}
		if a.Days > 0 && a.Kept == 0 {
			text += " over " + phrase.Count(a.Days, "day")
		}
		if a.Time != "" {
			text += " at " + a.Time
		}
		text += " with the seed " + a.Seed + "."
		if a.Barred > 0 {
			text += fmt.Sprintf(" %s barred from cases: which cases is as the record has it, and not checked against the list, as the table of readers is not kept.",
				phrase.Plural(a.Barred, "1 reader was", fmt.Sprintf("%d readers were", a.Barred)))
		}
		if i+1 < len(r.Assigned) {
			text += " Later they were shared out again."
		}
		blocks = append(blocks, report.Paragraph(text))
	}
	for i, x := range r.Reread {
		blocks = append(blocks, report.Paragraph(fmt.Sprintf("%s were drawn to be read twice%s with the seed %s.%s",
			phrase.Count(x.Cases, "case")+fmt.Sprintf(" of %d", x.Of)+
				phrase.Either(x.Only != "", " with an answer of no", ""), phrase.Either(x.Time != "", " at "+x.Time, ""), x.Seed,
			phrase.Either(i+1 < len(r.Reread), " Later others were drawn.", ""))))
	}
	if r.Commitment != nil && r.Verified {
		blocks = append(blocks, report.Paragraph(committedText(record.Commitment)+
			" Compare the line with what was published before there was a seed:"), report.Commands{*r.Commitment})
	}
	if r.Commitment == nil && r.Verified {
		blocks = append(blocks, report.Paragraph("No commitment was made before the draw: the seed may have been chosen."))
	}
	if r.Verified {
		advice := "Publish it each time the record changes: entries cut off its end with their times show against a published seal alone."
		if !r.TimesSealed {
			advice = "Note it each time the record changes, but do not publish it: a record of this older version has no secret in its seals, so that whoever knows what the list may say finds its cases by trying."
		}
		blocks = append(blocks, report.Paragraph("Last seal: "+r.Seal+". "+advice))
	}
	return blocks
}

// became is what became of the case, in words.
func (r replacedCase) became() string {
	switch {
	case r.Policy == sample.CountFailed:
		return "stays, and counts as not met"
	case r.By != "":
		return r.By + " took its place"
	}
	return "left the sample"
}

// drawnText says when the sample was drawn, and how many of its cases left it.
func (r verifyResult) drawnText() string {
	text := fmt.Sprintf("Drawn at %s: %s, of which %s the sample since.", r.Drawn, phrase.Count(r.Cases, "case"),
		phrase.Either(r.Left == 0, "none left", fmt.Sprintf("%d left", r.Left)))
	if !r.TimesSealed {
		text += " Times are in no seal of this record, of an older version: they may have been written later."
	}
	return text
}

// committedText says what a commitment holds.
func committedText(line string) string {
	c, err := sample.ParseCommitment(line)
	if err != nil {
		return "The commitment cannot be read."
	}
	return fmt.Sprintf("Committed on %s, as the line says, to this list and design; seed from %s.", c.Date, c.Source) +
		phrase.Either(c.Keyed, " The line has a secret key in it, so that no list can be found by trying.", "")
}

// verifyTable has the answer and every difference, for a spreadsheet: a row each,
// or one row where there is none.
func verifyTable(r verifyResult) report.Table {
	t := report.Table{Columns: report.Columns("verified", "where", "case", "row", "recorded", "found", "message", "follows")}
	for _, x := range r.Differences {
		t.Add(false, x.Where, x.Case, knownOr(x.Row, ""), x.Recorded, x.Found, x.Message, x.Follows)
	}
	if r.Verified {
		t.Add(true)
	}
	return t
}

// verifyBlocks say first how the list changed, then what else differs or follows from
// that.
func verifyBlocks(r verifyResult) []report.Block {
	var list report.List
	rows := map[string][]string{} // cases by what became of them
	edited := false
	others := report.Table{Columns: report.Columns("where", "what")}
	for _, x := range r.Differences {
		switch {
		case x.Where == "frame.rows":
			became := becameOf(x)
			name := x.Case
			if x.Row > 0 {
				name += fmt.Sprintf(" (row %d)", x.Row)
			}
			rows[became] = append(rows[became], name)
		case x.Where == "frame":
			list = append(list, capital(x.Message)+".")
		default:
			edited = edited || x.Where == "seal"
			others.Add(x.Where, x.Message)
		}
	}
	for _, became := range []string{changedSince, goneSince, newSince} {
		if cases := rows[became]; cases != nil {
			list = append(list, fmt.Sprintf("%s, %s: %s.", became, phrase.Count(len(cases), "case"), named(cases)))
		}
	}
	var blocks []report.Block
	if list != nil {
		blocks = append(blocks, report.Paragraph("The list is not as it was when the sample was drawn:"), list)
		if !edited {
			blocks = append(blocks, report.Paragraph("The record is as it was made: its seal goes with what it says of the draw."))
		}
	}
	if n := len(others.Rows); n > 0 {
		if list != nil {
			blocks = append(blocks, report.Paragraph("With the list as it is now, the draw is not the recorded one:"))
		}
		others.Rows = others.Rows[:min(n, mostDifferences)]
		others.NoteIf(n > mostDifferences, fmt.Sprintf("The first %d of %d; --format csv or json has all.", mostDifferences, n))
		blocks = append(blocks, others)
	}
	return blocks
}

// What became of a case since the sample was drawn.
const (
	changedSince = "Changed"
	goneSince    = "Gone, or no longer eligible"
	newSince     = "New, or not eligible then"
)

func becameOf(x sample.Difference) string {
	switch {
	case x.Recorded == "":
		return newSince
	case x.Found == "":
		return goneSince
	}
	return changedSince
}

// named lists cases in a sentence, at most mostCases of them.
func named(cases []string) string {
	return phrase.First(mostCases, cases, ", ", " and")
}
