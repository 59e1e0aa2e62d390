package stats

import (
	"cmp"
	"flag"
	"fmt"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write testdata/printed.txt anew")

// tooMany is one more case than a population can have.
var tooMany = func(most int) int { return most + 1 }(MaxPopulation)

// A printer writes results as text, a line for each.
type printer struct{ strings.Builder }

var (
	decimals = regexp.MustCompile(`-?\d+\.\d+(?:e[+-]\d+)?|-?\d+e[+-]\d+`)
	pointer  = regexp.MustCompile(`\(?0x[0-9a-f]+\)?`)
	zeros    = regexp.MustCompile(`\b[A-Z][A-Za-z]*:(?:0|false|\[\]|\{\}|<nil>)?([ }])`)
	marked   = regexp.MustCompile(` marked:[^}]*`) // the message again
	gaps     = regexp.MustCompile(`\{ +| +\}|  +`)
)

// add writes what a call gave, numbers with nine digits, which every machine has alike.
func (p *printer) add(call string, results ...any) {
	fmt.Fprintf(p, "%s:", call)
	for _, r := range results {
		if e, ok := r.(error); ok {
			fmt.Fprintf(p, " ! %s", strings.ReplaceAll(e.Error(), "\n", " ! "))
			continue
		} else if r == nil {
			continue
		}
		text := marked.ReplaceAllString(pointer.ReplaceAllString(fmt.Sprintf("%+v", r), "@"), "")
		for range 2 { // what is 0 is left out, and then what is empty
			text = gaps.ReplaceAllStringFunc(zeros.ReplaceAllString(text, "$1"), func(gap string) string {
				return cmp.Or(strings.TrimSpace(gap), " ")
			})
		}
		text = strings.NewReplacer(" {Name:", "\n\t{Name:", "[{Name:", "[\n\t{Name:",
			"{Code:", "\n\t{Code:").Replace(text) // steps, warnings
		fmt.Fprint(p, " ", decimals.ReplaceAllStringFunc(text, func(x string) string {
			v, _ := strconv.ParseFloat(x, 64)
			return strconv.FormatFloat(v, 'g', 9, 64)
		}))
	}
	p.WriteString("\n")
}

// Results, workings, warnings and refusals are those of testdata/printed.txt, word for word. Other
// tests prove the numbers; this one keeps any of them, and any word, from changing unseen.
func TestPrinted(t *testing.T) {
	if strconv.IntSize == 32 {
		t.Skip("there is no number above the largest population")
	}
	p := &printer{}
	for _, part := range []func(*printer){printSizes, printMargins, printPlans, printIntervals, printStrata, printDesigns,
		printDifferences, printReadings, printTexts, printLaws} {
		part(p)
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
