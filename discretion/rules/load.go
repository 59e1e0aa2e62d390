package rules

import (
	"cmp"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"reflect"
	"slices"
	"strings"

	"onecase/discretion/tomlfile"
	"onecase/sample/sheet"
	"onecase/stats/phrase"
)

//go:embed sets/*.toml
var shipped embed.FS

// IDs gives the ids of the rule sets that come with the program, sorted.
func IDs() []string {
	files, err := fs.Glob(shipped, "sets/*.toml")
	if err != nil {
		panic(err) // the pattern is a constant
	}
	ids := phrase.Each(files, func(f string) string { return strings.TrimSuffix(path.Base(f), ".toml") })
	slices.Sort(ids)
	return ids
}

// Load gives the rule set with an id or in a TOML file; its contradictions are an
// error.
func Load(idOrFile string) (*Set, error) {
	r, err := LoadUnchecked(idOrFile)
	if err != nil {
		return nil, err
	}
	if findings := r.Check(); len(findings) > 0 {
		what := phrase.Either(len(r.misread) > 0, "cannot be read as it stands", "contradicts itself")
		return nil, fmt.Errorf("rule set %s %s:\n%w", idOrFile, what, findings)
	}
	return r, nil
}

// LoadUnchecked is Load without the check, for rules that are still being written.
func LoadUnchecked(idOrFile string) (*Set, error) {
	if slices.Contains(IDs(), idOrFile) {
		return published(idOrFile)
	}
	text, err := tomlfile.Read(idOrFile)
	switch {
	case err == nil:
		r, err := Parse(idOrFile, text)
		if err == nil && slices.Contains(IDs(), r.ID) {
			var of *Set
			of, err = published(r.ID)
			r.namesake = err == nil && !sameRules(reflect.ValueOf(*r), reflect.ValueOf(*of))
		}
		return r, err
	case errors.Is(err, fs.ErrNotExist) && strings.HasSuffix(idOrFile, ".toml"):
		return nil, fmt.Errorf("rule set %s: there is no such file (check the name and the folder)", idOrFile)
	case strings.HasSuffix(idOrFile, ".toml") || strings.ContainsAny(idOrFile, `/\`):
		return nil, fmt.Errorf("rule set %s: %w", idOrFile, phrase.FileError(err))
	}
	ids := IDs()
	return nil, fmt.Errorf("there is no rule set %q; there are %s, or give the name of a TOML file%s",
		idOrFile, strings.Join(ids, ", "), sheet.DidYouMean(idOrFile, ids))
}

// published gives a rule set that comes with the program.
func published(id string) (*Set, error) {
	text, err := shipped.ReadFile("sets/" + id + ".toml")
	if err != nil {
		return nil, err
	}
	return Parse(id+".toml", text)
}

// wording are the keys that decide nothing.
var wording = []string{"name", "text", "label", "note", "inspectorate", "years", "sources", "letter"}

// sameRules compares what two rule sets, or parts of them, decide by; their wording may differ.
func sameRules(a, b reflect.Value) bool {
	switch a.Kind() {
	case reflect.Struct:
		for i := range a.NumField() {
			field := a.Type().Field(i)
			key := field.Tag.Get("toml")
			if field.IsExported() && key != "-" && !slices.Contains(wording, key) && !sameRules(a.Field(i), b.Field(i)) {
				return false
			}
		}
		return true
	case reflect.Slice:
		same := a.Len() == b.Len()
		for i := 0; same && i < a.Len(); i++ {
			same = sameRules(a.Index(i), b.Index(i))
		}
		return same
	case reflect.Pointer:
		return a.IsNil() && b.IsNil() || !a.IsNil() && !b.IsNil() && sameRules(a.Elem(), b.Elem())
	}
	return reflect.DeepEqual(a.Interface(), b.Interface())
}

// Parse reads a rule set from TOML. The name is for messages. Unknown keys and wrong
// values are left out, the first findings of Check. The error is a
// *tomlfile.SyntaxError where the file is not TOML.
func Parse(name string, text []byte) (*Set, error) {
	var r Set
	problems, err := tomlfile.Decode(name, text, &r)
	if err != nil {
		return nil, err
	}
	for _, p := range problems {
		message := strings.TrimPrefix(p.Message, p.Column+": ")
		if p.Fix != "" {
			message += " (" + p.Fix.String() + ")"
		}
		r.misread = append(r.misread, Finding{p.Column, message, p.Row})
	}
	r.rows = tomlfile.Rows(text)
	r.Percent.Measure = cmp.Or(r.Percent.Measure, PercentYes)
	r.finish()
	return &r, nil
}
