package main

import (
	"os"
	"strings"
	"testing"
)

// The notices are those of the modules that are linked now.
func TestTheNoticesAreCurrent(t *testing.T) {
	t.Chdir("../..")
	want, err := notices()
	if err != nil {
		t.Fatal(err)
	}
	have, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if string(have) != want {
		t.Error("notices.txt is not what the modules say: run go generate ./cmd/onecase")
	}
	for _, owner := range []string{"The Go standard library\n", "github.com/urfave/cli/v2 ", "gonum.org/v1/gonum ",
		"codeberg.org/go-fonts/liberation "} {
		if !strings.Contains(want, "\n"+owner) {
			t.Errorf("there is no notice of %s", owner)
		}
	}
}
