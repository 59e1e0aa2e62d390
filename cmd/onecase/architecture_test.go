package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os/exec"
	"path/filepath"
	"regexp"
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

// The texts of the libraries name no verb of the command: they are read on the page too.
func TestLibrariesNameNoVerb(t *testing.T) {
	verb, texts := regexp.MustCompile(`\bonecase [a-z]{3,}`), 0
	for _, library := range []string{"../../stats", "../../sample", "../../discretion"} {
		err := filepath.WalkDir(library, func(path string, _ fs.DirEntry, err error) error {
			if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") || strings.HasSuffix(path, "starter.go") {
				return err // a starter of rules is a file for the command line
			}
			file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
			if err != nil {
				return err
			}
			ast.Inspect(file, func(n ast.Node) bool {
				if text, ok := n.(*ast.BasicLit); ok && text.Kind == token.STRING {
					texts++
					if named := verb.FindString(text.Value); named != "" && !strings.Contains(text.Value, "|%s|") { // a stream's name
						t.Errorf("%s names %q", path, named)
					}
				}
				return true
			})
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if texts < 1000 {
		t.Errorf("%d texts are too few to be those of the libraries", texts)
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
