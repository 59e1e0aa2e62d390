package show

import (
	"fmt"
	"slices"
	"strings"

	"onecase/sample/caselist"
	"onecase/stats"
	"onecase/stats/phrase"
)

// Flag is an option as it is typed.
func Flag(o stats.Option) string {
	switch {
	case o.Name == stats.Questions:
		return "onecase rules show"
	case o.Value == "":
		return "--" + o.Name
	}
	value := o.Value
	if slices.Contains([]string{"bands", "category", "column", "match", "group-by", "size"}, o.Name) {
		value = Typeable(value)
		if i := strings.LastIndex(value, " ="); i >= 0 && value != o.Value {
			value = value[:i] + value[i+1:]
		}
	}
	return "--" + o.Name + " " + Quoted(value)
}

// Typeable is a text without the signs that a shell takes apart, and with single blanks.
func Typeable(s string) string { return strings.Join(strings.Fields(caselist.Typeable(s)), " ") }

// settings are options as someone says them who types no flags.
var settings = map[string]string{
	stats.Questions: "the rule set", "population": "the population", "population-before": "the earlier population",
	"population-after": "the later population", "extend": "an extension of the draw", "exclude": "a decision on that case",
	"so-far": "a result of those answers alone", "size": "other sample sizes", "at-least": "a least number of cases of each",
	"match": "the choice of variables", "column": "the choice of columns", "sample": "a new sample file", "publish": "a copy for publication", "day": "the last day that was read",
}

// Setting is an option in a report, which people read who type no flags.
func Setting(o stats.Option) string {
	if at := strings.LastIndex(o.Value, "="); o.Name == "category" && at >= 0 { // disposal:Life=licence
		_, text, _ := strings.Cut(o.Value[:at], ":")
		category := o.Value[at+1:]
		return fmt.Sprintf("the meaning of “%s” (%s)", text, phrase.Either(category == "CATEGORY", "one of these", category))
	}
	if words, ok := settings[o.Name]; ok {
		return words
	}
	return Join(" ", "the "+strings.ReplaceAll(o.Name, "-", " "), o.Value)
}

// OptionWords words options for a format: as flags where they can be typed.
func OptionWords(format string) func(stats.Option) string {
	if format == "html" || format == "markdown" {
		return Setting
	}
	return Flag
}

// Worded is a copy of warnings, never nil, with the options of their remedies as a
// function says them.
func Worded(word func(stats.Option) string, warnings []stats.Warning) []stats.Warning {
	warnings = append([]stats.Warning{}, warnings...)
	for i := range warnings {
		warnings[i].Fix = stats.Remedy(warnings[i].Fix.Words(word))
	}
	return warnings
}
