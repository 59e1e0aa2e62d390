package main

import (
	"fmt"
	"slices"
	"strings"

	"onecase/cmd/onecase/internal/report"
	"onecase/discretion"
	"onecase/stats/phrase"
)

// rateBesides is what stands beside the ratings: other ratings that doubt would make.
type rateBesides struct {
	unread  *discretion.NonResponse
	without []discretion.WithoutValue
}

// rateWithout is the JSON of --leave-out for one value of the column.
type rateWithout struct {
	Value     string               `json:"value"` // the manager, team or reader
	Cases     int                  `json:"cases"` // left out
	Standards []rateBeforeStandard `json:"standards"`
	Score     *int                 `json:"score"`
	Overall   string               `json:"overall" null:"zero"`
	Changes   []string             `json:"changes"` // the standards with another rating, and `overall`
}

// rateUnread is the JSON of --unread.
type rateUnread struct {
	Cases []discretion.UnreadCase `json:"cases"` // drawn and not read
	Each  []rateUnreadRatings     `json:"each"`  // in the order asked for
}

type rateUnreadRatings struct {
	Assume    discretion.Unread    `json:"assume"` // `no`, `yes` or `like-read`
	Standards []rateBeforeStandard `json:"standards"`
	Score     *int                 `json:"score"`
	Overall   string               `json:"overall" null:"zero"`
}

// besides works out what --unread asks for.
func (o *rateOptions) besides(c *call, ins *discretion.Inspection, options discretion.Options) (b rateBesides, err error) {
	if o.leaveOut != "" {
		if b.without, err = discretion.LeaveOut(ins, options); err != nil {
			return b, c.wrong("leave-out", o.leaveOut, "%v", err)
		}
	}
	if len(o.unread) == 0 {
		return b, nil
	}
	var assumed []discretion.Unread
	for _, word := range listed(o.unread) {
		switch u := discretion.Unread(word); {
		case word == "all":
			assumed = discretion.Unreads
		case !slices.Contains(discretion.Unreads, u):
			return b, c.wrong("unread", word, "it has to be no, yes, like-read, several with commas between, or all")
		case !slices.Contains(assumed, u):
			assumed = append(assumed, u)
		}
	}
	if ins.Record == nil {
		return b, c.wrong("unread", "", "it needs --record, the record of the draw, which names the cases that were replaced or not read")
	}
	b.unread, err = discretion.NonResponseOf(ins, options, assumed)
	return b, err
}

// beside adds to the JSON of rate what stands beside the ratings.
func (r *rateResult) beside(b rateBesides) {
	if n := b.unread; n != nil {
		r.Unread = &rateUnread{Cases: n.Cases}
		for _, e := range n.Each {
			r.Unread.Each = append(r.Unread.Each,
				rateUnreadRatings{e.Assume, each(e.Assessment.Standards, beforeStandard), e.Assessment.Score, e.Assessment.Overall})
		}
	}
}

// besideWithout adds the ratings without each value.
func (r *rateResult) besideWithout(a *discretion.Assessment, without []discretion.WithoutValue) {
	for _, w := range without {
		r.Without = append(r.Without, rateWithout{w.Value, w.Cases, each(w.Assessment.Standards, beforeStandard),
			w.Assessment.Score, w.Assessment.Overall, hanging(a, w)})
	}
}

// hanging names the standards whose rating is another without a value, and "overall".
func hanging(a *discretion.Assessment, w discretion.WithoutValue) []string {
	ids := []string{}
	for i, st := range a.Standards {
		if other := w.Assessment.Standards[i]; other.Rating != st.Rating {
			ids = append(ids, st.ID)
		}
	}
	if a.Overall != w.Assessment.Overall {
		ids = append(ids, "overall")
	}
	return ids
}

// without shows the ratings without each manager, team or reader.
func (w rateWords) without(without []discretion.WithoutValue) []report.Block {
	t := report.Table{Columns: report.Columns("Without", ">Cases", "Ratings that are others then")}
	var on []string
	for _, v := range without {
		var changes []string
		for i, st := range w.a.Standards {
			if other := v.Assessment.Standards[i]; other.Rating != st.Rating {
				changes = append(changes,
					fmt.Sprintf("%s: %s, not %s", w.rules().StandardTitle(st.ID), w.name(other.Rating), w.name(st.Rating)))
			}
		}
		if v.Assessment.Overall != w.a.Overall {
			changes = append(changes, fmt.Sprintf("overall: %s, not %s", w.name(v.Assessment.Overall), w.name(w.a.Overall)))
		}
		if len(changes) > 0 {
			on = append(on, v.Value)
		}
		t.Add(v.Value, v.Cases, phrase.Either(len(changes) > 0, strings.Join(changes, "; "), "none"))
	}
	text := "No rating hangs on one of them: without the cases of any, every rating is the same."
	if len(on) > 0 {
		text = fmt.Sprintf("A rating hangs on each of these: %s.", inWords(on))
	}
	t.Notes = []string{"Each rating is that of the other cases. A rating near a boundary changes with any few cases less, so one that does here says no more of a person than that the cases count."}
	return []report.Block{report.Paragraph(text), t}
}

func beforeStandard(st discretion.StandardAssessment) rateBeforeStandard {
	return rateBeforeStandard{st.ID, st.Rating, st.Computed}
}

// unreadWords are the columns of the assumptions.
var unreadWords = map[discretion.Unread]string{discretion.UnreadNo: "If no", discretion.UnreadYes: "If yes",
	discretion.UnreadLike: "If like those read"}

// unread shows what cases that were not read could do to every rating.
func (w rateWords) unread(n *discretion.NonResponse) (blocks []report.Block) {
	if len(n.Cases) == 0 {
		return []report.Block{report.Paragraph("Every case that was drawn was read: there is none that could change a rating.")}
	}
	columns := []string{"", "As rated"}
	for _, e := range n.Each {
		columns = append(columns, unreadWords[e.Assume])
	}
	t := headedTable{Table: report.Table{Columns: report.Columns(columns...)}}
	for i, st := range w.a.Standards {
		cells, changes := []any{w.rating(st)}, false
		for _, e := range n.Each {
			other := e.Assessment.Standards[i]
			changes = changes || other.Rating != st.Rating
			cells = append(cells, w.rating(other)+phrase.Either(other.Rating != st.Rating, " *", ""))
		}
		if !st.Judged || changes {
			t.addStandard(w.rules(), st.ID, cells...)
		}
	}
	if w.a.Score != nil {
		cells := []any{fmt.Sprintf("%s, %d", w.name(w.a.Overall), *w.a.Score)}
		for _, e := range n.Each {
			text := w.name(e.Assessment.Overall)
			if e.Assessment.Score != nil {
				text += fmt.Sprintf(", %d", *e.Assessment.Score)
			}
			cells = append(cells, text+phrase.Either(e.Assessment.Overall != w.a.Overall, " *", ""))
		}
		t.add("", "Overall", cells...)
	}
	t.Notes = []string{"*: another rating than that of the cases read. The cases not read are added to those read, replacements among them: as no, or as yes, on every question of their group, " +
		"which is the worst and the best that they can do; or with the share of yes of those read."}
	names := each(n.Cases, func(c discretion.UnreadCase) string {
		return fmt.Sprintf("%s (%s)", c.Case,
			phrase.Either(c.Why == "failed", "counted as no on every question", strings.ReplaceAll(c.Why, "-", " ")))
	})
	return []report.Block{report.Paragraph(fmt.Sprintf("Drawn and not read: %s.", phrase.First(30, names, ", ", " and"))), t.Table}
}
