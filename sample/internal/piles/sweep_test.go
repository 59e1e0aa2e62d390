package piles

import (
	"flag"
	"os"
	"strconv"
	"testing"

	"pgregory.net/rapid"
)

// sweep is how many cases a sweep tries: few, or all where ONECASE_SWEEP is set.
func sweep(few, all int) int {
	if os.Getenv("ONECASE_SWEEP") != "" {
		return all
	}
	return few
}

// check checks a property on random cases, few of them or all.
func check(t *testing.T, few, all int, property func(*rapid.T)) {
	t.Helper()
	checks := flag.Lookup("rapid.checks")
	defer func(before string) { _ = checks.Value.Set(before) }(checks.Value.String())
	if err := checks.Value.Set(strconv.Itoa(sweep(few, all))); err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, property)
	t.Logf("%d random cases", sweep(few, all))
}
