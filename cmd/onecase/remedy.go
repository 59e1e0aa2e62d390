package main

import (
	"slices"
	"strings"

	"onecase/sample/caselist"
	"onecase/stats"
)

// flagOf is an option as it is typed.
func flagOf(o stats.Option) string {
	switch {
	case o.Name == stats.Questions:
		return "onecase rules show"
	case o.Value == "":
		return "--" + o.Name
	}
	value := o.Value
	if slices.Contains([]string{"bands", "category", "column", "match", "group-by", "size"}, o.Name) {
		value = typeable(value)
		if i := strings.LastIndex(value, " ="); i >= 0 && value != o.Value {
			value = value[:i] + value[i+1:]
		}
	}
	return "--" + o.Name + " " + quoted(value)
}

// typeable is a text without the signs that a shell takes apart, and with single blanks.
func typeable(s string) string { return strings.Join(strings.Fields(caselist.Typeable(s)), " ") }

// settings are options as someone says them who types no flags.
var settings = map[string]string{
	stats.Questions: "the rule set", "population": "the population", "population-before": "the earlier population",
	"population-after": "the later population", "extend": "an extension of the draw", "exclude": "a decision on that case",
	"so-far": "a result of those answers alone", "size": "other sample sizes", "at-least": "a least number of cases of each",
	"publish": "a copy for publication", "day": "the last day that is over",
}

// settingOf is an option in a report, which people read who type no flags.
func settingOf(o stats.Option) string {
	if words, ok := settings[o.Name]; ok {
		return words
	}
	return joinNonEmpty(" ", "the "+strings.ReplaceAll(o.Name, "-", " "), o.Value)
}

// optionWords words options for a format: as flags where they can be typed.
func optionWords(format string) func(stats.Option) string {
	if format == "html" || format == "markdown" {
		return settingOf
	}
	return flagOf
}

// wordedAs is a copy of warnings, never nil, with the options of their remedies as a
// function says them.
func wordedAs(word func(stats.Option) string, warnings []stats.Warning) []stats.Warning {
	warnings = append([]stats.Warning{}, warnings...)
	for i := range warnings {
		warnings[i].Fix = stats.Remedy(warnings[i].Fix.Words(word))
	}
	return warnings
}
