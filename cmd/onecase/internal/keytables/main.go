// Keytables writes the tables of keys in the manual from the types of the results
// and the comments of their fields. It runs in the folder of the command. A table
// stands below a line that names its type:
//
//	<!-- keys sizeResult -->
//
// A key's type is that of its field, "or null" follows from a pointer or the tag
// null, and what it means is the comment behind the field, or else above it. Keys
// of one type and meaning stand together. Types that several results share have
// rows of their own, under the names in shared.
package main

import (
	"fmt"
	"log"
	"os"
	"regexp"
	"slices"
	"strings"
)

const manual = "README.md"

// shared are the types that the manual describes once, with their names there.
var shared = map[string]string{
	"stats.Step": "step", "main.groupCases": "group", "discretion.LeftOut": "left-out", "main.rateOverall": "overall swing",
	"discretion.RouteStep": "route step", "discretion.CaseMove": "case move", "main.chances": "chances",
	"main.bounds": "bounds", "main.scores": "scores",
	"discretion.JudgedStep": "judged step", "main.agreeCoefficient": "coefficient",
}

// rowsOfLists is embedded in the results that have the keys of a section of its own.
const rowsOfLists = "main.cleaningResult"

func main() {
	page, err := os.ReadFile(manual)
	if err == nil {
		page, err = withTables(page)
	}
	if err == nil {
		err = os.WriteFile(manual, page, 0o644)
	}
	if err != nil {
		log.Fatal(err)
	}
}

// marked is a line that names types, and the table below it.
var marked = regexp.MustCompile(`(?m)^<!-- keys ([\w. ]+) -->\n+(?:\|.*\n)*`)

// withTables is the page with its tables as they should be.
func withTables(page []byte) ([]byte, error) {
	p := packages{}
	failed := p.readAll("main") // which says where the other packages are
	page = marked.ReplaceAllFunc(page, func(m []byte) []byte {
		names := string(marked.FindSubmatch(m)[1])
		t := table{packages: p}
		for name := range strings.FieldsSeq(names) {
			if !strings.Contains(name, ".") {
				name = "main." + name
			}
			if err := t.result(name); err != nil {
				failed = err
			}
		}
		return []byte("<!-- keys " + names + " -->\n\n| object | keys |\n| --- | --- |\n" + strings.Join(t.rows, ""))
	})
	return page, failed
}

// A table is made of rows, each an object with its keys.
type table struct {
	packages
	rows []string
}

// result adds the rows of a result, or the row of a type that several share.
func (t *table) result(name string) error {
	object := "the result"
	if shared[name] != "" {
		object = "*" + shared[name] + "*"
	}
	return t.object(object, []string{""}, name)
}

// An item is one key, or several of one type and meaning.
type item struct {
	keys    []string
	kind    string // its type for readers; "" for an object with a row of its own
	object  string // the name of that object's type
	null    bool
	meaning string
}

// object adds the row of an object that is found at some paths, and those of the
// objects in it.
func (t *table) object(head string, paths []string, name string) error {
	items, err := t.items(name)
	if err != nil {
		return err
	}
	var cells []string
	for n, i := range items {
		if i.object != "" && t.holdsObjectsAlone(i.object) {
			items[n].kind = "object"
		}
		if items[n].object == "" || items[n].kind != "" {
			cells = append(cells, items[n].cell())
		}
	}
	if len(cells) > 0 {
		t.rows = append(t.rows, fmt.Sprintf("| %s | %s |\n", head, strings.Join(cells, "<br>")))
	}
	for _, i := range items {
		if i.object == "" {
			continue
		}
		var inner []string
		for _, path := range paths {
			for _, key := range i.keys {
				inner = append(inner, strings.TrimPrefix(path+"."+key, "."))
			}
		}
		if err := t.object(i.row(inner), inner, i.object); err != nil {
			return err
		}
	}
	return nil
}

// holdsObjectsAlone tells whether a struct has no keys but objects, so that it has no
// row.
func (p packages) holdsObjectsAlone(name string) bool {
	items, _ := p.items(name)
	return !slices.ContainsFunc(items, func(i item) bool { return i.object == "" })
}

// items are the keys of a struct, those of one type and meaning together.
func (p packages) items(name string) ([]item, error) {
	fields, err := p.fields(name)
	if err != nil {
		return nil, err
	}
	var items []item
	for _, f := range fields {
		same := func(i item) bool {
			return len(f.keys) > 0 && i.kind == f.kind && i.object == f.object && i.null == f.null && i.meaning == f.meaning
		}
		if at := slices.IndexFunc(items, same); at >= 0 {
			items[at].keys = append(items[at].keys, f.keys...)
		} else {
			items = append(items, f)
		}
	}
	return items, nil
}

// cell is an item in the cell of its object: `low`, `high` number or null: the limits.
func (i item) cell() string {
	if len(i.keys) == 0 {
		return i.meaning
	}
	return i.text(i.keys, " "+i.kind)
}

// row is the first cell of an object with a row of its own.
func (i item) row(paths []string) string { return i.text(paths, "") }

func (i item) text(names []string, kind string) string {
	text := "`" + strings.Join(names, "`, `") + "`" + kind
	if i.null {
		text += " or null"
	}
	if i.meaning != "" {
		text += ": " + i.meaning
	}
	return text
}
