// Package printed keeps results from changing unseen: tests write them as text, whole, and hold it
// against a file that was read when it was written.
package printed

import (
	"flag"
	"fmt"
	"maps"
	"math"
	"os"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the printed files of tests anew")

// A Printer writes results, a line for each. What is zero or empty is left out.
type Printer struct {
	strings.Builder
	// Digits are the significant ones of numbers that are not whole.
	Digits int
	// Short are names of types, as "rules.Set", and the field of theirs that stands for them; "" leaves them out.
	Short map[string]string
}

// Add writes what a call gave.
func (p *Printer) Add(call string, results ...any) {
	p.WriteString(call)
	for _, r := range results {
		if text := p.text(reflect.ValueOf(r)); text != "" {
			p.WriteString(" " + text)
		}
	}
	p.WriteString("\n")
}

// text is a value as text; "" where it is zero, empty, or left out.
func (p *Printer) text(v reflect.Value) string {
	if !v.IsValid() {
		return ""
	}
	if v.CanInterface() {
		if err, ok := v.Interface().(error); ok && v.Kind() != reflect.Struct && !v.IsZero() {
			return "! " + strings.ReplaceAll(err.Error(), "\n", " ! ")
		}
	}
	short, is := p.Short[v.Type().String()]
	switch {
	case is && (short == "" || v.IsZero()):
		return ""
	case is:
		return p.text(v.FieldByName(short))
	}
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if v.Kind() == reflect.Pointer && !v.IsNil() && v.Elem().Kind() <= reflect.Float64 {
			return "*" + p.number(v.Elem())
		}
		return p.text(v.Elem())
	case reflect.Func, reflect.Chan:
		return ""
	case reflect.Struct:
		if s, ok := v.Interface().(fmt.Stringer); ok {
			return s.String()
		}
		return p.fields(v)
	case reflect.Map:
		var parts []string
		keys := map[string]reflect.Value{}
		for _, k := range v.MapKeys() {
			keys[fmt.Sprint(k.Interface())] = v.MapIndex(k)
		}
		for _, k := range slices.Sorted(maps.Keys(keys)) {
			parts = append(parts, k+":"+p.text(keys[k]))
		}
		return bracketed(parts, " ")
	case reflect.Slice, reflect.Array:
		var parts []string
		between := " "
		for i := range v.Len() {
			e := v.Index(i)
			text := p.text(e)
			if text == "" {
				text = p.number(e)
			}
			parts = append(parts, text)
			if e.Kind() == reflect.Struct && len(text) > 40 {
				between = "\n\t"
			}
		}
		if len(parts) > 1 && between != " " {
			return "[\n\t" + strings.Join(parts, between) + "]"
		}
		return bracketed(parts, between)
	}
	if v.IsZero() {
		return ""
	}
	return p.number(v)
}

// number is a plain value, also where it is zero.
func (p *Printer) number(v reflect.Value) string {
	switch v.Kind() {
	case reflect.Float32, reflect.Float64:
		x := v.Float()
		if math.Abs(x) < 1e-11 { // another machine may have another trace, or none
			x = 0
		}
		return strconv.FormatFloat(x, 'g', p.Digits, 64)
	case reflect.Struct:
		return "{}"
	case reflect.Slice, reflect.Map, reflect.Pointer, reflect.Interface:
		return "-"
	case reflect.String:
		return strconv.Quote(v.String())
	}
	return fmt.Sprint(v.Interface())
}

func (p *Printer) fields(v reflect.Value) string {
	var parts []string
	for i := range v.NumField() {
		f := v.Type().Field(i)
		if !f.IsExported() {
			continue
		}
		text := p.text(v.Field(i))
		switch {
		case text == "":
		case f.Anonymous:
			parts = append(parts, strings.TrimSuffix(strings.TrimPrefix(text, "{"), "}"))
		default:
			parts = append(parts, f.Name+":"+text)
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return "{" + strings.Join(parts, " ") + "}"
}

func bracketed(parts []string, between string) string {
	if len(parts) == 0 {
		return ""
	}
	return "[" + strings.Join(parts, between) + "]"
}

// Check holds what was written against a file, which -update writes.
func (p *Printer) Check(t testing.TB, name string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(name, []byte(p.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if diff := gocmp.Diff(strings.Split(string(want), "\n"), strings.Split(p.String(), "\n")); diff != "" {
		t.Error(diff)
	}
}
