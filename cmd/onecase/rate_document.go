package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"onecase/cmd/onecase/internal/report"
	"onecase/discretion"
)

// rateDocument says what rate found: the ratings first, then what is open to
// discretion and what would change the overall rating, then the questions.
func rateDocument(a, before *discretion.Assessment, changes []change, format string, explain bool) report.Document {
	w := rateWords{a: a}
	d := report.Document{Title: w.title(), Warnings: a.Warnings}
	d.Add(inShort(format, w.findings())...)
	if before != nil {
		d.Add(report.Paragraph(w.changed(before, changes)), w.beforeAfter(before))
	}
	if format == "csv" {
		d.Add(w.standardCells(), w.questionCells())
		return d
	}
	d.Add(report.Paragraph(w.summary()))
	if len(a.Inspection.Rules.Bands) > 0 {
		d.Add(w.standards())
	}
	d.Add(figureBlocks(format, distanceFigures(a))...)
	if open := w.open(); len(open) > 0 {
		d.Add(report.Heading("Open to professional discretion"), open)
	} else if len(a.Inspection.Rules.Criteria) > 0 {
		d.Add(report.Heading("Open to professional discretion"), report.Paragraph("No standard: none of the published criteria is met."))
	}
	if decisions := w.decisions(); len(decisions) > 0 {
		d.Add(report.Heading("Decided by the panel"), decisions)
	}
	if a.Inspection.Rules.Scoring != nil {
		d.Add(report.Heading("What would change the overall rating"), w.overall())
	}
	if p := a.Published; p != nil {
		d.Add(report.Heading("Compared with what was published"), w.published(p))
	}
	d.Add(report.Heading("Key questions"))
	d.Add(w.questions())
	d.Add(figureBlocks(format, questionFigures(a))...)
	if explain {
		d.Add(report.Heading("Working"), rateWorking(a))
	}
	return d
}

// rateWords puts an assessment in words.
type rateWords struct{ a *discretion.Assessment }

// name gives the name of a rating.
func (w rateWords) name(rating string) string {
	rules := w.a.Inspection.Rules
	if at, ok := rules.RatingIndex(rating); ok {
		return rules.Ratings[at].Name
	}
	return "not rated"
}

func (w rateWords) title() string {
	ins := w.a.Inspection
	service := ins.Service
	if service == "" {
		service = cmp.Or(ins.Rules.Name, ins.Rules.ID)
	}
	switch {
	case w.a.Overall != "":
		return fmt.Sprintf("%s: %s, %d of %d", service, w.name(w.a.Overall), *w.a.Score, *w.a.Maximum)
	case len(ins.Rules.Bands) == 0:
		return service + ": findings, without ratings"
	}
	return service + ": ratings"
}

func (w rateWords) summary() string {
	a := w.a
	var s []string
	switch {
	case a.ScoreComputed != nil && a.Score != nil && *a.ScoreComputed != *a.Score:
		s = append(s, fmt.Sprintf("The judgements alone make %d, %s; with what the panel decided, %d, %s.",
			*a.ScoreComputed, w.name(a.OverallComputed), *a.Score, w.name(a.Overall)))
	case a.Overall == "" && a.Inspection.Rules.Scoring != nil:
		s = append(s, fmt.Sprintf("There is no overall rating: %s.", a.WhyNoOverall))
	}
	rules := a.Inspection.Rules
	note := ""
	if rules.Note != "" {
		note = ": " + strings.TrimSuffix(rules.Note, ".")
	}
	s = append(s, fmt.Sprintf("Rules %s%s.", rules.ID, note))
	if len(rules.Bands) > 0 && a.Rounding != rules.Percent.Rounding {
		s = append(s, fmt.Sprintf("Percentages are rounded %s here.", roundingWords(a.Rounding)))
	}
	return strings.Join(s, " ")
}

func roundingWords(r discretion.Rounding) string {
	switch r {
	case discretion.HalfUp:
		return "half up"
	case discretion.HalfEven:
		return "half to even"
	case discretion.Down:
		return "down"
	}
	return "not at all"
}

