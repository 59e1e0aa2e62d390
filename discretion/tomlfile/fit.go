package tomlfile

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"onecase/sample/sheet"
	"onecase/stats"
)

// A fitter takes out of a TOML tree what a type has no place for, and says so.
type fitter struct {
	file     string
	rows     map[string]int // see Rows
	problems sheet.Problems
}

// table fits a table to a struct. The path leads to it, with the number of every
// entry of an array.
func (f *fitter) table(t reflect.Type, table map[string]any, path []string) {
	known := keysOf(t)
	for _, key := range slices.Sorted(maps.Keys(table)) {
		at := append(slices.Clone(path), key)
		field, ok := fieldOf(t, key)
		if !ok {
			f.problem(at, key, fmt.Sprintf("unknown key %q%s", shownPath(at), sheet.DidYouMean(key, known)), stats.Remedy("the keys here are "+strings.Join(known, ", ")))
			delete(table, key)
			continue
		}
		if value, fits := f.fit(field, table[key], at); fits {
			table[key] = value
		} else {
			delete(table, key)
		}
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
				if inner, fits := f.fit(t.Elem(), v[key], append(slices.Clone(path), key)); fits {
					v[key] = inner
				} else {
					delete(v, key)
				}
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
		switch t.Kind() {
		case reflect.Int:
			if !reflect.Zero(t).OverflowInt(v) {
				return v, true
			}
			f.problem(path, fmt.Sprint(v), shownPath(path)+": this number is too large", "")
			return nil, false
		case reflect.Float64:
			return v, true
		}
	case float64:
		if t.Kind() == reflect.Float64 {
			return v, true
		}
	case string:
		if t.Kind() == reflect.String {
			return v, true
		}
	case bool:
		if t.Kind() == reflect.Bool {
			return v, true
		}
	}
	if t.Kind() == reflect.Interface {
		return value, true
	}
	var fix stats.Remedy
	if _, table := value.(map[string]any); table && path[0] != "groups" {
		fix = QuotesFix
	}
	f.problem(path, "", fmt.Sprintf("%s: this is %s, and the key takes %s", shownPath(path), kindOfValue(value), kindOfType(t)), fix)
	return nil, false
}

// QuotesFix is for an id with dots that was written without quotes, so that its
// dots made tables of it.
const QuotesFix = `an id with dots needs quotes: [results."court.assessment.safety"]`

func (f *fitter) problem(path []string, value, message string, fix stats.Remedy) {
	row := 0
	for n := len(path); n > 0 && row == 0; n-- {
		row = f.rows[strings.Join(path[:n], ".")]
	}
	f.problems = append(f.problems, sheet.Problem{File: f.file, Row: row, Column: shownPath(path), Value: value, Message: message, Fix: fix})
}

// shownPath is a path without the numbers of an array's entries.
func shownPath(path []string) string {
	return strings.Join(slices.DeleteFunc(slices.Clone(path), func(part string) bool {
		_, err := strconv.Atoi(part)
		return err == nil
	}), ".")
}

// kindOfValue names a value of TOML.
func kindOfValue(value any) string {
	switch value.(type) {
	case string:
		return "a text"
	case int64:
		return "a whole number"
	case float64:
		return "a number"
	case bool:
		return "true or false"
	case []any:
		return "a list"
	case map[string]any:
		return "a table"
	}
	return "a date or a time"
}

// kindOfType names what a key takes.
func kindOfType(t reflect.Type) string {
	switch t.Kind() {
	case reflect.String:
		return "a text"
	case reflect.Int:
		return "a whole number"
	case reflect.Float64:
		return "a number"
	case reflect.Bool:
		return "true or false"
	case reflect.Slice:
		return "a list"
	}
	return "a table"
}

// keysOf gives the keys of a table that is read into a struct.
func keysOf(t reflect.Type) []string {
	var keys []string
	for _, field := range reflect.VisibleFields(t) {
		if key := field.Tag.Get("toml"); key != "" && key != "-" {
			keys = append(keys, key)
		}
	}
	return keys
}

// fieldOf gives the type of a key, whatever the case of its letters, as the TOML
// library takes it.
func fieldOf(t reflect.Type, key string) (reflect.Type, bool) {
	for _, field := range reflect.VisibleFields(t) {
		if name := field.Tag.Get("toml"); name != "" && name != "-" && strings.EqualFold(name, key) {
			return field.Type, true
		}
	}
	return nil, false
}
