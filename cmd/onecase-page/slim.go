package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// Where a program may find a method by a name that it reads, the linker keeps every exported
// method of every type that it uses: a seventh of the page. Two places that are never reached
// do that, and the page is built without them: methods that a template calls, and copies by
// methods. Fonts are there without their outlines (fonts.go).

// unhurried are packages that word, read options and write: a function that is called in many
// places stands there once, which takes a tenth off the page. Chances, draws and the reading of
// files are not among them.
var unhurried = []string{
	"onecase/cmd/...", "onecase/discretion", "onecase/discretion/rules", "onecase/discretion/tomlfile", "onecase/sample/caselist", "onecase/stats/phrase",
	"github.com/...", "golang.org/x/image/...", "golang.org/x/net/...", "golang.org/x/text/...", "gonum.org/v1/plot/...",
	"archive/...", "bufio", "context", "crypto/...", "encoding/...", "errors", "flag", "fmt", "go/...", "hash/...", "html/...",
	"image/...", "internal/godebug", "internal/poll", "internal/syscall/...", "io/...", "log/...", "mime/...", "net/...", "os",
	"path/...", "math/big", "reflect", "regexp/...", "strconv", "syscall/...", "text/...", "time",
}

// byName is where package text/template finds a method.
const byName = "ptr.MethodByName(fieldName)"

// slim writes to a folder what the build takes in the place of those, and returns its flags.
func slim(root, dir string) (flags []string, err error) {
	templates := filepath.Join(root, "src", "text", "template", "exec.go")
	text, err := os.ReadFile(templates)
	if err != nil {
		return nil, err
	}
	if n := strings.Count(string(text), byName); n != 1 {
		return nil, fmt.Errorf("%s has %q in %d places and not in one: slim.go is to be fitted to this version of Go", templates, byName, n)
	}
	without := filepath.Join(dir, "exec.go")
	module, err := exec.Command("go", "env", "GOMOD").Output()
	if err != nil {
		return nil, err
	}
	mod := strings.TrimSpace(string(module))
	replaced, err := fontsWithoutOutlines(filepath.Dir(mod), dir)
	if err != nil {
		return nil, err
	}
	replaced[templates] = without
	overlay, err := json.Marshal(map[string]any{"Replace": replaced})
	if err != nil {
		return nil, err
	}
	requires, err := os.ReadFile(mod)
	if err != nil {
		return nil, err
	}
	sums, err := os.ReadFile(strings.TrimSuffix(mod, ".mod") + ".sum")
	if err != nil {
		return nil, err
	}
	for _, file := range []struct{ name, text string }{
		{"exec.go", strings.Replace(string(text), byName, "(reflect.Value{})", 1)},
		{"overlay.json", string(overlay)},
		{"page.mod", string(requires) + "\nreplace github.com/tiendc/go-deepcopy => ./cmd/onecase-page/deepcopy\n"},
		{"page.sum", string(sums)},
	} {
		if err := os.WriteFile(filepath.Join(dir, file.name), []byte(file.text), 0o600); err != nil {
			return nil, err
		}
	}
	flags = []string{"-overlay", filepath.Join(dir, "overlay.json"), "-modfile", filepath.Join(dir, "page.mod")}
	for _, packages := range unhurried {
		flags = append(flags, "-gcflags="+packages+"=-l")
	}
	return flags, nil
}
