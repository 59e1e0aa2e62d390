package main

import (
	"slices"

	"onecase/cmd/onecase/internal/show"
	"onecase/stats"
)

// asPage is true: a message is for the page, which has fields and no flags.
const asPage = true

// places say where the page has what a remedy calls an option.
var places = map[string]string{
	"as-of":             "give the date of the inspection in step 1",
	"criterion":         "choose a guarantee under “Size by”",
	"column":            "choose the column under “What was recognised” in step 1",
	"category":          "say what it means in step 1",
	"bands":             "step 2 has what the sample is matched on, and the bands of its numbers",
	"sheet":             "name the worksheet in step 1",
	"rules":             "choose other rules",
	"at-least":          "step 2 can ask for at least one, under “Who has to be in the sample”",
	"size":              "step 2 can set the sample of a group",
	"cap":               "step 2 has the most cases of one manager or team",
	"include":           "see “Who has to be in the sample” in step 2",
	"exclude":           "see “Who has to be in the sample” in step 2",
	"keep-row":          "say in step 1 which row is right",
	"skip-rows":         "set the row aside in step 1 if it is no case",
	"match":             "step 2 has what the sample is matched on",
	"method":            "step 2 has how cases are chosen",
	"total":             "step 2 can set the cases in all",
	"sample":            "to have them, press Check with the list chosen: the sample file is then written anew, with all of it",
	"record":            "choose the record of the draw with the judgements",
	"census-from":       "step 2 can take whole groups",
	"alike-ids":         "write the ids as the sample has them, or say in step 4 that they are the same",
	"so-far":            "fill in the answers that are blank, or go on in step 4 with those that are in",
	"population-before": "see “More settings” below the two inspections",
	"list":              "choose the list under “More settings” of the ratings or of the estimate",
	"population-after":  "see “More settings” below the two inspections",
	"rate":              "give the share of yes",
	"reread":            "step 4 has the chance that a second inspector would agree",
	"encoding":          "name the letters of the file: in step 1 for a list, under “More settings” for judgements",
	"expected":          "step 2 has the share of yes that is expected, under “How cases are chosen”",
	"extend":            "“After the draw” adds cases to a sample",
	"group-by":          "step 1 has the column of the groups, under “Other columns”",
	"least":             "step 2 has the least number from each stratum, under “How cases are chosen”",
	"day":               "if that day is over, give its number beside the grid",
	"days":              "give the number of days beside the readers",
	"publish":           "“More settings” of the estimate makes a copy for others, without these rows",
	"population":        "give the number of eligible cases above",
}

// ownPlaces are those that the form of a verb has itself, by its flag.
var ownPlaces = map[string]struct {
	verbs []string
	place string
}{
	"so-far": {[]string{"agree", "compare", "pool"},
		"fill in the answers that are blank, or say under “More settings” that they are not in yet"},
	"alike-ids": {[]string{"agree", "compare", "pool"},
		"write the ids as the sample has them, or say under “More settings” that they are the same"},
	"category": {[]string{"verify", "replace", "assign", "reread", "progress"}, "choose the list that the sample was drawn from"},
	"bands":    {[]string{"estimate"}, "give the bands under “More settings” of the estimate"},
}

// pageRemedy is a remedy in the page's words: the sentence gives way to the place of the
// first option that the page has, for this verb.
func pageRemedy(verb string, r stats.Remedy) string {
	for _, o := range r.Options() {
		if own := ownPlaces[o.Name]; slices.Contains(own.verbs, verb) {
			return own.place
		}
		place, ok := places[o.Name]
		switch {
		case o.Name == "skip-rows" && o.Value == "":
			return "see “What you said” in step 1"
		case o.Name == "column" && slices.ContainsFunc(r.Options(), func(o stats.Option) bool { return o.Name == "skip-rows" }):
			return place + "; if the headings are further down, name the rows above them under “Rows that are no cases” in step 1"
		case ok:
			return place
		}
	}
	return r.Words(func(o stats.Option) string {
		if o.Name == "skip-problems" {
			return "“Go on without these rows”"
		}
		return show.Flag(o)
	})
}