// standards is the table of ratings.
func (w rateWords) standards() report.Table {
	t := report.Table{Columns: report.Columns("Standard", "Rating", "Driver", "Result", ">Up", ">Down", "Open")}
	for _, st := range w.a.Standards {
		row := []string{st.ID, w.rating(st), "", "", "", "", ""}
		switch {
		case st.Judged && st.Rating == "":
			row[2] = "to be judged"
		case st.Judged:
			row[2] = "judged"
		}
		if len(st.Drivers) > 0 {
			row[2], row[3] = w.drivers(st), w.driverResult(st)
			row[4], row[5] = spanText(st.Up != nil, fewestOf(st.Up), mostOf(st.Up)), spanText(st.Down != nil, fewestOf(st.Down), mostOf(st.Down))
			row[6] = "no"
			if st.Open {
				row[6] = "yes"
			}
		}
		t.Rows = append(t.Rows, row)
	}
	t.Notes = append(t.Notes, "Driver: the key question with the lowest percentage, which sets the rating. Up and down: the fewest cases that would have to be judged differently for a better or a worse rating; two numbers where totals leave it open. Open: to professional discretion.")
	return t
}

func (w rateWords) rating(st discretion.StandardAssessment) string {
	text := w.name(st.Rating)
	if st.Decision != nil && st.Computed != st.Rating {
		text += " (decided)"
	}
	return text
}

// short is a question's id without its standard's.
func short(question, standard string) string {
	return strings.TrimPrefix(question, standard+".")
}

func (w rateWords) drivers(st discretion.StandardAssessment) string {
	var names []string
	for _, d := range st.Drivers {
		names = append(names, short(d, st.ID))
	}
	return strings.Join(names, ", ")
}

func (w rateWords) driverResult(st discretion.StandardAssessment) string {
	for _, q := range st.Results {
		if q.Question.ID == st.Drivers[0] {
			return rateCount(q)
		}
	}
	return ""
}

// rateCount is a question's result: 41% (16/39), or 16/39 where nothing is
// banded as a percentage.
func rateCount(q discretion.QuestionAssessment) string {
	counts := ""
	switch q.Known {
	case discretion.NoResult:
		return "no result"
	case discretion.NoCase:
		return "no case"
	case discretion.PercentOnly:
		counts = "of ?"
	case discretion.Nearest:
		counts = fmt.Sprintf("?/%d", q.Of)
	default:
		counts = fmt.Sprintf("%d/%d", q.Yes, q.Of)
	}
	if q.Figure == nil {
		return counts
	}
	return fmt.Sprintf("%s (%s)", shortPercent(*q.Figure/100), counts)
}

func fewestOf(s *discretion.Swing) *int {
	if s == nil {
		return nil
	}
	return s.Fewest
}

func mostOf(s *discretion.Swing) *int {
	if s == nil {
		return nil
	}
	return s.Most
}

// spanText writes bounds on a number of cases: 2, 3-5, "none" where there is no
// rating that way, "?" where it is not known.
func spanText(there bool, fewest, most *int) string {
	switch {
	case !there:
		return "none"
	case fewest == nil:
		return "?"
	case most == nil:
		return fmt.Sprintf("%d or more", *fewest)
	case *fewest == *most:
		return fmt.Sprint(*fewest)
	}
	return fmt.Sprintf("%d-%d", *fewest, *most)
}

// open lists the standards that a criterion opens to discretion, and why.
func (w rateWords) open() report.List {
	var l report.List
	for _, st := range w.a.Standards {
		if !st.Open {
			continue
		}
		var why []string
		for _, f := range st.Flags {
			if f.Fires == nil || !*f.Fires {
				continue
			}
			why = append(why, criterionWords(f))
		}
		text := fmt.Sprintf("%s (%s on %s): %s.", st.ID, w.name(st.Computed), w.drivers(st), strings.Join(why, "; "))
		if up := st.Up; up != nil && len(up.BlockedBy) > 0 {
			var held []string
			for _, q := range up.BlockedBy {
				held = append(held, short(q, st.ID))
			}
			text += fmt.Sprintf(" To reach %s, %s has to rise too.", w.name(up.To), strings.Join(held, " and "))
		}
		if weigh := st.Weigh; weigh != nil {
			text += " To weigh: " + w.weighWords(weigh) + "."
		}
		l = append(l, text)
	}
	return l
}

func criterionWords(f discretion.Flag) string {
	switch f.Criterion {
	case discretion.SmallSample:
		return "small sample, " + f.Detail
	case discretion.NearBoundary:
		return "near a boundary, " + f.Detail
	}
	return f.Detail
}

