package main

import (
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// The command is built without the packages that open a connection, listen on a port or start a
// program, whatever its libraries could do with them.
func TestTheCommandOpensNoConnection(t *testing.T) {
	out, err := exec.Command("go", "list", "-deps", "onecase/cmd/onecase").Output()
	if err != nil {
		t.Fatal(err)
	}
	built := strings.Fields(string(out))
	for _, unwanted := range []string{"net", "net/http", "crypto/tls", "os/exec", "plugin"} {
		if slices.Contains(built, unwanted) {
			t.Errorf("the command is built with %s", unwanted)
		}
	}
	if !slices.Contains(built, "os") {
		t.Error("the list of packages is not the command's")
	}
}

// What people read is made of results: it knows no flags, no files and no command.
func TestWordsStayFreeOfTheCommand(t *testing.T) {
	out, err := exec.Command("go", "list", "-f", `{{join .Imports "\n"}}`, "onecase/cmd/onecase/internal/show").Output()
	if err != nil {
		t.Fatal(err)
	}
	imports := strings.Fields(string(out))
	if !slices.Contains(imports, "onecase/cmd/onecase/internal/report") {
		t.Error("the imports are not those of the documents")
	}
	for _, unwanted := range []string{"os", "io", "github.com/urfave/cli/v2", "encoding/json", "onecase/cmd/onecase/internal/wholefile",
		"onecase/cmd/onecase/internal/workbook", "onecase/examples/kent"} {
		if slices.Contains(imports, unwanted) {
			t.Errorf("the documents are made with %s", unwanted)
		}
	}
}

// The library packages serve programs that want numbers, not files or tables:
// they stay free of the command's dependencies, and depend on each other one way.
func TestLibrariesStayFreeOfTheCommand(t *testing.T) {
	command := []string{"github.com/urfave/cli", "github.com/olekukonko", "gonum.org/v1/plot",
		"github.com/xuri/excelize", "golang.org/x/term", "net/http"}
	statistics := []string{"onecase/stats", "onecase/stats/phrase"}
	sheets := append(slices.Clone(statistics), "onecase/sample/sheet")
	samples := append(slices.Clone(sheets), "onecase/sample")
	lists := append(slices.Clone(samples), "onecase/sample/caselist", "onecase/discretion/tomlfile")
	for _, test := range []struct {
		library string
		ours    []string // the packages of ours that it may use
	}{
		{library: "onecase/stats/phrase"},
		{library: "onecase/stats", ours: []string{"onecase/stats/phrase"}},
		{library: "onecase/sample/internal/stream"},
		{library: "onecase/sample/internal/rounding", ours: []string{"onecase/sample/internal/stream"}},
		{library: "onecase/sample/sheet/internal/xlsx"},
		{library: "onecase/sample/sheet", ours: statistics},
		{library: "onecase/sample", ours: sheets},
		{library: "onecase/sample/caselist", ours: samples},
		{library: "onecase/discretion/tomlfile", ours: sheets},
		{library: "onecase/discretion/rules", ours: lists},
		{library: "onecase/discretion", ours: append(slices.Clone(lists), "onecase/discretion/rules")},
		{library: "onecase/discretion/predict", ours: append(slices.Clone(lists), "onecase/discretion/rules", "onecase/discretion")},
	} {
		out, err := exec.Command("go", "list", "-deps", test.library).Output()
		if err != nil {
			t.Fatalf("go list -deps %s: %v", test.library, err)
		}
		for dependency := range strings.FieldsSeq(string(out)) {
			room, _, _ := strings.Cut(dependency, "/internal/") // what a package has within comes with it
			if strings.HasPrefix(dependency, "onecase/") && dependency != test.library && room != test.library &&
				!slices.Contains(test.ours, dependency) && !slices.Contains(test.ours, room) {
				t.Errorf("%s depends on %s", test.library, dependency)
			}
			for _, unwanted := range command {
				if strings.HasPrefix(dependency, unwanted) {
					t.Errorf("%s depends on %s", test.library, dependency)
				}
			}
		}
	}
}
