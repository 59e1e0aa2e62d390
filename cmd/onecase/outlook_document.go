package main

import (
	"fmt"
	"strings"

	"onecase/cmd/onecase/internal/report"
	"onecase/discretion/predict"
)

const outlookTitle = "What the sample may be expected to show, if what is assumed is true"

// outlookDocument says what outlook found: the groups with their figures, then
// the overall rating, the standards and the questions.
func outlookDocument(o *predict.Outlook, format string, figures []report.Block, explain bool) report.Document {
	w := outlookWords{o}
	d := report.Document{Title: outlookTitle, Warnings: o.Warnings}
	d.Add(inShort(format, w.findings())...)
	d.Add(report.Paragraph(w.summary()), w.groups())
	d.Add(figures...)
	if o.Overall.Chances != nil {
		d.Add(report.Heading("Overall rating"), w.overall())
	}
	d.Add(report.Heading("Standards"), w.standards(), report.Heading("Key questions"), w.questions())
	if o.Wanted > 0 {
		d.Add(report.Heading(fmt.Sprintf("Cases for the right band with a chance of %s", percentText(o.Wanted))), w.wanted())
	}
	if explain {
		d.Add(report.Heading("Working"), w.working())
	}
	return d
}

// outlookWords puts an outlook in words.
type outlookWords struct{ o *predict.Outlook }

// findings are what someone who plans an inspection would look for first.
func (w outlookWords) findings() report.Findings {
	var l report.Findings
	if all := w.o.Overall; all.Right != nil {
		l = append(l, fmt.Sprintf("The overall rating comes out as %s, as reading every case would have it, with a chance of %s.", w.name(all.True), probability(*all.Right)))
	}
	var hardest, open *predict.StandardOutlook
	for i := range w.o.Standards {
		st := &w.o.Standards[i]
		if st.Right != nil && (hardest == nil || *st.Right < *hardest.Right) {
			hardest = st
		}
		if st.Flagged != nil && (open == nil || *st.Flagged > *open.Flagged) {
			open = st
		}
	}
	if hardest != nil {
		l = append(l, fmt.Sprintf("Hardest to get right: %s. It comes out as %s, as reading every case would have it, with a chance of %s.", hardest.ID, w.name(hardest.True), probability(*hardest.Right)))
	}
	if open != nil {
		l = append(l, fmt.Sprintf("Most often open to discretion: %s, with a chance of %s.", open.ID, probability(*open.Flagged)))
	}
	return l
}

// name gives the name of a rating, or a dash.
func (w outlookWords) name(rating string) string {
	return ratingName(w.o.Plan.Rules, rating, "-")
}

func (w outlookWords) summary() string {
	o := w.o
	s := []string{fmt.Sprintf("Rules %s.", o.Plan.Rules.ID)}
	if o.Plan.Cases != nil {
		s = append(s, "Samples are drawn from cases like those of the earlier inspection, so that questions move together as they did there.")
	} else {
		s = append(s, "Questions are taken as independent.")
	}
	if o.Agreement > 0 {
		s = append(s, fmt.Sprintf("An answer is found as it truly is with a chance of %s.", percentText(o.Agreement)))
	}
	s = append(s, "Questions are exact.")
	if o.Replicates > 0 {
		s = append(s, fmt.Sprintf("What is flagged, and what is marked simulated, comes from %d samples, seed %q, with a standard error of at most %.2f points.",
			o.Replicates, o.Seed, 100*o.MonteCarloError))
	}
	if why := o.Overall.Why; why != "" && o.Plan.Rules.Scoring != nil {
		s = append(s, fmt.Sprintf("There is no overall rating: %s.", why))
	}
	return strings.Join(s, " ")
}

func (w outlookWords) groups() report.Table {
	t := report.Table{Columns: report.Columns("Group", ">Eligible", ">To read")}
	for _, g := range w.o.Plan.Rules.Groups {
		size := w.o.Plan.Groups[g.ID]
		eligible := "many"
		if size.Population > 0 {
			eligible = fmt.Sprint(size.Population)
		}
		t.Rows = append(t.Rows, []string{g.ID, eligible, fmt.Sprint(size.Sample)})
	}
	return t
}

