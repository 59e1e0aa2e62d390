package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// What is committed is what the generator makes, on every machine. (That the pages of the
// examples work is tested with those of the other manuals, in cmd/onecase.)
func TestTheCommittedFilesAreTheGeneratedOnes(t *testing.T) {
	made, err := files()
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range made {
		got, err := os.ReadFile(filepath.Join("..", name))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s is not what the generator makes: go run ./examples/generate", name)
		}
	}
}
