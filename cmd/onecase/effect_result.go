package main

// An effectResult is the largest design effect of a group's sample.
type effectResult struct {
	Most    float64 `json:"largest_effect" null:"nan"`          // largest variance of an estimate relative to simple random sampling, over all answers; null where it is not known
	Pattern string  `json:"largest_effect_pattern" null:"zero"` // which cases such answers set apart
}

// A lighterResult is what matching on one variable fewer would bring.
type lighterResult struct {
	Without string  `json:"without"` // the variable
	Effect  float64 `json:"largest_effect"`
}
