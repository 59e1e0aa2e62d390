package discretion

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/pelletier/go-toml/v2"

	"onecase/sample"
)

//go:embed rulesets/*.toml
var shipped embed.FS

// RuleSetIDs gives the ids of the rule sets that come with the program, sorted.
func RuleSetIDs() []string {
	files, err := fs.Glob(shipped, "rulesets/*.toml")
	if err != nil {
		panic(err) // the pattern is a constant
	}
	ids := make([]string, len(files))
	for i, f := range files {
		ids[i] = strings.TrimSuffix(path.Base(f), ".toml")
	}
	slices.Sort(ids)
	return ids
}

// LoadRules gives the rule set with an id, or the one in a TOML file. A rule
// set that contradicts itself is an error that lists the contradictions.
func LoadRules(idOrFile string) (*RuleSet, error) {
	r, err := ReadRules(idOrFile)
	if err != nil {
		return nil, err
	}
	if findings := r.Check(); len(findings) > 0 {
		return nil, fmt.Errorf("rule set %s contradicts itself:\n%w", idOrFile, findings)
	}
	return r, nil
}

// ReadRules is LoadRules without the check, for a rule set that is still being
// written.
func ReadRules(idOrFile string) (*RuleSet, error) {
	if slices.Contains(RuleSetIDs(), idOrFile) {
		text, err := shipped.ReadFile("rulesets/" + idOrFile + ".toml")
		if err != nil {
			return nil, err
		}
		return ParseRules(idOrFile+".toml", text)
	}
	text, err := os.ReadFile(idOrFile)
	switch {
	case err == nil:
		return ParseRules(idOrFile, text)
	case errors.Is(err, fs.ErrNotExist) && strings.HasSuffix(idOrFile, ".toml"):
		return nil, fmt.Errorf("rule set %s: there is no such file (check the name and the folder)", idOrFile)
	case strings.HasSuffix(idOrFile, ".toml") || strings.ContainsAny(idOrFile, `/\`):
		return nil, fmt.Errorf("rule set: %w", err)
	}
	ids := RuleSetIDs()
	return nil, fmt.Errorf("there is no rule set %q%s; there are %s, or give the name of a TOML file",
		idOrFile, didYouMean(idOrFile, ids), strings.Join(ids, ", "))
}

// A groupFile is a group as a rule set writes it.
type groupFile struct {
	ID        string   `toml:"id"`
	Name      string   `toml:"name"`
	Disposals []string `toml:"disposals"`
	Window    *struct {
		MinMonths int `toml:"min_months"`
		MaxMonths int `toml:"max_months"`
	} `toml:"window"`
}

// ParseRules reads a rule set from TOML. The name is for messages.
func ParseRules(name string, text []byte) (*RuleSet, error) {
	var file struct {
		RuleSet
		Groups []groupFile `toml:"groups"`
	}
	unknown, err := decodeStrict(name, text, &file)
	if err != nil {
		return nil, err
	}
	if err := unknown.Err(); err != nil {
		return nil, err
	}
	r := file.RuleSet
	for _, g := range file.Groups {
		group := sample.Group{ID: g.ID, Name: g.Name, Disposals: g.Disposals}
		if g.Window != nil {
			group.Window = &sample.Window{MinMonths: g.Window.MinMonths, MaxMonths: g.Window.MaxMonths}
		}
		r.Groups = append(r.Groups, group)
	}
	if r.Percent.Measure == "" {
		r.Percent.Measure = PercentYes
	}
	r.finish()
	return &r, nil
}

// wrongType is how the TOML library says that a value is of another type than
// the key takes, in words of the program and not of the file.
var wrongType = regexp.MustCompile(`cannot decode TOML (\w+) into (?:a )?(?:struct field \S+ of type |Go value of type |value of type )?\*?(\S+)`)

// plainTOML puts a message of the TOML library in words for the file's author.
func plainTOML(message string) string {
	return wrongType.ReplaceAllStringFunc(message, func(found string) string {
		m := wrongType.FindStringSubmatch(found)
		return fmt.Sprintf("this is %s, and the key takes %s", typeWords(m[1]), typeWords(m[2]))
	})
}

// typeWords names a type of TOML or of the program.
func typeWords(name string) string {
	switch {
	case name == "string":
		return "a text"
	case name == "int" || name == "int64" || name == "integer":
		return "a whole number"
	case name == "float" || name == "float64":
		return "a number"
	case name == "bool" || name == "boolean":
		return "true or false"
	case name == "array" || strings.HasPrefix(name, "[]"):
		return "a list"
	case name == "table" || name == "inline" || strings.HasPrefix(name, "map["):
		return "a table"
	}
	return "something else"
}

// decodeStrict reads TOML into v. Keys that v does not have are sample.Problems,
// and v holds the rest of the file all the same. Any other error shows the
// user's own lines with the faulty part underlined.
func decodeStrict(name string, text []byte, v any) (sample.Problems, error) {
	if row := notText(text); row > 0 {
		return nil, sample.Problems{{File: name, Row: row, Message: "this is not plain text in UTF-8",
			Fix: "save the file as UTF-8; the name of a table ends in .csv or .xlsx"}}
	}
	dec := toml.NewDecoder(bytes.NewReader(text)).DisallowUnknownFields()
	err := dec.Decode(v)
	var missing *toml.StrictMissingError
	if errors.As(err, &missing) {
		return unknownKeys(name, missing, v), nil
	}
	var bad *toml.DecodeError
	if errors.As(err, &bad) {
		row, col := bad.Position()
		plain := plainTOML(strings.TrimPrefix(bad.Error(), "toml: "))
		return nil, fmt.Errorf("%s, row %d, column %d: %s\n%s", name, row, col, plain, plainTOML(bad.String()))
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return nil, nil
}

// notText gives the row, from 1, in which a file stops being text that can be
// shown to its author: UTF-8 without control characters other than tabs and line
// ends. It is 0 where all of it is.
func notText(text []byte) int {
	row := 1
	for len(text) > 0 {
		r, size := utf8.DecodeRune(text)
		switch {
		case r == '\n':
			row++
		case r == utf8.RuneError && size == 1, r < ' ' && r != '\t' && r != '\r', r == 0x7f:
			return row
		}
		text = text[size:]
	}
	return 0
}

// unknownKeys has a problem for every key that a file has and v does not.
func unknownKeys(name string, missing *toml.StrictMissingError, v any) sample.Problems {
	var problems sample.Problems
	for _, e := range missing.Errors {
		row, _ := e.Position()
		key := e.Key()
		at := len(key) - 1
		for i := range key {
			if known := keysOf(reflect.TypeOf(v), key[:i]); len(known) > 0 && !slices.Contains(known, key[i]) {
				at = i
				break
			}
		}
		known := keysOf(reflect.TypeOf(v), key[:at])
		whole := strings.Join(key[:at+1], ".")
		problem := sample.Problem{File: name, Row: row, Column: whole, Value: key[at],
			Message: fmt.Sprintf("unknown key %q%s", whole, didYouMean(key[at], known))}
		if len(known) > 0 {
			problem.Fix = "the keys here are " + strings.Join(known, ", ")
		}
		problems = append(problems, problem)
	}
	return problems
}

// keysOf gives the keys of a table of a file that is read into a type, the table
// named by the keys that lead to it; none where the type has no such table.
func keysOf(t reflect.Type, table []string) []string {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	switch {
	case t.Kind() == reflect.Map && len(table) > 0:
		return keysOf(t.Elem(), table[1:])
	case t.Kind() != reflect.Struct:
		return nil
	}
	var keys []string
	for _, f := range reflect.VisibleFields(t) {
		key := f.Tag.Get("toml")
		switch {
		case key == "" || key == "-":
		case len(table) == 0:
			keys = append(keys, key)
		case key == table[0]:
			return keysOf(f.Type, table[1:])
		}
	}
	return keys
}
