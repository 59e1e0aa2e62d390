package main

import (
	"bytes"
	"testing"

	"onecase/examples/kent"
)

// What is committed is what the generator makes, on every machine.
func TestTheCommittedFilesAreTheGeneratedOnes(t *testing.T) {
	made, err := files()
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range made {
		got, err := kent.Files.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s is not what the generator makes: run go generate ./examples/kent", name)
		}
	}
}

// The list has the published shape.
func TestTheListHasThePublishedShape(t *testing.T) {
	count := map[string]int{}
	managers := map[string]bool{}
	for _, c := range makeList() {
		count[c.disposal]++
		count[c.gender]++
		if c.age >= 15 {
			count["15 to 17"]++
		}
		managers[c.manager] = true
	}
	for what, want := range map[string]int{
		"community": 138, "custody": 4, "licence": 2,
		"youth caution": 21, "youth conditional caution": 13, "community resolution": 105,
		"male": 243, "female": 40, // 86% and 14% of 283
		"15 to 17": 229, // 81%
	} {
		if count[what] != want {
			t.Errorf("%d cases are %s, want %d", count[what], what, want)
		}
	}
	if len(managers) != qualified+others {
		t.Errorf("%d case managers, want %d", len(managers), qualified+others)
	}
}
