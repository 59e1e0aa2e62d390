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

func chancesOf(scale []rules.Rating, chance []float64) chances {
	var o chances
	for i, c := range chance {
		o = append(o, report.Member{Key: scale[i].ID, Value: c})
	}
	return o
}

func boundsOf(scale []rules.Rating, bound []predict.Bound) bounds {
	var o bounds
	for i, b := range bound {
		o = append(o, report.Member{Key: scale[i].ID, Value: b})
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

// limits are the limits of a share.
type limits struct {
	Low       float64 `json:"low"`
	High      float64 `json:"high"`
	LowCount  *int    `json:"low_count"`  // the limit as cases; null without a population, or for methods not built on counts
	HighCount *int    `json:"high_count"` // the limit as cases; null without a population, or for methods not built on counts
}

func limitsOf(i stats.Interval) limits {
	l := limits{Low: i.Low, High: i.High}
	if i.HasCounts {
		l.LowCount, l.HighCount = &i.LowCount, &i.HighCount
	}
	return l
}

// methodLimits are limits with the method that made them.
type methodLimits struct {
	limits
	Method     stats.Method `json:"method"`     // of these limits
	Guaranteed bool         `json:"guaranteed"` // they cover with the confidence whatever the true share
}

func methodLimitsOf(i stats.Interval) methodLimits {
	return methodLimits{limitsOf(i), i.Method, i.Guaranteed}
}
