package main

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"math"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// explained are uses of each verb that show every kind of working it has. They
// run in a folder that holds the example of demo.
var explained = map[string][]string{
	"size": {
		"--population 50", "--sample 39", "--sample 39 --population 51", "--population 51 --criterion estimate",
		"--population 51 --criterion interval --response 90%", "--population 200 --design-effect 1.5 --response 90%", "--table 10,20",
		"--population 50 --detect 50%,65% --earlier 31/41", "--population 600 --decide 70%,90%",
		"--population 500 --at-most 4% --confidence 95",
		"--detect 50%,65%", "--decide 70%,90%", "--at-most 4%", "--population 50 --rounding up-each-step",
		"--population 5 --rounding nearest", "--confidence 95",
	},
	"margin": {"--sample 31 --population 41", "--sample 4", "--sample 31 --population 41 --earlier 39/50",
		"--sample 4 --within 26/30", "--sample 5 --population 5"},
	"interval": {"2/4 --method all", "13/22 --population 29 --method all", "4/4 --population 4 --method all",
		"0/4 --population 8 --method all", "4/4 --method all", "25/39 --population 50 --wrong-yes 10% --wrong-no 10%",
		"25/39 --wrong-yes 10%", "25/39 --population 50 --wrong-yes 3/60 --wrong-no 2/80", "25/39 --wrong-yes 3/60",
		"1/39 --population 50 --wrong-yes 10%"},
	"coverage": {"--population 51 --sample 39 --method all", "--sample 10 --method all"},
	"counts": {
		"47% --of 35", "82,82,86,82,71 --max 39", "62% --of 39", "47%", "47% --of 35 --percent-rounding any",
		"46% --of 39 --percent-rounding down", "46% --of 39 --percent-rounding half-even",
	},
	"plan": {
		"onecase-demo/cases.xlsx --as-of 2021-06-21", "onecase-demo/cases.xlsx --rules none --criterion interval",
		"onecase-demo/cases.xlsx --as-of 2021-06-21 --size court=44", "onecase-demo/cases.xlsx --as-of 2021-06-21 --total 40",
	},
	"commit": {"onecase-demo/cases.xlsx --as-of 2021-06-21"},
	"draw": {
		"onecase-demo/cases.xlsx --as-of 2021-06-21 --seed \"dice 3 1 4 1 5\" --record mine.json --output mine.xlsx",
		"onecase-demo/cases.xlsx --as-of 2021-06-21 --seed a --force --cap manager=6",
		"onecase-demo/cases.xlsx --as-of 2021-06-21 --seed a --force --at-least disposal:custody=1",
		"onecase-demo/cases.xlsx --rules none --total 80 --seed a --force",
		"onecase-demo/cases.xlsx --as-of 2021-06-21 --seed a --force --size court=50",
		"onecase-demo/cases.xlsx --as-of 2021-06-21 --seed a --force --match gender",
		"onecase-demo/cases.xlsx --as-of 2021-06-21 --extend onecase-demo/kent.record.json --size court=44 --record more.json --output more.xlsx --force",
	},
	"verify":  {"onecase-demo/kent.record.json onecase-demo/cases.csv"},
	"replace": {"mine.json --case K016 --reason restricted", "mine.json --case K017 --reason restricted --policy failed"},
	"assign":  {"mine.json --readers even.csv --seed s", "onecase-demo/kent.record.json --readers readers.csv --days 5 --seed s"},
	"reread":  {"onecase-demo/kent.record.json --cases 12 --seed s --first first.csv"},
	"agree": {
		"first.csv second.csv --record onecase-demo/kent.record.json", "first.csv second.csv --rules hmip-youth-2018 --within 20%",
		"first.csv second.csv --record onecase-demo/kent.record.json --wrong-yes 10% --wrong-no 1/20",
	},
	"rate": {
		"points.csv --rules points.toml", "levels.toml",
		"onecase-demo/kent.toml", "onecase-demo/judgements.csv --rules hmip-youth-2018 --record onecase-demo/kent.record.json",
		"onecase-demo/kent.toml --set court.reviewing.public=15/22", "onecase-demo/kent.toml --wrong-yes 10% --wrong-no 1/20",
	},
	"progress": {
		"onecase-demo/judgements.csv --record onecase-demo/kent.record.json",
		"onecase-demo/week.csv --record onecase-demo/kent.record.json",
		"onecase-demo/week.csv --record onecase-demo/assigned.json --rules none",
		"onecase-demo/judgements.csv --record onecase-demo/assigned.json --readers",
	},
	"robust": {
		"onecase-demo/kent.toml", "onecase-demo/kent.toml --reread 90%", "onecase-demo/kent.toml --more 5",
		"onecase-demo/kent.toml --model separate",
		"onecase-demo/kent.toml --wrong-yes 10% --wrong-no 1/20", "onecase-demo/kent.toml --wrong-yes 10% --model separate",
		"onecase-demo/judgements.csv --rules hmip-youth-2018 --record onecase-demo/kent.record.json --replicates 200",
	},
	"outlook": {
		"onecase-demo/kent.toml", "--rules hmip-youth-2018 --population court=50,ooc=30 --rate 0.7",
		"onecase-demo/kent.toml --agreement 90%",
	},
	"estimate": {
		"onecase-demo/judgements.csv --record onecase-demo/kent.record.json",
		"onecase-demo/judgements.csv --record onecase-demo/kent.record.json --by gender",
	},
	"compare": {
		"onecase-demo/kent.toml onecase-demo/kent.toml", "onecase-demo/kent.toml onecase-demo/kent.toml --method mover",
	},
	"pool": {
		"north.toml middle.toml south.toml", "north.toml middle.toml south.toml --weights equal",
		"north.toml south.toml --weights North=2,South=1",
	},
	"demo": {"other"},
}

