package main

import (
	"strconv"

	"onecase/cmd/onecase/internal/report"
	"onecase/discretion/predict"
	"onecase/discretion/rules"
	"onecase/stats"
)

// unlessEmpty is text for JSON: null where it is not known.
func unlessEmpty[T ~string](text T) *T {
	if text == "" {
		return nil
	}
	return &text
}

// unlessZero is a number for JSON: null where 0 says that it is not known.
func unlessZero(n int) *int {
	if n == 0 {
		return nil
	}
	return &n
}

// notNull is a copy of a slice that is never null in JSON.
func notNull[T any](s []T) []T { return append([]T{}, s...) }

// populationOrNull is a population for JSON.
func populationOrNull(population int) *int {
	if population == stats.Infinite {
		return nil
	}
	return &population
}

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

// A leftOutResult is what a comparison or a pool leaves out, and why.
type leftOutResult struct {
	ID  string `json:"id"`
	Why string `json:"why"`
}
