package main

import (
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// The library packages serve programs that want numbers, not files or tables:
// they stay free of the command's dependencies, and depend on each other one way.
func TestLibrariesStayFreeOfTheCommand(t *testing.T) {
	command := []string{"github.com/urfave/cli", "github.com/olekukonko", "gonum.org/v1/plot", "github.com/xuri/excelize", "golang.org/x/term", "net/http"}
	for _, test := range []struct {
		library string
		ours    []string // the packages of ours that it may use
		allowed []string // of the command's dependencies
	}{
		{library: "onecase/stats"},
		{library: "onecase/sample/internal/stream"},
		{library: "onecase/sample/internal/rounding", ours: []string{"onecase/sample/internal/stream"}},
		{library: "onecase/sample", ours: []string{"onecase/stats"}},
		{library: "onecase/sample/caselist", ours: []string{"onecase/stats", "onecase/sample"},
			// The room that reads workbooks. Excelize brings net/http along.
			allowed: []string{"github.com/xuri/excelize", "net/http"}},
		{library: "onecase/discretion", ours: []string{"onecase/stats", "onecase/sample"}},
	} {
		out, err := exec.Command("go", "list", "-deps", test.library).Output()
		if err != nil {
			t.Fatalf("go list -deps %s: %v", test.library, err)
		}
		for dependency := range strings.FieldsSeq(string(out)) {
			room, _, _ := strings.Cut(dependency, "/internal/") // what a package has within comes with it
			if strings.HasPrefix(dependency, "onecase/") && dependency != test.library && room != test.library && !slices.Contains(test.ours, dependency) && !slices.Contains(test.ours, room) {
				t.Errorf("%s depends on %s", test.library, dependency)
			}
			for _, unwanted := range command {
				if strings.HasPrefix(dependency, unwanted) && !slices.Contains(test.allowed, unwanted) {
					t.Errorf("%s depends on %s", test.library, dependency)
				}
			}
		}
	}
}
