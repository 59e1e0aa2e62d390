package main

import (
	"testing"
)

const followUpFile = "../../examples/kent/follow-up.toml"

// Kent and the made-up inspection after it: what a person reads fits 100 columns.
func TestCompareKentText(t *testing.T) {
	for _, args := range [][]string{{"compare", kentFile, followUpFile}, {"compare", kentFile, followUpFile, "--explain", "--method", "mover"}} {
		fits(t, mustRun(t, args...))
	}
	says(t, mustRun(t, "compare", kentFile, followUpFile),
		"Kent (2021-06-21), then Kent, a made-up follow-up (2023-06-19): Requires improvement, then Good",
		"│ · Assessment† │ Inadequate │ Good │ 99.9% (99-100%) │",
		"│ · Joint working† │ Good * │ Good │",
		"*: decided by the panel",
		"│ · Safety of the │ 47% ?/35 │ 64% 21/33 │ +17.9 │",
		"│ · Safety of │ 50% 8/16 │ 50% 9/18 │ 0 │ -12.6 to +12.6 │ yes │",
		"Court disposals: reviewing, desistance: it is 82% of a number of cases that is not stated in the earlier inspection.",
		"Court disposals: reviewing: its chances rest on the questions with a count in both inspections, without Court disposals: reviewing, desistance, which may bear",
		"no whole count of 35 makes 47%",
	)
}
