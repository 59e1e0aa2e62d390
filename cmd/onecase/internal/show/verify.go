package show

import (
	"cmp"
	"fmt"
	"slices"
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

// A Verified is what became of a record held against its list.
type Verified struct {
	Record      string // its file
	Verified    bool
	Differences []sample.Difference
	Cases, Left int      // drawn in all, with the added ones, and those of them that left the sample since
	Added       int      // by extensions
	Written     []string // the files that were asked for
	Grid        string   // that of the judgements, "" for none
	Whole       string   // a filled grid that lacks no case; "" for none
}

// Verify shows a verification to people, with what happened to the sample.
func Verify(v Verified, of *Drawn, format string, explain bool) report.Document {
	record, group := of.Record, of.GroupNames()
	d := report.Document{Warnings: of.InWords(of.Warnings), Title: "Verified: the list, the design and the seed give just this sample"}
	if len(record.Replacements)+len(record.Extensions) > 0 {
		d.Title = "Verified: the list, the design and the seed give just the sample that was drawn, and what changed since is below"
	}
	if !v.Verified {
		d.Title = "Not verified: " + phrase.Count(len(v.Differences), "difference")
		if v.otherList(record) {
			d.Title = "Not verified: no case that was eligible then is eligible in this list, which seems to be another"
		}
	}
	if of.List != nil && !slices.ContainsFunc(record.Groups, func(g sample.GroupDraw) bool { _, err := record.Status(g.Group); return err != nil }) {
		d.Facts = of.Facts("") // else its changes are of no sample
	}
	if format == "csv" {
		d.Add(DifferencesTable(v.Verified, v.Differences))
	} else {
		if !v.Verified {
			d.Add(Differences(v.Differences)...)
		}
		d.Add(v.history(record, group)...)
		if len(v.Written) > 0 {
			d.Add(report.Paragraph("Written: " + strings.Join(v.Written, ", ") + "."))
		}
		if v.Whole != "" {
			d.Add(report.Paragraph(v.Whole + " has a row for every case of the sample."))
		}
		if v.Grid != "" && format == "table" {
			d.Add(report.Paragraph("Once answers are in it, this says how far the reading is, and what is missing:"),
				report.Commands{fmt.Sprintf("onecase progress %s --record %s", Quoted(v.Grid), Quoted(v.Record))})
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

// otherList tells whether every case that was eligible is gone: then the list is not the one that was drawn from.
func (v Verified) otherList(record *sample.Record) bool {
	eligible, gone := 0, 0
	for _, g := range record.Groups {
		eligible += g.Population
	}
	for _, x := range v.Differences {
		if x.Where == "frame.rows" && becameOf(x) == goneSince {
			gone++
		}
	}
	return eligible > 0 && gone == eligible
}

// history tells what happened to the sample since the draw, and before it.
func (v Verified) history(record *sample.Record, group func(id string) string) []report.Block {
	var blocks []report.Block
	say := func(text string) { blocks = append(blocks, report.Paragraph(text)) }
	if v.Verified {
		say(DrawnText(record.Times.Drawn, v.Cases, v.Added, v.Left, record.TimesSealed()))
		if slices.ContainsFunc(record.Replacements, func(r sample.Replacement) bool { return r.By != "" }) {
			now := 0
			for _, g := range record.Groups {
				now += len(Status(record, g.Group).Sample)
			}
			say(fmt.Sprintf("With the reserves that took places, the sample has %s now.", phrase.Count(now, "case")))
		}
	}
	if len(record.Replacements) > 0 {
		t := report.Table{Columns: report.Columns("case", "what became of it", "reason", "when")}
		for i, p := range record.Replacements {
			t.Add(p.Case, became(p), p.Reason, cmp.Or(When(Time(record.Times.Replaced, i)), "-"))
		}
		blocks = append(blocks, report.Heading(phrase.Count(len(record.Replacements), "case")+" replaced or not used since the draw"), t)
	}
	at := func(times []string, i int) string {
		if time := Time(times, i); time != "" {
			return " on " + When(time)
		}
		return ""
	}
	for i, e := range record.Extensions {
		say(fmt.Sprintf("%s: the sample was extended by %s to %d%s.", group(e.Group), phrase.Count(len(e.Added), "case"),
			e.Size, at(record.Times.Extended, i)))
	}
	for i, a := range record.Assignments {
		cases, kept := len(a.Cases), len(a.Kept)
		text := fmt.Sprintf("%s were shared out to %s", phrase.Count(cases, "case"), phrase.Count(len(a.Readers), "reader"))
		if kept > 0 {
			text = fmt.Sprintf("%d of %s were shared out anew and %d stayed with who had them", cases-kept,
				phrase.Count(cases, "case"), kept)
		}
		if a.Days > 0 && kept == 0 {
			text += " over " + phrase.Count(a.Days, "day")
		}
		text += at(record.Times.Assigned, i) + " with the seed " + a.Seed + "."
		if barred := a.Barred(); barred > 0 {
			text += fmt.Sprintf(" %s may not read some cases. The record says which. That cannot be checked against the list, as the table of readers is not kept.",
				phrase.Count(barred, "reader"))
		}
		say(text + phrase.Either(i+1 < len(record.Assignments), " Later they were shared out again.", ""))
	}
	for i, x := range record.Rereads {
		say(fmt.Sprintf("%s of %d%s were drawn to be read twice%s with the seed %s.%s", phrase.Count(len(x.Cases), "case"), x.Size(),
			phrase.Either(x.Only != "", " with an answer of no", ""), at(record.Times.Reread, i), x.Seed,
			phrase.Either(i+1 < len(record.Rereads), " Later others were drawn.", "")))
	}
	if !v.Verified {
		return blocks
	}
	if record.Commitment != "" {
		say(Committed(record.Commitment) + " Compare the line with what was published before there was a seed:")
		blocks = append(blocks, report.Commands{record.Commitment})
	} else {
		say(NoCommitment)
	}
	advice := "Publish the record's last seal each time the record changes: if somebody took the latest entries away, only a seal published since they were made would show it."
	if !record.TimesSealed() {
		advice = "Note the record's last seal each time it changes, but do not publish it: a record of this older version has no secret in its seals, so that whoever knows what the list may say finds its cases by trying."
	}
	say(advice)
	return append(blocks, LastSeal(record.LastSeal())...)
}

// NoCommitment says what a record without a commitment cannot show.
const NoCommitment = "The record has no commitment from before the draw, so it cannot show that no other seed was tried first."

// LastSeal is the last seal of a record, on a line of its own.
func LastSeal(seal string) []report.Block {
	return []report.Block{report.Paragraph("The record's last seal, a fingerprint of all its entries:"), report.Commands{seal}}
}

// Time is when an entry of a record was made; "" in an older record, which does not say.
func Time(times []string, i int) string {
	if i < len(times) {
		return times[i]
	}
	return ""
}

// became is what became of a case that could not be used, in words.
func became(r sample.Replacement) string {
	switch {
	case r.Policy == sample.CountFailed:
		return "stays, and counts as not met"
	case r.By != "":
		return r.By + " took its place"
	}
	return "left the sample"
}

// DrawnText says when a sample was drawn, how many of its cases were added later, and how many of all left it.
func DrawnText(drawn string, cases, added, left int, timesSealed bool) string {
	text := fmt.Sprintf("Drawn on %s: %s, of which %s the sample since.", When(drawn), phrase.Count(cases, "case"), leftOf(left))
	if added > 0 {
		text = fmt.Sprintf("Drawn on %s: %s, and %d added later. Of the %d, %s the sample since.", When(drawn),
			phrase.Count(cases-added, "case"), added, cases, leftOf(left))
	}
	if !timesSealed {
		text += " Times are in no seal of this record, of an older version: they may have been written later."
	}
	return text
}

// leftOf says how many left, with the verb.
func leftOf(left int) string {
	return phrase.Either(left == 0, "none left", fmt.Sprintf("%d left", left))
}

// Committed says what a commitment holds.
func Committed(line string) string {
	c, err := sample.ParseCommitment(line)
	if err != nil {
		return "The commitment cannot be read."
	}
	return fmt.Sprintf("Committed on %s, as the line says, to this list and design; seed from %s.", Day(c.Date), c.Source) +
		phrase.Either(c.Keyed, " The line has a secret key in it, so that no list can be found by trying.", "")
}

// DifferencesTable has the answer and every difference, for a spreadsheet: a row each,
// or one row where there is none.
func DifferencesTable(verified bool, differences []sample.Difference) report.Table {
	t := report.Table{Columns: report.Columns("verified", "where", "case", "row", "recorded", "found", "message", "follows")}
	for _, x := range differences {
		t.Add(false, x.Where, x.Case, KnownOr(x.Row, ""), x.Recorded, x.Found, x.Message, x.Follows)
	}
	if verified {
		t.Add(true)
	}
	return t
}

// Differences say first how the list changed, then what else differs or follows from
// that.
func Differences(differences []sample.Difference) []report.Block {
	var list report.List
	rows := map[string][]string{} // cases by what became of them
	edited := false
	var others report.List
	for _, x := range differences {
		switch {
		case x.Where == "frame.rows":
			became := becameOf(x)
			name := x.Case
			if x.Row > 0 {
				name += fmt.Sprintf(" (row %d)", x.Row)
			}
			rows[became] = append(rows[became], name)
		case x.Where == "frame":
			list = append(list, Capital(x.Message)+".")
		default:
			edited = edited || x.Where == "seal"
			others = append(others, Capital(x.Message)+".")
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
	if n := len(others); n > 0 {
		if list != nil {
			blocks = append(blocks, report.Paragraph("With the list as it is now, the draw is not the recorded one:"))
		}
		blocks = append(blocks, others[:min(n, mostDifferences)])
		if n > mostDifferences {
			blocks = append(blocks, report.Paragraph(fmt.Sprintf("These are the first %d of %d; as CSV or JSON the result has all.", mostDifferences, n)))
		}
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
