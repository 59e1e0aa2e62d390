// Licences writes the notices of everything that is built into the command and the page:
// the licences of Go and of each module that a build for any system links. It runs in the
// folder of the command. A text that several modules share appears once, below their
// names.
package main

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

const file = "notices.txt"

// systems are those that the command is built for, as GOOS.
var systems = []string{"linux", "darwin", "windows", "js"}

func main() {
	text, err := notices()
	if err == nil {
		err = os.WriteFile(file, []byte(text), 0o644)
	}
	if err != nil {
		log.Fatal(err)
	}
}

// notices is the text of the file.
func notices() (string, error) {
	modules := map[string]string{} // the folder of each, by its name and version
	for _, system := range systems {
		if err := addModules(modules, system); err != nil {
			return "", err
		}
	}
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return "", err
	}
	modules["The Go standard library"] = strings.TrimSpace(string(root))

	owners := map[string][]string{} // the modules with a text
	for name, folder := range modules {
		texts, err := licences(folder)
		if err != nil {
			return "", err
		}
		if len(texts) == 0 {
			return "", fmt.Errorf("%s has no licence in %s", name, folder)
		}
		for _, text := range texts {
			owners[text] = append(owners[text], name)
		}
	}
	var blocks []string
	for text, names := range owners {
		slices.Sort(names)
		blocks = append(blocks, strings.Join(names, "\n")+"\n\n"+text+"\n")
	}
	slices.SortFunc(blocks, func(a, b string) int { return cmp.Compare(strings.ToLower(a), strings.ToLower(b)) })
	line := strings.Repeat("-", 80) + "\n"
	return "onecase is built with the following software, under these licences.\n\n" + line + strings.Join(blocks, line), nil
}

// addModules adds the modules that a build of the command for a system links.
func addModules(modules map[string]string, system string) error {
	list := exec.Command("go", "list", "-deps", "-f", "{{with .Module}}{{if not .Main}}{{.Path}} {{.Version}}\t{{.Dir}}{{end}}{{end}}", ".")
	architecture := "amd64"
	if system == "js" {
		architecture = "wasm"
	}
	list.Env = append(os.Environ(), "GOOS="+system, "GOARCH="+architecture)
	out, err := list.Output()
	if err != nil {
		return err
	}
	for line := range strings.Lines(string(out)) {
		if name, folder, ok := strings.Cut(strings.TrimSpace(line), "\t"); ok {
			modules[name] = folder
		}
	}
	return nil
}

// licence is the name of a file that a licence may be in. Freetype may be used under
// its own licence or the GPL, and is used under its own.
var licence = regexp.MustCompile(`(?i)^(licen[cs]e.*|copying.*|notice.*|patents|ftl\.txt|.*-license)$`)

// licences are the different texts of a module: those of its folder and of its
// folders of licences.
func licences(folder string) ([]string, error) {
	var texts []string
	for _, within := range []string{".", "licenses", "THIRD_PARTY_LICENSES"} {
		files, err := os.ReadDir(filepath.Join(folder, within))
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		for _, f := range files {
			if f.IsDir() || !licence.MatchString(f.Name()) {
				continue
			}
			text, err := os.ReadFile(filepath.Join(folder, within, f.Name()))
			if err != nil {
				return nil, err
			}
			texts = append(texts, strings.TrimSpace(string(bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n")))))
		}
	}
	slices.Sort(texts)
	return slices.Compact(texts), nil
}