// unexplained are the verbs that work nothing out.
var unexplained = []string{"completion", "notices", "record", "rules", "version"}

// workingOf runs a verb with --explain and returns the steps that it shows.
func workingOf(t *testing.T, verb, rest string) []workedStep {
	t.Helper()
	stdout, stderr, code := try(append([]string{verb, "--explain", "--format", "json"}, splitWords(rest)...)...)
	if code != 0 {
		t.Fatalf("%s %s: exit %d: %s", verb, rest, code, stderr)
	}
	var result struct{ Working []workedStep }
	if err := json.Unmarshal([]byte(stdout), &result); err != nil {
		t.Fatal(err)
	}
	if len(result.Working) == 0 {
		t.Fatalf("%s %s --explain shows no working", verb, rest)
	}
	return result.Working
}

type workedStep struct {
	Part, Name, Formula, Substitution, Result, Source string
	Step                                              int
}

// Each step of each verb's working has its formula, the numbers put in, the
// result and where the formula comes from; and where the numbers are a sum, the
// result is what they make, to the last digit shown.
func TestEveryStepIsExplained(t *testing.T) {
	folder := t.TempDir()
	if err := os.CopyFS(folder, os.DirFS("../../examples/region")); err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(folder, os.DirFS("testdata/levels")); err != nil {
		t.Fatal(err)
	}
	twiceRead(t, folder)
	t.Chdir(folder)
	for name, text := range map[string]string{"even.csv": "reader\nA\nB\nC\n", "readers.csv": "reader,capacity\nA,22\nB,22\nC,21\n"} {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if _, stderr, code := try("demo"); code != 0 {
		t.Fatal(stderr)
	}
	writeWeek(t, "onecase-demo")
	sums := 0
	for _, v := range verbs() {
		if slices.Contains(unexplained, v.name) {
			continue
		}
		if explained[v.name] == nil {
			t.Errorf("no use of %s is listed here to show its working", v.name)
		}
		for _, rest := range explained[v.name] {
			for _, s := range workingOf(t, v.name, rest) {
				for part, text := range map[string]string{"part": s.Part, "name": s.Name, "formula": s.Formula,
					"substitution": s.Substitution, "result": s.Result, "source": s.Source} {
					if strings.TrimSpace(text) == "" {
						t.Errorf("onecase %s %s: step %d, %q, has no %s", v.name, rest, s.Step, s.Name, part)
					}
				}
				made, ok := evaluate(s.Substitution)
				shown, digits, err := readNumber(s.Result)
				if !ok || err != nil {
					continue
				}
				sums++
				if math.Abs(made-shown) > tolerance(s.Substitution, shown, digits) {
					t.Errorf("onecase %s %s: step %d, %q: %s makes %.9g, the working says %s", v.name, rest, s.Step,
						s.Name, s.Substitution, made, s.Result)
				}
			}
		}
	}
	t.Logf("%d results worked out again", sums)
	if sums < 50 {
		t.Errorf("only %d results could be worked out again from the numbers beside them", sums)
	}
}

// squared is a number or a bracket with the sign for its square behind it.
var squared = regexp.MustCompile(`([0-9.]+)²`)

// evaluate works out a sum as a working writes it; ok is false for text that is
// no sum.
func evaluate(text string) (value float64, ok bool) {
	expression, err := parser.ParseExpr(strings.ReplaceAll(squared.ReplaceAllString(text, "($1*$1)"), "×", "*"))
	if err != nil {
		return 0, false
	}
	if _, number := expression.(*ast.BasicLit); number {
		return 0, false
	}
	value, err = evaluateNode(expression)
	return value, err == nil
}

func evaluateNode(node ast.Expr) (float64, error) {
	switch e := node.(type) {
	case *ast.ParenExpr:
		return evaluateNode(e.X)
	case *ast.BasicLit:
		return strconv.ParseFloat(e.Value, 64)
	case *ast.UnaryExpr:
		x, err := evaluateNode(e.X)
		return -x, err
	case *ast.BinaryExpr:
		x, err := evaluateNode(e.X)
		if err != nil {
			return 0, err
		}
		y, err := evaluateNode(e.Y)
		switch e.Op {
		case token.ADD:
			return x + y, err
		case token.SUB:
			return x - y, err
		case token.MUL:
			return x * y, err
		case token.QUO:
			return x / y, err
		}
	case *ast.CallExpr:
		name, ok := e.Fun.(*ast.Ident)
		if !ok || len(e.Args) == 0 {
			break
		}
		var values []float64
		for _, a := range e.Args {
			v, err := evaluateNode(a)
			if err != nil {
				return 0, err
			}
			values = append(values, v)
		}
		switch name.Name {
		case "sqrt":
			return math.Sqrt(values[0]), nil
		case "min":
			return slices.Min(values), nil
		case "max":
			return slices.Max(values), nil
		}
	}
	return 0, fmt.Errorf("no sum")
}

// readNumber reads the number that a result begins with, percentages too, and
// half a unit of its last digit.
func readNumber(text string) (value, half float64, err error) {
	m := regexp.MustCompile(`^(-?[0-9]+)(\.[0-9]+)?(e-?[0-9]+)?(%?)$`).FindStringSubmatch(text)
	if m == nil {
		return 0, 0, fmt.Errorf("%q is no number", text)
	}
	if value, err = strconv.ParseFloat(strings.TrimSuffix(text, "%"), 64); err != nil {
		return 0, 0, err
	}
	half = 0.5
	if m[2] != "" {
		half /= math.Pow10(len(m[2]) - 1)
	}
	if exponent, err := strconv.Atoi(strings.TrimPrefix(m[3], "e")); err == nil {
		half *= math.Pow10(exponent)
	}
	if m[4] != "" {
		value, half = value/100, half/100
	}
	return value, half, nil
}

// decimal is a number with digits behind a point, which may have been rounded.
var decimal = regexp.MustCompile(`[0-9]+\.[0-9]+(e-?[0-9]+)?`)

// tolerance is how far a sum may be off its result: half a unit of the result's
// last digit, and what half a unit of each number of five digits or more makes.
func tolerance(sum string, shown, half float64) float64 {
	if half == 0.5 && shown == math.Trunc(shown) {
		half = 5e-6 * max(1, math.Abs(shown)) // a whole number with no digit cut off
	}
	middle, _ := evaluate(sum)
	for _, at := range decimal.FindAllStringIndex(sum, -1) {
		number := sum[at[0]:at[1]]
		if len(strings.TrimLeft(strings.ReplaceAll(number, ".", ""), "0")) < 5 {
			continue
		}
		value, unit, err := readNumber(number)
		if err != nil {
			continue
		}
		other, _ := evaluate(sum[:at[0]] + strconv.FormatFloat(value+unit, 'f', 12, 64) + sum[at[1]:])
		half += math.Abs(other - middle)
	}
	return half * (1 + 1e-9)
}

func TestEvaluate(t *testing.T) {
	for text, want := range map[string]float64{
		"1.28155² × 0.5 × 0.5 / 0.05²": 164.237040,
		"sqrt(0.5 × 0.5 / 31 × 10/40)": 0.04490133,
		"164.237 / (1 + 163.237/50)":   38.5104367,
		"min(39, 50)":                  39,
		"22 * (29 - 1) / (29 - 22)":    88,
	} {
		if got, ok := evaluate(text); !ok || math.Abs(got-want) > 1e-6*want {
			t.Errorf("evaluate(%q) = %v, %v, want %v", text, got, ok, want)
		}
	}
	for _, text := range []string{"", "39", "24 yes of 39 cases", "0.1271 at K = 28; 0.0469 at 27", "15 of 29"} {
		if got, ok := evaluate(text); ok {
			t.Errorf("evaluate(%q) = %v, which is no sum", text, got)
		}
	}
}
