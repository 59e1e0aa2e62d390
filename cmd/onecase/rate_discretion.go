package main

import (
	"fmt"
	"strings"

	"onecase/cmd/onecase/internal/report"
	"onecase/discretion"
	"onecase/discretion/rules"
	"onecase/stats/phrase"
)

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
	case rules.SmallSample:
		return "small sample, " + f.Detail
	case rules.NearBoundary:
		return "near a boundary, " + f.Detail
	}
	return f.Detail
}

// weighWords says what a panel is told to weigh.
func (w rateWords) weighWords(weigh *discretion.Weigh) string {
	var s []string
	if weigh.SmallestSample != nil {
		s = append(s, fmt.Sprintf("the smallest sub-sample has %s", phrase.Count(*weigh.SmallestSample, "case")))
	}
	s = append(s, fmt.Sprintf("its questions lie %s apart", phrase.Count(int(weigh.Points+0.5), "point")))
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
	head := fmt.Sprintf("%s %s would be %s", phrase.Count(s.Points, "point"), direction, w.name(s.To))
	if !s.Reachable {
		return head + ". No number of cases can do it: judged standards and those the panel decided are held."
	}
	need := phrase.Count(*s.Fewest, "case")
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
	if p.Agrees != nil && *p.Agrees {
		return report.Paragraph("Every rating given agrees.")
	}
	t := report.Table{Columns: report.Columns("Of", "Published", "Here")}
	show := func(of, text string) string {
		switch {
		case text == "":
			return "not known"
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
