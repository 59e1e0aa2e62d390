package main

import (
	"math"

	"onecase/sample"
	"onecase/stats"
)

// An assignResult is what assign prints as JSON.
type assignResult struct {
	Record      string          `json:"record"` // it is rewritten
	Seed        string          `json:"seed"`
	Algorithm   string          `json:"algorithm"`         // `onecase-assign-1`
	Days        int             `json:"days" null:"zero"`  // null: the cases are not spread over days
	Dates       []string        `json:"dates"`             // of the days, as 2026-12-07; none where they are not stated
	Kept        []string        `json:"kept"`              // cases that stayed with who had them, with `--so-far`
	Grid        string          `json:"grid" null:"zero"`  // the filled grid that has the new readers, days and order; null where none was named
	GridNew     []string        `json:"grid_new"`          // cases that it had no row for, and has one now
	Readers     []assignReader  `json:"readers"`           // a pair once, under its first reader
	Chance      float64         `json:"chance" null:"nan"` // of each pile for every case, before there was a seed; null: not known, as readers differ in capacity, days or bars
	Piles       []assignShare   `json:"piles"`
	LargestDiff float64         `json:"largest_difference"` // of a pile from its share of a category, in cases
	Warnings    []stats.Warning `json:"warnings"`
}

// An assignReader is a reader's pile.
type assignReader struct {
	Reader   string      `json:"reader"`
	With     string      `json:"with" null:"zero"`     // who reads them with him
	Capacity int         `json:"capacity" null:"zero"` // the most cases; null: not stated
	Gone     bool        `json:"gone"`                 // reads no more than what was kept
	Cases    []string    `json:"cases"`                // ids, in the order of reading
	Days     []assignDay `json:"days"`                 // those with cases; none without `--days`
}

type assignDay struct {
	Day   int      `json:"day"` // from 1
	Cases []string `json:"cases"`
}

// An assignShare is what a pile has of a category.
type assignShare struct {
	Reader     string  `json:"reader"`
	Category   string  `json:"category"`   // a group, or a category of a matching variable, in a group or over all
	Cases      int     `json:"cases"`      // of the pile
	Share      float64 `json:"share"`      // what the pile's part of the sample comes to
	Difference float64 `json:"difference"` // in cases
}

func assignResultOf(record string, a *sample.Assignment, warnings []stats.Warning) assignResult {
	r := assignResult{Record: record, Seed: a.Seed, Algorithm: a.Algorithm, Days: a.Days, Dates: a.Dates, Kept: a.Kept,
		Chance: math.NaN(), LargestDiff: a.Largest, Warnings: warnings}
	if chance, known := a.Chance(); known {
		r.Chance = chance
	}
	for _, p := range a.Piles {
		r.Piles = append(r.Piles, assignShare{p.Reader, p.Category, p.Cases, p.Share, float64(p.Cases) - p.Share})
	}
	for _, pile := range a.ByReader() {
		one := assignReader{Reader: pile.Reader.Name, With: pile.Reader.Pair, Capacity: pile.Most,
			Gone: pile.Reader.Gone}
		for _, c := range pile.Cases {
			one.Cases = append(one.Cases, c.Case)
			if c.Day == 0 {
				continue
			}
			if n := len(one.Days); n == 0 || one.Days[n-1].Day != c.Day {
				one.Days = append(one.Days, assignDay{Day: c.Day})
			}
			day := &one.Days[len(one.Days)-1]
			day.Cases = append(day.Cases, c.Case)
		}
		r.Readers = append(r.Readers, one)
	}
	return r
}
