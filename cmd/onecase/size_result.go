package main

import (
	"onecase/stats"
)

// sizeResult is the JSON of size by a margin, forwards, backwards and as a
// table.
type sizeResult struct {
	Confidence  float64         `json:"confidence"`
	Margin      float64         `json:"margin"`
	Proportion  float64         `json:"proportion"`
	Population  *int            `json:"population"`
	Criterion   stats.Criterion `json:"criterion"`
	Rounding    stats.Rounding  `json:"rounding"`
	Effect      float64         `json:"design_effect"`
	Response    float64         `json:"response"`
	Z           float64         `json:"z"`
	Infinite    *float64        `json:"infinite"`
	Sample      *int            `json:"sample"`
	StableFrom  *int            `json:"stable_from"`
	Achieved    *float64        `json:"achieved_margin"`
	Probability *float64        `json:"achieved_probability"`
	Steps       []stats.Step    `json:"steps"`
	Levels      []levelJSON     `json:"levels"`
	Variants    []variantJSON   `json:"variants"`
	Implied     *impliedJSON    `json:"implied"`
	Reproduced  []string        `json:"reproduced_by,omitempty"`
	Table       []sizeRow       `json:"table,omitempty"`
	Warnings    []stats.Warning `json:"warnings"`
}

type levelJSON struct {
	Confidence float64 `json:"confidence"`
	Sample     int     `json:"sample"`
}

type variantJSON struct {
	Name   string `json:"name"`
	Sample int    `json:"sample"`
}

func newSizeResult(spec stats.SizeSpec) sizeResult {
	return sizeResult{
		Confidence: spec.Confidence, Margin: spec.Margin, Proportion: spec.Proportion,
		Population: populationOrNull(spec.Population), Criterion: spec.Criterion, Rounding: spec.Rounding,
		Effect: spec.DesignEffect, Response: spec.Response, Z: stats.Z(spec.Confidence),
		Steps: []stats.Step{}, Levels: []levelJSON{}, Variants: []variantJSON{}, Warnings: []stats.Warning{},
	}
}
