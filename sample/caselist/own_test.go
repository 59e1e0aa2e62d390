package caselist

import (
	"strings"
	"testing"

	"onecase/sample"
)

// Without groups a text that the table does not know is a category of its own; groups of
// a rule set close the list of texts.
func TestOwnCategories(t *testing.T) {
	text := strings.Split("case_id,rosh,gender | A,Tier 2,M | B,low,F | C,Med,M | D,,F", " | ")
	got, err := Clean(list(t, text...), CleanOptions{SkipProblems: true})
	if err != nil {
		t.Fatal(err)
	}
	var values []string
	for _, c := range got.Frame.Cases {
		values = append(values, strings.Join(c.Values, "/"))
	}
	if s := strings.Join(values, " "); s != "male/Tier 2 female/low male/Med female/unknown" {
		t.Errorf("the values are %s", s)
	}
	if codes(got.Warnings) != "own-category" || !strings.Contains(got.Warnings[0].Message, `"Med", "Tier 2"`) {
		t.Errorf("warned %v", got.Warnings)
	}
	if _, err := Clean(list(t, text...), CleanOptions{Groups: []sample.Group{{ID: "all"}}}); err == nil {
		t.Error("a rule set takes any text")
	}
}

// A start date that cannot be read is a problem only where a window needs it.
func TestUnreadStart(t *testing.T) {
	text := strings.Split("case_id,disposal,start | A,RO,soon | B,RO,2021-01-01", " | ")
	got, err := Clean(list(t, text...), CleanOptions{AsOf: date("2021-06-21")})
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Frame.Cases) != 2 || codes(got.Warnings) != "start-unread" || !strings.Contains(got.Warnings[0].Message, "row 2") {
		t.Errorf("%d cases, warned %v", len(got.Frame.Cases), got.Warnings)
	}
	if _, err := Clean(list(t, text...), CleanOptions{Groups: kentGroups, AsOf: date("2021-06-21")}); err == nil {
		t.Error("a window is checked with a date that cannot be read")
	}
}
