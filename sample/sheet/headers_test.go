package sheet

import (
	"slices"
	"strings"
)

// testHeaders knows some headers of case lists, which mean by themselves what they
// mean but below what is previous.
var testHeaders = Headers{Known: isTestHeader, Alone: func(above, header string) bool {
	return isTestHeader(header) && !strings.HasPrefix(above, "Previous")
}}

func isTestHeader(text string) bool {
	return slices.Contains([]string{"caseid", "gender", "sex", "rosh", "roshlevel", "disposal", "startdate", "dob",
		"dateofbirth", "casemanager", "team",
		"id", "case", "crn", "orderstartdate", "safety"}, strings.ToLower(strings.NewReplacer(" ", "", "_", "").Replace(text)))
}
