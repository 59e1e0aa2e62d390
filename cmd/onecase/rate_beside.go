package main

import (
	"slices"

	"onecase/cmd/onecase/internal/show"
	"onecase/discretion"
)

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
func (o *rateOptions) besides(c *call, ins *discretion.Inspection, options discretion.Options) (b show.Besides, err error) {
	if o.leaveOut != "" {
		if b.Without, err = discretion.LeaveOut(ins, options); err != nil {
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
	b.Unread, err = discretion.NonResponseOf(ins, options, assumed)
	return b, err
}

// beside adds to the JSON of rate what stands beside the ratings.
func (r *rateResult) beside(b show.Besides) {
	if n := b.Unread; n != nil {
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

func beforeStandard(st discretion.StandardAssessment) rateBeforeStandard {
	return rateBeforeStandard{st.ID, st.Rating, st.Computed}
}
