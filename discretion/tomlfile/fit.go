package tomlfile

import (
	"fmt"
	"maps"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"onecase/sample/sheet"
	"onecase/stats"
	"onecase/stats/phrase"
)

// A fitter removes from a TOML tree what a type cannot hold, and reports it.
type fitter struct {
	file     string
	rows     map[string]int // see Rows
	problems sheet.Problems
}

// table fits a table to a struct. The path has the number of every entry of an array.
func (f *fitter) table(t reflect.Type, table map[string]any, path []string) {
	keys := keysOf(t)
	for _, key := range slices.Sorted(maps.Keys(table)) {
		at := append(slices.Clone(path), key)
		// The TOML library ignores the case of keys: of yes and Yes in one table either could count.
		i := slices.IndexFunc(keys, func(k fileKey) bool { return k.name == key })
		if i < 0 {
			known := phrase.Each(keys, func(k fileKey) string { return k.name })
			f.problem(at, key, fmt.Sprintf("unknown key %q%s", shownPath(at), sheet.DidYouMean(key, known)),
				stats.Remedy("the keys here are "+strings.Join(known, ", ")))
			delete(table, key)
			continue
		}
		f.entry(keys[i].of, table, key, at)
	}
}

// entry fits the value of a key to a type, and leaves it out where nothing fits.
func (f *fitter) entry(t reflect.Type, table map[string]any, key string, path []string) {
	if value, fits := f.fit(t, table[key], path); fits {
		table[key] = value
	} else {
		delete(table, key)
	}
}

// fit gives a value as far as it fits a type; fits is false where nothing does.
func (f *fitter) fit(t reflect.Type, value any, path []string) (rest any, fits bool) {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch v := value.(type) {
	case map[string]any:
		switch t.Kind() {
		case reflect.Struct:
			f.table(t, v, path)
			return v, true
		case reflect.Map:
			for _, key := range slices.Sorted(maps.Keys(v)) {
				f.entry(t.Elem(), v, key, append(slices.Clone(path), key))
			}
			return v, true
		}
	case []any:
		if t.Kind() == reflect.Slice {
			kept := []any{}
			for i, entry := range v {
				if inner, fits := f.fit(t.Elem(), entry, append(slices.Clone(path), strconv.Itoa(i+1))); fits {
					kept = append(kept, inner)
				}
			}
			return kept, true
		}
	case int64:
		if t.Kind() == reflect.Int && reflect.Zero(t).OverflowInt(v) {
			f.problem(path, fmt.Sprint(v), shownPath(path)+": this number is too large", "")
			return nil, false
		}
	}
	if number, ok := value.(float64); ok && t.Kind() == reflect.Float64 && (math.IsNaN(number) || math.IsInf(number, 0)) {
		f.problem(path, "", fmt.Sprintf("%s: %v is not a number that can be used", shownPath(path),
			strings.ToLower(fmt.Sprint(number))), "write a number with digits")
		return nil, false
	}
	takes, is := kindOf[t.Kind()], kindOfValue(value)
	if t.Kind() == reflect.Interface || takes == is || takes == "a number" && is == "a whole number" {
		return value, true
	}
	var fix stats.Remedy
	if is == "a table" && path[0] != "groups" {
		fix = QuotesFix
	}
	f.problem(path, "", fmt.Sprintf("%s: this is %s, and the key takes %s", shownPath(path), is, takes), fix)
	return nil, false
}

// QuotesFix is for an id with dots without quotes, of which the dots made tables.
const QuotesFix = `an id with dots needs quotes: [results."court.assessment.safety"]`

func (f *fitter) problem(path []string, value, message string, fix stats.Remedy) {
	row := 0
	for n := len(path); n > 0 && row == 0; n-- {
		row = f.rows[strings.Join(path[:n], ".")]
	}
	f.problems = append(f.problems, sheet.Problem{File: f.file, Row: row, Column: shownPath(path), Value: value,
		Message: message, Fix: fix})
}

// shownPath is a path without the numbers of an array's entries.
func shownPath(path []string) string {
	return strings.Join(slices.DeleteFunc(slices.Clone(path), func(part string) bool {
		_, err := strconv.Atoi(part)
		return err == nil
	}), ".")
}

// kindOf names what a key takes, by the kind of its type.
var kindOf = map[reflect.Kind]string{
	reflect.String: "a text", reflect.Int: "a whole number", reflect.Float64: "a number", reflect.Bool: "true or false",
	reflect.Slice: "a list", reflect.Map: "a table", reflect.Struct: "a table",
}

// kindOfValue names a value of TOML.
func kindOfValue(value any) string {
	switch value.(type) {
	case int64:
		return "a whole number"
	case string, float64, bool, []any, map[string]any:
		return kindOf[reflect.TypeOf(value).Kind()]
	}
	return "a date or a time"
}

// A fileKey is a key of a table that is read into a struct.
type fileKey struct {
	name string
	of   reflect.Type
}

// keysOf gives the keys of a table that is read into a struct.
func keysOf(t reflect.Type) []fileKey {
	var keys []fileKey
	for _, field := range reflect.VisibleFields(t) {
		if name, _, _ := strings.Cut(field.Tag.Get("toml"), ","); name != "" && name != "-" {
			keys = append(keys, fileKey{name, field.Type})
		}
	}
	return keys
}
