package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// pageScripts are the scripts of the page that serve a verb, below cmd/onecase-page/page.
var pageScripts = map[string][]string{
	"plan":     {"list.js", "plan.js", "constraints.js"},
	"commit":   {"list.js", "plan.js", "constraints.js", "commit.js"},
	"draw":     {"list.js", "plan.js", "constraints.js", "commit.js", "draw.js", "grid.js", "letter.js", "extend.js"},
	"replace":  {"replace.js", "grid.js", "letter.js"},
	"assign":   {"assign.js", "draw.js"},
	"record":   {"check.js"},
	"verify":   {"check.js", "draw.js", "grid.js", "letter.js"},
	"rate":     {"judgements.js", "rate.js"},
	"progress": {"judgements.js", "progress.js"},
	"robust":   {"judgements.js", "robust.js"},
	"outlook":  {"outlook.js"},
	"estimate": {"judgements.js", "estimate.js"},
	"compare":  {"several.js"},
	"pool":     {"several.js"},
	"reread":   {"again.js"},
	"agree":    {"again.js"},
	"rules":    {"rules.js"},
	"size":     {"sums.js"},
	"margin":   {"sums.js"},
	"interval": {"sums.js"},
	"coverage": {"sums.js"},
	"counts":   {"sums.js"},
	"notices":  {"start.js"},
	"version":  {"start.js"},
}

// TestPageHasEveryFlag lists the verbs and their flags and fails where the page has no
// place for one and lacks.txt no reason. A flag has a place where a script of its verb
// names it, as "--flag" or as a field, and where "More settings" of its verb has it.
func TestPageHasEveryFlag(t *testing.T) {
	reasons := pageLacks(t)
	used := map[string]bool{}
	// lacks says whether there is a reason.
	lacks := func(keys ...string) bool {
		for _, key := range keys {
			if reasons[key] {
				used[key] = true
				return true
			}
		}
		return false
	}
	var list listOptions
	var listFlags flagSet
	list.bind(&listFlags)
	for _, v := range verbs() {
		text := pageText(t, append(pageScripts[v.name], "program.js", "ask.js")...)
		if !strings.Contains(text, `"`+v.name+`"`) {
			if !lacks(v.name) {
				t.Errorf("the page has no %s", v.name)
			}
			continue
		}
		own, placed, all := pageForm(text, v.name)
		for _, f := range v.newCall(nil, nil, nil).flags {
			named := strings.Contains(text, `"--`+f.name+`"`) || strings.Contains(own, `["`+f.name+`",`)
			named = named || strings.Contains(pageReading(text, v.name), `"`+f.name+`"`)
			more := all && !f.writes && !slices.Contains(placed, f.name)
			ofList := slices.ContainsFunc(listFlags, func(l *verbFlag) bool { return l.name == f.name })
			if named || more || lacks(v.name+" --"+f.name, "all --"+f.name) || ofList && lacks(v.name+" LIST") {
				continue
			}
			t.Errorf("the page has no place for %s --%s: give it one, or lacks.txt a reason", v.name, f.name)
		}
	}
	for key := range reasons {
		if word := strings.Fields(key); !used[key] && (len(word) == 1 || strings.HasPrefix(word[1], "--")) {
			t.Errorf("lacks.txt has a reason for %s, which the page has", key)
		}
	}
}

// TestRemediesHaveAPlaceOnThePage: what a remedy calls an option, the page words as one of
// its own places.
func TestRemediesHaveAPlaceOnThePage(t *testing.T) {
	places, err := os.ReadFile("remedy_js.go")
	if err != nil {
		t.Fatal(err)
	}
	option := regexp.MustCompile(`stats\.Option\{Name: "([a-z-]+)"`)
	found := 0
	for _, room := range []string{"stats", "sample", "discretion", "cmd"} {
		err := filepath.WalkDir(filepath.Join("..", "..", room), func(path string, entry fs.DirEntry, err error) error {
			if err != nil || filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go") {
				return err
			}
			text, err := os.ReadFile(path)
			for _, match := range option.FindAllStringSubmatch(string(text), -1) {
				found++
				if !strings.Contains(string(places), `"`+match[1]) {
					t.Errorf("%s: the page has no place for the option %s of a remedy", path, match[1])
				}
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if found < 30 {
		t.Errorf("only %d options were found", found)
	}
}

// pageForm is the text that declares the form of a verb, the flags that it places by
// hand, and whether it has all others under "More settings".
func pageForm(text, verb string) (own string, placed []string, all bool) {
	if more := regexp.MustCompile(`more\("` + verb + `", \[([^\]]*)\]`).FindStringSubmatch(text); more != nil {
		return text, strings.Split(strings.ReplaceAll(more[1], `"`, ""), ", "), true
	}
	_, form, ok := strings.Cut(text, `verb: "`+verb+`"`)
	if !ok {
		return text, nil, false
	}
	own, _, _ = strings.Cut(form, "\n  },\n")
	if by := regexp.MustCompile(`placed: \[([^\]]*)\]`).FindStringSubmatch(own); by != nil {
		placed = strings.Split(strings.ReplaceAll(by[1], `"`, ""), ", ")
	}
	for _, flag := range placed { // a form's own words name these
		own += `["` + flag + `",`
	}
	return own, placed, true
}

// pageReading is the line of judgements.js that names the settings of the judgements that
// a verb takes.
func pageReading(text, verb string) string {
	return regexp.MustCompile(`(?m)^  ` + verb + `: \[[^\]]*\],$`).FindString(text)
}

// pageLacks are what lacks.txt has reasons for: VERB, VERB --FLAG, all --FLAG, or VERB and
// a word for its argument.
func pageLacks(t *testing.T) map[string]bool {
	t.Helper()
	reasons := map[string]bool{}
	for line := range strings.Lines(pageText(t, "lacks.txt")) {
		key, reason, _ := strings.Cut(strings.TrimSpace(line), ": ")
		if len(strings.Fields(reason)) < 4 || !strings.HasSuffix(reason, ".") {
			t.Errorf("lacks.txt: %q is no reason", line)
		}
		if reasons[key] {
			t.Errorf("lacks.txt has %s twice", key)
		}
		reasons[key] = true
	}
	return reasons
}

// pageText is the text of files of the page.
func pageText(t *testing.T, names ...string) string {
	t.Helper()
	var all strings.Builder
	for _, name := range names {
		text, err := os.ReadFile(filepath.Join("..", "onecase-page", "page", name))
		if err != nil {
			t.Fatal(err)
		}
		all.Write(text)
	}
	return all.String()
}
