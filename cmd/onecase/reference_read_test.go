package main

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// A reference is what the manual of this folder says to programs.
type reference struct {
	keys  map[string]map[string]keyType // of each verb and shared object, by path: groups[].match[].target
	codes map[string][]string           // warning codes with the verbs that give them
	csv   map[string]string             // uses with the header of their CSV
}

// A keyType is the type that a key is said to have, and whether it can be null.
type keyType struct {
	name string
	null bool
}

var (
	backticked = regexp.MustCompile("`([^`]+)`")
	// keyItem is a part of a cell: `low`, `high` number or null: what they mean
	keyItem = regexp.MustCompile("^((?:`[^`]+`(?:, )?)+) (text|whole|number|bool|object|\\*[a-z -]+\\*)( or null)?(?::|$)")
	heading = regexp.MustCompile(`^##+ (.*)`)
)

// ofEveryVerb and rowsOfLists are the sections whose keys are of several verbs.
const (
	ofEveryVerb = "Every verb"
	rowsOfLists = "What became of the rows"
)

// readReference reads the manual's tables.
func readReference(t *testing.T) reference {
	t.Helper()
	page, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	r := reference{map[string]map[string]keyType{}, map[string][]string{}, map[string]string{}}
	several := map[string][]string{} // verbs that the table of codes names together
	section, header := "", ""
	for line := range strings.Lines(string(page)) {
		line = strings.TrimSpace(line)
		if m := heading.FindStringSubmatch(line); m != nil {
			section, header = m[1], ""
			continue
		}
		if name, verbs, ok := strings.Cut(line, "*: "); ok && section == "Warning codes" {
			several[strings.TrimPrefix(name, "- *")] = texts(verbs)
		}
		cells := strings.Split(strings.Trim(line, "|"), " | ")
		switch {
		case !strings.HasPrefix(line, "|"):
			header = ""
		case header == "":
			header = strings.TrimSpace(cells[0])
		case strings.HasPrefix(line, "| ---"):
		case header == "object" && section != "The record":
			r.object(t, section, strings.TrimSpace(cells[0]), strings.TrimSpace(cells[1]))
		case header == "use":
			r.csv[texts(cells[0])[0]] = texts(cells[1])[0]
		case header == "code":
			given := texts(cells[2])
			for name, verbs := range several {
				if strings.Contains(cells[2], "*"+name+"*") {
					given = append(given, verbs...)
				}
			}
			r.codes[texts(cells[0])[0]] = given
		}
	}
	if len(r.keys) == 0 || len(r.codes) == 0 || len(r.csv) == 0 {
		t.Fatal("the manual has no tables of keys, codes or CSV columns")
	}
	return r
}

// texts are the texts in backticks.
func texts(cell string) []string {
	var all []string
	for _, m := range backticked.FindAllStringSubmatch(cell, -1) {
		all = append(all, m[1])
	}
	return all
}

// object reads a row of a table of keys: an object, and the keys that it has.
func (r reference) object(t *testing.T, section, object, keys string) {
	t.Helper()
	name, _, _ := strings.Cut(object, ": ")
	paths := texts(name)
	switch {
	case object == "the result":
		paths = []string{""}
	case len(paths) == 0:
		section, paths = object, []string{""} // a shared object
	default:
		for _, path := range paths {
			r.add(section, path, keyType{"object", strings.HasSuffix(name, " or null")})
		}
	}
	for item := range strings.SplitSeq(keys, "<br>") {
		if item == "the keys of [what became of the rows](#what-became-of-the-rows)" {
			r.add(section, "", keyType{name: rowsOfLists})
			continue
		}
		m := keyItem.FindStringSubmatch(item)
		if m == nil {
			t.Errorf("%s, %s: %q is not keys with their type", section, object, item)
			continue
		}
		for _, path := range paths {
			for _, key := range texts(m[1]) {
				r.add(section, strings.TrimPrefix(path+"."+key, "."), keyType{m[2], m[3] != ""})
			}
		}
	}
}

func (r reference) add(section, path string, k keyType) {
	if r.keys[section] == nil {
		r.keys[section] = map[string]keyType{}
	}
	k.null = k.null || r.keys[section][path].null // in another table of the section
	r.keys[section][path] = k
}

// keysOf are the keys of a verb's result, with those of the objects that it shares
// with others.
func (r reference) keysOf(verb string) map[string]keyType {
	all := map[string]keyType{}
	r.include(all, "", ofEveryVerb)
	r.include(all, "", verb)
	return all
}

func (r reference) include(all map[string]keyType, prefix, section string) {
	for path, k := range r.keys[section] {
		path = strings.Trim(prefix+"."+path, ".")
		if r.keys[k.name] != nil {
			r.include(all, path, k.name)
			k.name = "object"
		}
		if path != "" {
			all[path] = k
		}
	}
}

// find returns what is said of a path of a result, in which keys that the data
// make stand for themselves.
func find(said map[string]keyType, path string) (string, bool) {
	if _, ok := said[path]; ok {
		return path, true
	}
	parts := strings.Split(path, ".")
	for known := range said {
		other := strings.Split(known, ".")
		if len(other) == len(parts) && slices.EqualFunc(other, parts,
			func(a, b string) bool { return a == b || strings.HasPrefix(a, "<") }) {
			return known, true
		}
	}
	return "", false
}
