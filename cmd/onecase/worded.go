package main

import (
	"slices"

	"onecase/cmd/onecase/internal/show"
	"onecase/sample/sheet"
	"onecase/stats"
)

// heard receives the warnings of a result, for a web page that words them itself.
var heard = func([]stats.Warning) {}

// worded is a copy of a result's warnings, never nil, with the options of their
// remedies as flags.
func worded(warnings []stats.Warning) []stats.Warning {
	heard(warnings)
	return show.Worded(show.Flag, warnings)
}

// wordedProblems is worded for problems.
func wordedProblems(problems sheet.Problems) sheet.Problems {
	problems = slices.Clone(problems)
	for i := range problems {
		problems[i].Fix = stats.Remedy(problems[i].Fix.Words(show.Flag))
	}
	return problems
}
