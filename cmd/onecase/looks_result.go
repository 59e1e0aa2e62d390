package main

import (
	"onecase/stats"
)

// looks tell how many limits a result has, and how many of them miss the truth by design.
type looks struct {
	Limits   int          `json:"limits"`                  // pairs of limits that can miss the truth: those of what is not known for certain
	Misses   float64      `json:"expected_misses"`         // how many of them miss it on average; at most, where all are guaranteed
	Together stats.Family `json:"together" null:"zero"`    // of `--together`: `bonferroni`, `sidak` or `sidak-bonferroni`; null where each pair holds on its own
	Each     float64      `json:"confidence_of_each_pair"` // higher than `confidence` with `--together`
}

func looksOf(l stats.Looks) looks { return looks{l.Limits, l.Misses(), l.Together, l.Each} }
