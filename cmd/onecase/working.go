package main

import "onecase/cmd/onecase/internal/report"

// workingStep is a step of a derivation in JSON, for verbs whose results are
// not single numbers.
type workingStep struct {
	Name         string `json:"name"`
	Formula      string `json:"formula"`
	Substitution string `json:"substitution"`
	Result       string `json:"result"`
	Source       string `json:"source"`
}

// workingSteps is a derivation as JSON has it.
func workingSteps(d report.Derivation) []workingStep {
	var steps []workingStep
	for _, s := range d {
		steps = append(steps, workingStep{s.Title, s.Formula, s.Substitution, s.Result, s.Source})
	}
	return steps
}