// weighWords says what a panel is told to weigh.
func (w rateWords) weighWords(weigh *discretion.Weigh) string {
	var s []string
	if weigh.SmallestSample != nil {
		s = append(s, fmt.Sprintf("the smallest sub-sample has %s", countOf(*weigh.SmallestSample, "case")))
	}
	s = append(s, fmt.Sprintf("its questions lie %s apart", countOf(int(weigh.Points+0.5), "point")))
	if len(weigh.Bands) > 1 {
		var names []string
		for _, b := range weigh.Bands {
			names = append(names, w.name(b))
		}
		s = append(s, "in the bands "+strings.Join(names, ", "))
	} else {
		s = append(s, "in one band")
	}
	return strings.Join(s, ", ")
}

// countOf is a number of things in words.
func countOf(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}

// decisions lists what the panel decided.
func (w rateWords) decisions() report.List {
	var l report.List
	for _, st := range w.a.Standards {
		if d := st.Decision; d != nil {
			computed := "not rated"
			if st.Computed != "" {
				computed = w.name(st.Computed)
			}
			l = append(l, fmt.Sprintf("%s: %s, computed as %s. Reason: %s", st.ID, w.name(d.To), computed, d.Reason))
		}
	}
	return l
}

// overall lists what would change the overall rating.
func (w rateWords) overall() report.List {
	a := w.a
	if a.Overall == "" {
		return report.List{fmt.Sprintf("There is no overall rating: %s.", a.WhyNoOverall)}
	}
	var l report.List
	if a.Up == nil {
		l = append(l, "Up: there is no better rating.")
	} else {
		l = append(l, "Up: "+w.overallSwing(a.Up, "more"))
	}
	if a.Down == nil {
		l = append(l, "Down: there is no worse rating.")
	} else {
		l = append(l, "Down: "+w.overallSwing(a.Down, "fewer"))
	}
	return l
}

func (w rateWords) overallSwing(s *discretion.OverallSwing, direction string) string {
	head := fmt.Sprintf("%s %s would be %s", countOf(s.Points, "point"), direction, w.name(s.To))
	if !s.Reachable {
		return head + ". No number of cases can do it: judged standards and those the panel decided are held."
	}
	need := countOf(*s.Fewest, "case")
	if *s.Most > *s.Fewest {
		need = fmt.Sprintf("%d to %d cases", *s.Fewest, *s.Most)
	}
	text := fmt.Sprintf("%s. It takes %s judged differently", head, need)
	const shown = 6
	var routes []string
	for i, r := range s.Routes {
		if i == shown {
			routes = append(routes, fmt.Sprintf("%d other ways", len(s.Routes)-shown))
			break
		}
		var steps []string
		for _, step := range r {
			steps = append(steps, w.stepText(step))
		}
		routes = append(routes, strings.Join(steps, " with "))
	}
	if len(routes) > 0 {
		text += ": " + strings.Join(routes, ", or ")
	}
	if len(s.Cases) > 0 {
		text += ". For the first, cases " + strings.Join(s.Cases, ", ")
	}
	return text + "."
}

// stepText writes one standard's part in a route, with the cases it takes.
func (w rateWords) stepText(step discretion.RouteStep) string {
	least := ""
	if step.Most > step.Cases {
		least = "at least "
	}
	return fmt.Sprintf("%s to %s (%s%d)", step.Standard, w.name(step.To), least, step.Cases)
}

func (w rateWords) published(p *discretion.Comparison) report.Block {
	if p.Agrees {
		return report.Paragraph("Every rating given agrees.")
	}
	t := report.Table{Columns: report.Columns("Of", "Published", "Here")}
	show := func(of, text string) string {
		switch {
		case text == "":
			return "none"
		case of == "score":
			return text
		}
		return w.name(text)
	}
	for _, d := range p.Differences {
		t.Rows = append(t.Rows, []string{d.Of, show(d.Of, d.Published), show(d.Of, d.Here)})
	}
	return t
}

