package main

import (
	"fmt"

	"onecase/cmd/onecase/internal/figure"
	"onecase/cmd/onecase/internal/show"
	"onecase/stats"
	"onecase/stats/phrase"
)

// intervalFigures set the limits of the methods side by side.
func intervalFigures(r intervalResult) []figure.Drawing {
	var group figure.Group[figure.Limit]
	for _, i := range r.Intervals {
		group.Rows = append(group.Rows, figure.Limit{Name: string(i.Method), Share: r.estimate(),
			Low: i.Low, High: i.High, Strong: i.Guaranteed})
	}
	return []figure.Drawing{figure.Limits(r.document().Title, []figure.Group[figure.Limit]{group}, r.Confidence,
		"estimate, with limits that hold the truth as often as promised")}
}

// findings say in a sentence what the first method's limits mean.
func (r intervalResult) findings() (l show.Sentences) {
	i := r.Intervals[0]
	between := fmt.Sprintf("%s and %s of all", show.PercentTenths(i.Low), show.PercentTenths(i.High))
	if i.LowCount != nil && r.Population != stats.Infinite {
		between = fmt.Sprintf("%d and %d of all %d", *i.LowCount, *i.HighCount, r.Population)
	}
	l.Say("Between %s cases are %s, at %s confidence, by %s limits.", between,
		phrase.Either(r.Corrected != nil, "truly yes", "yes"), show.Percent(r.Confidence), i.Method)
	return l
}
