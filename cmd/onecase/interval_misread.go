package main

import (
	"fmt"

	"onecase/cmd/onecase/internal/report"
	"onecase/cmd/onecase/internal/show"
	"onecase/stats"
)

// runMisread gives limits for the cases that are truly yes, where readers are wrong as
// often as was stated. Of several counts the least has the low limit and the most the high one.
func (o *intervalOptions) runMisread(c *call, r intervalResult, counts []int) error {
	if o.method != string(stats.Exact) {
		return c.wrong("method", o.method, "limits for misread cases are exact ones alone: leave --method out")
	}
	if err := o.misread.Misreading().Check(); err != nil {
		return c.statsError(err)
	}
	if r.Of > stats.MaxMisread {
		return fmt.Errorf("limits for misread cases are worked out for samples of up to %d cases, and %d were read", stats.MaxMisread, r.Of)
	}
	var ends [2]stats.MisreadLimits
	for end, yes := range []int{counts[0], counts[len(counts)-1]} {
		var err error
		read := stats.DrawnShare{Yes: yes, Of: r.Of, Least: r.Population, Most: r.Population}
		if ends[end], err = stats.MisreadShare(read, r.Confidence, o.misread); err != nil {
			return c.statsError(err)
		}
	}
	all := ends[0].Interval
	all.High, all.HighCount = ends[1].High, ends[1].HighCount
	corrected := (ends[0].Corrected + ends[1].Corrected) / 2
	row := intervalRow{Method: stats.Exact, limits: limitsOf(all), Guaranteed: all.Guaranteed}
	rates := o.misread.Misreading()
	if least, known := stats.MisreadCoverage(r.Of, r.Population, r.Confidence, rates); known && !o.misread.Found() {
		row.CoverageMin = &least
	}
	r.WrongYes, r.WrongNo, r.Corrected, r.Intervals = &rates.WrongYes, &rates.WrongNo, &corrected, []intervalRow{row}
	r.rates, r.Found = o.misread, ratesFoundOf(o.misread)
	r.Warnings = ends[0].Warnings
	var workings []report.Block
	if c.explain {
		workings = append(workings, report.Heading("Working"), show.MisreadWorking(ends, o.misread))
	}
	return c.showIntervals(r, workings)
}