// chances fills the cells of the ratings and marks the true one.
func (w outlookWords) chances(chances []float64, truly string) []string {
	var cells []string
	for i, rating := range w.o.Plan.Rules.Ratings {
		switch {
		case chances == nil:
			cells = append(cells, "-")
		case rating.ID == truly:
			cells = append(cells, "*"+probability(chances[i]))
		default:
			cells = append(cells, probability(chances[i]))
		}
	}
	return cells
}

func (w outlookWords) ratingColumns(before []string, after ...string) []report.Column {
	names := before
	for _, rating := range w.o.Plan.Rules.Ratings {
		names = append(names, ">"+rating.Name)
	}
	return report.Columns(append(names, after...)...)
}

const trueNote = "*: the rating that reading every case would give."

func (w outlookWords) overall() report.Table {
	return report.Table{
		Columns: w.ratingColumns(nil, "Found by"),
		Rows:    [][]string{append(w.chances(w.o.Overall.Chances, w.o.Overall.True), string(w.o.Overall.Basis))},
		Notes:   []string{trueNote},
	}
}

func (w outlookWords) standards() report.Table {
	after, notes := []string{">Lowest off by", ">Score off by"}, []string{trueNote}
	flags := len(w.o.Plan.Rules.Criteria) > 0
	if flags {
		after = append([]string{">Flagged"}, after...)
		notes = append(notes, "Flagged: the chance that a published criterion opens the rating to discretion.")
	}
	t := report.Table{Columns: w.ratingColumns([]string{"Standard"}, after...),
		Notes: append(notes, "Off by: how far the lowest percentage and the score are off on average, given that the standard can be rated; the lowest of several questions comes out too low.")}
	for _, st := range w.o.Standards {
		row := append([]string{st.ID}, w.chances(st.Chances, st.True)...)
		bias, score := "", ""
		if flags {
			flagged := ""
			if st.Flagged != nil {
				flagged = probability(*st.Flagged)
			}
			row = append(row, flagged)
		}
		if st.Bias != nil {
			bias = signed(100**st.Bias, 1)
		}
		if st.ScoreBias != nil {
			score = signed(*st.ScoreBias, 2)
		}
		t.Rows = append(t.Rows, append(row, bias, score))
	}
	return t
}

func (w outlookWords) questions() report.Table {
	t := report.Table{Columns: report.Columns("Question", ">Rate", ">Cases", "True band", ">Right band", ">One case away", "Cannot be")}
	none := false
	for _, q := range w.o.Questions {
		if q.Chances == nil {
			continue
		}
		var cannot []string
		for _, id := range q.Unreachable {
			cannot = append(cannot, w.name(id))
		}
		right := "-"
		if q.Right != nil {
			right = probability(*q.Right)
		}
		if q.None >= 0.0005 {
			none = true
			right += "†"
		}
		t.Rows = append(t.Rows, []string{q.Question.ID, shortPercent(q.Rate), fmt.Sprintf("%.1f", q.ExpectedOf), w.name(q.True), right,
			probability(q.OneCaseSwing), strings.Join(cannot, ", ")})
	}
	t.Notes = append(t.Notes, "Cases: how many of the sample the question may be expected to apply to. One case away: the chance that one judgement would move it to another band. Cannot be: bands that no count out of that many cases falls in.")
	if none {
		t.Notes = append(t.Notes, "†: there is a chance of 0.05% or more that it applies to no case of the sample.")
	}
	return t
}

func (w outlookWords) wanted() report.Table {
	t := report.Table{Columns: report.Columns("Of", ">First reached at", ">Holds from"),
		Notes: []string{"Cases of the group to read. The chance does not rise evenly; from the second number on it holds for every larger one."}}
	row := func(id string, size *predict.WantedSize) {
		if size == nil {
			return
		}
		cell := func(n *int) string {
			if n == nil {
				return "not reached"
			}
			return fmt.Sprint(*n)
		}
		t.Rows = append(t.Rows, []string{id, cell(size.First), cell(size.Stable)})
	}
	for _, q := range w.o.Questions {
		row(q.Question.ID, q.Wanted)
	}
	for _, st := range w.o.Standards {
		row(st.ID, st.Wanted)
	}
	return t
}
