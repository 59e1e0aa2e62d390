package caselist

import (
	"slices"
	"strings"
	"testing"

	"onecase/sample"
)

func TestCodes(t *testing.T) {
	for role, texts := range map[Role]map[string]string{
		Gender: {"M": "male", "f": "female", "Male": "male", "FEMALE": "female", "girl": "female", "non-binary": "other",
			"": Unknown, "-": Unknown, "Unknown": Unknown, "not known": Unknown, "N/K": Unknown, "?": Unknown},
		RoSH: {"Low": "low", "RLRH": "low", "RMRH": "medium", "RHRH": "high", "RVRH": "very high", "V High": "very high",
			"very-high": "very high", "VERY HIGH": "very high", "V. High": "very high", "Low RoSH": "low", "RoSH: Medium": "medium",
			"RLRH - Low RoSH": "low", "Medium risk of serious harm": "medium", "H": "high", " ": Unknown},
		Safety: {"Low": "low", "medium": "medium", "Very High": "very high", "VH": "very high", "High concern": "high"},
		Disposal: {"RO": "community", "YRO": "community", "Youth Rehabilitation Order": "community", "DTO": "custody",
			"Detention & Training Order": "custody", "Licence": "licence", "Post-custody": "licence", "YC": "youth-caution",
			"YCC": "youth-conditional-caution", "Youth conditional caution": "youth-conditional-caution",
			"CR": "community-resolution", "Community resolution": "community-resolution", "youth-caution": "youth-caution",
			"community_resolution": "community-resolution", "S.250": "custody", "Community Resolution or other": "community-resolution"},
	} {
		for text, want := range texts {
			got, ok := tables[role].read(text, nil)
			if !ok || got != want {
				t.Errorf("%s %q: got %q, %v, want %q", role, text, got, ok, want)
			}
		}
	}
	for role, texts := range map[Role][]string{
		Gender:   {"Mle", "1", "n/a"},
		RoSH:     {"Med", "Med?", "low/medium", "low high", "RLRH - High", "5", "risk of harm"},
		Safety:   {"safe", "very"},
		Disposal: {"Fine", "order", "YCCC", "triage"},
	} {
		for _, text := range texts {
			if got, ok := tables[role].read(text, nil); ok {
				t.Errorf("%s %q was read as %q", role, text, got)
			}
		}
	}
}

// Every code leads to a category of its table, and reads as itself.
func TestTablesAgree(t *testing.T) {
	for role, table := range tables {
		for code, category := range table.codes {
			if code != squash(code) {
				t.Errorf("%s: code %q is not squashed", role, code)
			}
			if !slices.Contains(table.categories, category) {
				t.Errorf("%s: code %q leads to %q, which is no category", role, code, category)
			}
		}
		for _, category := range table.categories {
			if got, ok := table.read(category, nil); !ok || got != category {
				t.Errorf("%s: category %q reads as %q", role, category, got)
			}
		}
	}
}

// A rule set may know disposals that the table does not.
func TestExtraCategories(t *testing.T) {
	if got, ok := tables[Disposal].read("Referral-Order Plus", []string{"referral-order-plus"}); !ok || got != "referral-order-plus" {
		t.Errorf("got %q, %v", got, ok)
	}
}

func TestDisposalsAreReadAsThemselves(t *testing.T) {
	for _, d := range Disposals() {
		if got, ok := tables[Disposal].read(d, nil); !ok || got != d {
			t.Errorf("%s is read as %q, %v", d, got, ok)
		}
	}
}

// A hint names the longest category that fits.
func TestNearestCategory(t *testing.T) {
	for _, test := range []struct {
		role       Role
		text, want string
	}{
		{Disposal, "Community resolution (Outcome 22)", "community-resolution"},
		{Disposal, "Youth conditional caution - 12 weeks", "youth-conditional-caution"},
		{Disposal, "Youth caution given", "youth-caution"},
		{Disposal, "Community order 2", "community"},
		{Disposal, "Referral Order (12 months)", "community"},
		{Disposal, "New community resolution", "community-resolution"},
		{Disposal, "Fine", ""},
		{Disposal, "Repair order", ""}, // REP is too short to be told at the front
		{RoSH, "VHigh plus", "very high"},
		{RoSH, "is moderate now", "medium"},
		{RoSH, "Very high (MAPPA)", "very high"},
		{RoSH, "High (MAPPA)", "high"},
		{RoSH, "Med", "medium"},
		{RoSH, "N/A", "unknown"},
		{Disposal, "tbc", "unknown"},
		{Gender, "?", ""},
	} {
		if got := tables[test.role].near(test.text, nil); got != test.want {
			t.Errorf("%s %q is near %q, want %q", test.role, test.text, got, test.want)
		}
	}
}

func TestHintOfLongestCategory(t *testing.T) {
	_, err := cleanFile(t, "disposal-hint-puts-case-in-other-group.csv", CleanOptions{Groups: kentGroups})
	if err == nil || !strings.Contains(err.Error(), "(Outcome 22)=community-resolution") || !strings.Contains(err.Error(), ", unknown (") {
		t.Errorf("the error is %v", err)
	}
}

// A category that only a rule set has is found in a text from eight letters on.
func TestNearestExtraCategory(t *testing.T) {
	for text, want := range map[string]string{"the tier four plan": "tier-four", "the tier two plan": "", "zzz": "",
		"tier": "tier-four", "tier two": "tier-two"} {
		if got := tables[RoSH].near(text, []string{"tier-four", "tier-two"}); got != want {
			t.Errorf("%s is near %q, want %q", text, got, want)
		}
	}
}

// What a disposal means decides the group, where nothing else does, and the remedy says so.
func TestHintWhereDisposalsDecide(t *testing.T) {
	for _, test := range []struct {
		list   string
		groups []sample.Group
		want   string
	}{
		{"case_id,disposal | A,RO | B,tbc", kentGroups,
			"disposal:tbc=unknown the option skip-problems, which leaves out the rows that no group can be told of)"},
		{"case_id,group,disposal | A,court,RO | B,court,tbc", kentGroups, "disposal:tbc=unknown)"},
	} {
		_, err := Clean(list(t, strings.Split(test.list, " | ")...), CleanOptions{Groups: test.groups})
		if err == nil || !strings.HasSuffix(err.Error(), test.want) {
			t.Errorf("%s: %v, want %s", test.list, err, test.want)
		}
	}
}
