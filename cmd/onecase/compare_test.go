package main

import (
	"testing"
)

const followUpFile = "../../examples/kent/follow-up.toml"

// Kent and the made-up inspection after it: what a person reads fits 100 columns.
func TestCompareKentText(t *testing.T) {
	for _, args := range [][]string{{"compare", kentFile, followUpFile},
		{"compare", kentFile, followUpFile, "--explain", "--method", "mover"}} {
		fits(t, mustRun(t, args...))
	}
	says(t, mustRun(t, "compare", kentFile, followUpFile),
		"Kent (21 June 2021), then Kent, a made-up follow-up (19 June 2023): Requires improvement, then Good",
		"│ · Assessment† │ Inadequate │ Good │ 99.8% (99-100%) │",
		"│ · Joint working† │ Good * │ Good │",
		"*: decided by the panel",
		"│ · Safety of the │ 47% ?/35 │ 64% 21/33 │ +17.9 │",
		"│ · Safety of │ 50% 8/16 │ 50% 9/18 │ 0.0 │ -12.6 to +12.6 │ yes │",
		"Court disposals: reviewing, desistance: it is 82% of a number of cases that is not stated in the earlier inspection.",
		"Court disposals: reviewing: its chances rest on the questions with a count in both inspections, without Court disposals: reviewing, desistance, which may bear",
		"no whole count of 35 makes 47%",
	)
}

// How many differences chance alone would show, which are clearest, and all limits at
// once.
func TestCompareLooks(t *testing.T) {
	kent := []string{"compare", kentFile, followUpFile}
	says(t, mustRun(t, kent...),
		"Of 22 pairs of limits at 80% each, up to 4.4 miss the truth on average, by design.",
		"Limits leave out 0 for 10 of 22 questions; had no share changed, they would for up to 4.4 of them by chance alone.",
		"│ Court disposals: assessment, safety of others │ +25.6 │ 0 │ │ Court disposals: assessment, safety of the child │ +23.3 │ <0.001 │",
	)
	says(t, mustRun(t, append(kent, "--format", "json")...),
		`"p_value": 0.000855681589, "p_value_proved": true`,
		`"clearest": [ "court.assessment.public", "court.assessment.safety", "court.assessment.desistance", "court.planning.safety",`,
		`"limits": 22, "expected_misses": 4.4, "together": null, "confidence_of_each_pair": 0.8,`)
	says(t, mustRun(t, append(kent, "--method", "mover")...), "Of 22 pairs of limits at 80% each, about 4.4 miss the truth")
	says(t, mustRun(t, append(kent, "--explain")...), "Court disposals: assessment, safety of others: p ")
	says(t, mustRun(t, append(kent, "--together")...),
		"With at least 80% confidence the 22 pairs of limits hold the truth all at once, each at 99.04% (Bonferroni within a group and Sidak between groups, which were drawn apart).",
		"Limits leave out 0 for 4 of 22 questions; had no share changed, they would for any of them in up to 20% of samples.")
}