// questions is the table of key questions.
func (w rateWords) questions() report.Table {
	rated := len(w.a.Inspection.Rules.Bands) > 0
	names := []string{"Question", "Result", ">" + percentText(w.a.Confidence) + " limits"}
	if rated {
		names = append(names, "Band", ">Up", ">Down")
	}
	t := report.Table{Columns: report.Columns(names...)}
	unreachable := false
	for _, st := range w.a.Standards {
		if !hasResult(st) {
			continue
		}
		for _, q := range st.Results {
			row := []string{q.Question.ID, rateCount(q), limitsText(q)}
			if rated {
				band := ""
				if q.Band != "" {
					band = w.name(q.Band)
				}
				if len(q.Unreachable) > 0 {
					band, unreachable = band+" *", true
				}
				row = append(row, band, unknownAs(q.Up, "-"), unknownAs(q.Down, "-"))
			}
			t.Rows = append(t.Rows, row)
		}
	}
	if rated {
		t.Notes = append(t.Notes, "Up and down: judgements on the question that would have to differ for it to leave its band.")
	}
	t.Notes = append(t.Notes, w.limitsNote())
	if unreachable {
		t.Notes = append(t.Notes, "* "+w.unreachableWords())
	}
	return t
}

// hasResult tells whether any question of a standard has a result.
func hasResult(st discretion.StandardAssessment) bool {
	return slices.ContainsFunc(st.Results, func(q discretion.QuestionAssessment) bool {
		return q.Known != discretion.NoResult
	})
}

// unreachableWords names the bands that no count can reach.
func (w rateWords) unreachableWords() string {
	var parts []string
	seen := map[int]bool{}
	for _, st := range w.a.Standards {
		for _, q := range st.Results {
			if len(q.Unreachable) == 0 || seen[q.Of] {
				continue
			}
			seen[q.Of] = true
			var names []string
			for _, b := range q.Unreachable {
				names = append(names, w.name(b))
			}
			parts = append(parts, fmt.Sprintf("no count of %s gives %s", countOf(q.Of, "case"), strings.Join(names, " or ")))
		}
	}
	return strings.Join(parts, "; ") + "."
}

// limitsNote says for which populations the limits hold.
func (w rateWords) limitsNote() string {
	given, atMost, unknown := false, false, false
	for _, st := range w.a.Standards {
		for _, q := range st.Results {
			if q.Low != nil {
				given = given || q.PopulationSource == discretion.PopulationGiven
				atMost = atMost || q.PopulationSource == discretion.PopulationAtMost
				unknown = unknown || q.PopulationSource == discretion.PopulationUnknown
			}
		}
	}
	var s []string
	if given {
		s = append(s, "for the population given with the question")
	}
	if atMost {
		s = append(s, "for every number of unread cases that a question can apply to")
	}
	if unknown {
		s = append(s, "for a population without limit, where its size is not known (--population gives it)")
	}
	return "Limits: " + strings.Join(s, "; ") + "."
}

func limitsText(q discretion.QuestionAssessment) string {
	if q.Low == nil {
		return ""
	}
	return fmt.Sprintf("%.0f-%.0f%%", 100**q.Low, 100**q.High)
}

// changed says what a what-if changed.
func (w rateWords) changed(before *discretion.Assessment, changes []change) string {
	var parts []string
	for _, c := range changes {
		if c.Case != nil {
			parts = append(parts, fmt.Sprintf("case %s on %s from %s to %s", *c.Case, c.Question, c.From, c.To))
		} else {
			parts = append(parts, fmt.Sprintf("%s from %s to %s", c.Question, c.From, c.To))
		}
	}
	return "What if: " + strings.Join(parts, "; ") + ". Below is the result with the change."
}

// beforeAfter sets the ratings that a what-if changes side by side.
func (w rateWords) beforeAfter(before *discretion.Assessment) report.Block {
	t := report.Table{Columns: report.Columns("", "Before", "After")}
	for i, st := range w.a.Standards {
		if was := before.Standards[i]; was.Rating != st.Rating || was.Computed != st.Computed {
			t.Rows = append(t.Rows, []string{st.ID, w.rating(was), w.rating(st)})
		}
	}
	if len(t.Rows) == 0 {
		return report.Paragraph("No rating changes.")
	}
	if before.Score != nil && w.a.Score != nil {
		t.Rows = append(t.Rows,
			[]string{"score", fmt.Sprint(*before.Score), fmt.Sprint(*w.a.Score)},
			[]string{"overall", w.name(before.Overall), w.name(w.a.Overall)})
	}
	return t
}
