package main

import (
	"os"
	"testing"
)

// The manual's tables are those that go generate would write.
func TestTheTablesAreCurrent(t *testing.T) {
	t.Chdir("../..")
	page, err := os.ReadFile(manual)
	if err != nil {
		t.Fatal(err)
	}
	want, err := withTables(page)
	if err != nil {
		t.Fatal(err)
	}
	if string(want) != string(page) {
		t.Errorf("the tables of keys in cmd/onecase/%s are not those of the types: go generate ./cmd/onecase writes them", manual)
	}
	if n := len(marked.FindAll(page, -1)); n < 20 {
		t.Errorf("only %d tables are generated", n)
	}
}
