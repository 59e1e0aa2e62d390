package main

import "os"

// sweep is how many cases a sweep tries: few, or all where ONECASE_SWEEP is set.
func sweep(few, all int) int {
	if os.Getenv("ONECASE_SWEEP") != "" {
		return all
	}
	return few
}
