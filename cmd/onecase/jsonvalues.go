package main

import (
	"strconv"

	"onecase/cmd/onecase/internal/report"
	"onecase/discretion/predict"
	"onecase/discretion/rules"
	"onecase/stats"
)

// An object whose keys are the ratings has them in their order.
type (
	chances = report.Object // the chance of each rating
	bounds  = report.Object // the least and the greatest chance of each rating
	scores  = report.Object // the chance of each score
)

func chancesOf(set *rules.Set, chance []float64) chances {
	var o chances
	for i, c := range chance {
		o = append(o, report.Member{Key: set.Ratings[i].ID, Value: c})
	}
	return o
}

func boundsOf(set *rules.Set, bound []predict.Bound) bounds {
	var o bounds
	for i, b := range bound {
		o = append(o, report.Member{Key: set.Ratings[i].ID, Value: b})
	}
	return o
}

func scoresOf(chance []predict.ScoreChance) scores {
	var o scores
	for _, s := range chance {
		o = append(o, report.Member{Key: strconv.Itoa(s.Score), Value: s.Chance})
	}
	return o
}

// limitsResult are the limits of a share.
type limitsResult struct {
	Low        float64      `json:"low"`
	High       float64      `json:"high"`
	LowCount   *int         `json:"low_count"`  // the limit as cases; null for methods not built on counts
	HighCount  *int         `json:"high_count"` // the limit as cases; null for methods not built on counts
	Method     stats.Method `json:"method"`     // of these limits
	Guaranteed bool         `json:"guaranteed"` // they cover with the confidence whatever the true share
}

func limitsResultOf(i stats.Interval) limitsResult {
	r := limitsResult{Low: i.Low, High: i.High, Method: i.Method, Guaranteed: i.Guaranteed}
	if i.HasCounts {
		r.LowCount, r.HighCount = &i.LowCount, &i.HighCount
	}
	return r
}
