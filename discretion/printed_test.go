package discretion

import (
	"cmp"
	"flag"
	"fmt"
	"math"
	"os"
	"reflect"
	"strconv"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"onecase/discretion/rules"
	"onecase/sample"
	"onecase/stats"
)

var update = flag.Bool("update", false, "write testdata/printed.txt anew")

// A printer writes results as text.
type printer struct {
	strings.Builder
	folder string // a temporary one, whose name is not printed
	seen   map[string]bool
}

// add writes what a call gave.
func (p *printer) add(call string, results ...any) {
	p.WriteString(call + ":")
	for _, r := range results {
		if err, ok := r.(error); ok {
			p.WriteString(" ! " + p.plain(strings.ReplaceAll(err.Error(), "\n", " ! ")))
		} else if r != nil {
			p.WriteString(" " + p.text(reflect.ValueOf(r), 1))
		}
	}
	p.WriteString("\n")
}

// plain is a text without the folder's name.
func (p *printer) plain(text string) string {
	if p.folder == "" {
		return text
	}
	return strings.ReplaceAll(text, p.folder+string(os.PathSeparator), "")
}

// once shortens a long text that was printed before.
func (p *printer) once(text string) string {
	r := []rune(text)
	if again := p.seen[text]; len(r) > 32 && again {
		return string(r[:10]) + "…"
	}
	p.seen[text] = true
	return text
}

// text is a value without what is zero in it, and without what it was made of; numbers with nine
// digits, which every machine has alike.
func (p *printer) text(v reflect.Value, deep int) string {
	if !v.IsValid() || v.IsZero() {
		return ""
	}
	switch r := v.Interface().(type) {
	case *Inspection, *rules.Set, *rules.Scale, *sample.Record, *sample.Reread, *Published:
		return ""
	case rules.Standard:
		return r.ID
	case rules.Question:
		return r.ID
	case stats.IntervalSpec: // the rest stands beside it
		return string(r.Method)
	case fmt.Stringer:
		if v.Kind() != reflect.Pointer {
			return strconv.Quote(r.String())
		}
	}
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		return cmp.Or(p.text(v.Elem(), deep), "none") // not nil
	case reflect.Float64:
		if math.Abs(v.Float()) < 1e-9 {
			return "about-0" // by rounding
		}
		return strconv.FormatFloat(v.Float(), 'g', 9, 64)
	case reflect.String:
		text := p.plain(v.String())
		if strings.ContainsAny(text, " \n") {
			text = strconv.Quote(text)
		}
		return p.once(text)
	case reflect.Slice, reflect.Array:
		var parts []string
		gap := " "
		for i := range v.Len() {
			parts = append(parts, cmp.Or(p.text(v.Index(i), deep+1), "-"))
			if len(parts[i]) > 60 {
				gap = "\n" + strings.Repeat("\t", deep)
			}
		}
		return "[" + strings.TrimLeft(gap, " ") + strings.Join(parts, gap) + "]"
	case reflect.Struct:
		var parts []string
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() && f.Name != "Place" && f.Name != "Design" && f.Name != "Confidence" {
				if text := p.text(v.Field(i), deep); text != "" {
					parts = append(parts, f.Name+":"+text)
				}
			}
		}
		return p.once("{" + strings.Join(parts, " ") + "}")
	}
	return fmt.Sprint(v.Interface())
}

// Results, workings, warnings and refusals are those of testdata/printed.txt, word for word. Other
// tests prove the numbers; this one keeps any of them, and any word, from changing unseen.
func TestPrinted(t *testing.T) {
	p := &printer{seen: map[string]bool{}}
	for _, part := range []func(*printer, *testing.T){printRatings, printCases, printEstimates, printAgreement, printProgress,
		printPools, printOpened, printLimits, printFieldwork, printTotals, printRecords, printTexts} {
		part(p, t)
	}
	const name = "testdata/printed.txt"
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
