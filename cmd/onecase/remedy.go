package main

import (
	"slices"
	"strings"

	"onecase/sample/sheet"
	"onecase/stats"
)

// remedyText words a remedy, with options as flags. A web page listens here, to have
// words of its own beside them.
var remedyText = func(r stats.Remedy) string { return r.Words(flagOf) }

// flagOf is an option as it is typed.
func flagOf(o stats.Option) string {
	switch {
	case o.Name == stats.Questions:
		return "onecase rules show"
	case o.Value == "":
		return "--" + o.Name
	}
	plain := strings.IndexFunc(o.Value, func(r rune) bool {
		return !('a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || strings.ContainsRune("-_.:=/+", r))
	}) < 0
	if plain {
		return "--" + o.Name + " " + o.Value
	}
	return "--" + o.Name + ` "` + strings.ReplaceAll(o.Value, `"`, `\"`) + `"`
}

// worded is a copy of warnings, never nil, with their remedies as remedyText has
// them.
func worded(warnings []stats.Warning) []stats.Warning {
	warnings = append([]stats.Warning{}, warnings...)
	for i := range warnings {
		warnings[i].Fix = stats.Remedy(remedyText(warnings[i].Fix))
	}
	return warnings
}

// wordedProblems is worded for problems.
func wordedProblems(problems sheet.Problems) sheet.Problems {
	problems = slices.Clone(problems)
	for i := range problems {
		problems[i].Fix = stats.Remedy(remedyText(problems[i].Fix))
	}
	return problems
}
