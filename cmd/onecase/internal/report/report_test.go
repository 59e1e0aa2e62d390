package report

import (
	"bytes"
	"io"
	"math"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"onecase/sample/sheet"
	"onecase/stats"
)

// hostile is a document whose text tries to be markup, a formula and a
// terminal command.
var hostile = Document{
	Title: "<b>Sample</b>",
	Blocks: []Block{
		Heading("Cases & <i>reserves</i>"),
		Part("One & <b>only</b>"),
		Findings{"39 of <i>50</i>"},
		Heading("Below a part"),
		Paragraph("39 of 50 cases \x1b[31mred"),
		List{"one | two", "=1+1"},
		Commands{"onecase plan <list> --seed 'a text that is long enough to be folded if it were a paragraph'"},
		Table{
			Caption: "Selected",
			Columns: Columns("Case", ">Change"),
			Rows:    [][]string{{"=1+1", "-2"}, {"<script>alert(1)</script>", "+3 cases"}, {"Łódź", "東京"}},
			Notes:   []string{"A note."},
		},
		Derivation{{Title: "Size", Formula: "n0 = z² p (1 - p) / e²", Substitution: "1.2816² × 0.25 / 0.05²",
			Result: "164.24", Source: "Cochran 1977, 4.4"}},
		Figure{Title: "Bands", Description: "Where each question lies.", SVG: "<svg></svg>"},
	},
	Warnings: []stats.Warning{{Code: "near-census", Message: "almost all cases are read", Fix: "read them all"}},
}

func render(t *testing.T, format string, width int) string {
	t.Helper()
	var out bytes.Buffer
	if err := Write(&out, format, Screen{Width: width}, hostile); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestHTMLEscapesAllText(t *testing.T) {
	got := render(t, "html", 0)
	for _, live := range []string{"<b>", "<i>", "<script"} {
		if strings.Contains(got, live) {
			t.Errorf("the page holds live markup %q", live)
		}
	}
	for _, want := range []string{"&lt;script&gt;alert(1)", "<svg></svg>", "<pre>onecase plan &lt;list&gt;",
		"almost all cases", "Content-Security-Policy", `class="number">-2`} {
		if !strings.Contains(got, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
}

// On paper a paragraph that ends a report, such as what was written, stays with what is before it.
func TestLastParagraphStaysWithTheTable(t *testing.T) {
	var b bytes.Buffer
	last := Document{Title: "Shared out", Blocks: []Block{Table{Columns: []Column{{Name: "case"}}, Rows: [][]string{{"K001"}}, Notes: []string{"A note."}},
		Paragraph("Written: record r.json.")}}
	if err := HTML(&b, last); err != nil {
		t.Fatal(err)
	}
	if !regexp.MustCompile(`(?s)<p>Written: record r\.json\.</p>\s*</main>`).MatchString(b.String()) {
		t.Errorf("the paragraph is not the last of its page:\n%s", b.String())
	}
	_, printed, _ := strings.Cut(b.String(), "@media print {")
	if !regexp.MustCompile(`(?m)^ *[^{}]*main > p:last-child[^{}]*\{ break-before: avoid; \}`).MatchString(printed) {
		t.Error("the paragraph may begin a page")
	}
}

// A page is one file that asks for nothing, on screen or paper.
func TestHTMLNeedsNothingElse(t *testing.T) {
	got := render(t, "html", 0)
	for _, loads := range []string{"<script", "src=", "href=", "url(", "@import", "<link", "http://", "https://", "onclick", "onload"} {
		if strings.Contains(got, loads) {
			t.Errorf("the page holds %q", loads)
		}
	}
	for _, want := range []string{
		`<html lang="en">`, "default-src 'none'", "size: A4", "prefers-color-scheme: dark",
		`<section class="findings" aria-label="In short">`,
		`<h2>Cases &amp; &lt;i&gt;reserves&lt;/i&gt;</h2>`, `<h2 class="part">One &amp; &lt;b&gt;only`, "<h3>Below a part</h3>",
		"<figcaption>Bands</figcaption>", "<details><summary>The figure in words</summary><p>Where each question lies.</p></details>",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
}

func TestTextIsForATerminal(t *testing.T) {
	got := render(t, "table", 40)
	if strings.Contains(got, "\x1b") {
		t.Error("an escape sequence reaches the terminal")
	}
	for line := range strings.SplitSeq(got, "\n") {
		if n := len([]rune(line)); n > 60 && !strings.Contains(line, "─") && !strings.Contains(line, "onecase plan") {
			t.Errorf("line of %d columns where 40 were asked for: %q", n, line)
		}
	}
	for _, want := range []string{"│ =1+1", " 1. Size", "= 164.24", "source: Cochran 1977, 4.4", "! almost all",
		"\n  onecase plan <list> --seed 'a text that is long enough to be folded if it were a paragraph'\n"} {
		if !strings.Contains(got, want) {
			t.Errorf("the text lacks %q in\n%s", want, got)
		}
	}
}

func TestCSVCellsAreInert(t *testing.T) {
	var got strings.Builder
	if err := CSV(&got, hostile.Tables()[0]); err != nil {
		t.Fatal(err)
	}
	want := "Case,Change\n'=1+1,-2\n<script>alert(1)</script>,'+3 cases\nŁódź,東京\n"
	if got.String() != want {
		t.Errorf("got\n%s\nwant\n%s", got.String(), want)
	}
	for _, cell := range []string{"＝1+1", "＋1", "－1", "＠SUM(1)", "﹦1", "﹢1", "﹣1", "﹫1", "'=1", "''-K1", "\ufeff=1", "\u200b'+1"} { // spreadsheets of East Asia take them for = + - @
		if got := Inert(cell); got != "'"+cell {
			t.Error(got)
		}
	}
}

// A semicolon, a tab or a line end within a text begins a cell of its own for some spreadsheets. What is read again is
// the text as it was.
func TestCSVIsInertWithOtherSeparators(t *testing.T) {
	for cell, want := range map[string]string{"x;=cmd|' /C calc'!A0;y": "x;'=cmd|' /C calc'!A0;y", "a\n=1": "a\n'=1", "a\t@b": "a\t'@b", "x;\"=1\"": "x;\"'=1\"",
		"x;'=1": "x;''=1", "x;\ufeff+1": "x;'\ufeff+1", "a; - b": "a; - b", "a;b=1,-2": "a;b=1,-2", ";=1;＝2": ";'=1;'＝2", "=1;=2": "'=1;'=2"} {
		got := Inert(cell)
		if got != want {
			t.Errorf("%q is written as %q, want %q", cell, got, want)
		}
		if back := sheet.CellText(got); back != cell {
			t.Errorf("%q is read again as %q", cell, back)
		}
	}
}

// No format lets through a sign that turns the direction of text or steers a terminal; in CSV none hides a formula.
func TestNoFormatTurnsText(t *testing.T) {
	turned := "K\u202e1\u2066\u200f\u061c\x1b\u009b\a"
	d := Document{Title: turned}
	d.Add(Heading(turned), Paragraph(turned), List{turned}, Commands{turned},
		Table{Columns: Columns(turned), Rows: [][]string{{turned}}, Notes: []string{turned}})
	d.Warnings = append(d.Warnings, stats.NewWarning("w", "", "%s", turned))
	for _, write := range []func(io.Writer) error{
		func(w io.Writer) error { return HTML(w, d) }, func(w io.Writer) error { return Markdown(w, d) },
		func(w io.Writer) error { return Text(w, Screen{}, d) },
		func(w io.Writer) error { return CSV(w, d.Tables()[0]) },
	} {
		var out strings.Builder
		if err := write(&out); err != nil {
			t.Fatal(err)
		}
		if strings.ContainsFunc(out.String(), func(r rune) bool { return unicode.Is(unicode.Bidi_Control, r) || unicode.IsControl(r) && r != '\n' }) || !strings.Contains(out.String(), "K") {
			t.Errorf("%q", out.String())
		}
	}
	if text := wordText(turned); text != "K1" {
		t.Errorf("%q", text)
	}
	if got := Inert("\u200f=1"); got != "'=1" {
		t.Errorf("%q", got)
	}
}

func TestPrintableTurnsNoText(t *testing.T) {
	if got, want := Printable("a\u202eb\u2066c\u200fd\x1b[31m é\n"), "a\uFFFDb\uFFFDc\uFFFDd\uFFFD[31m é\n"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestMarkdownTextStaysText(t *testing.T) {
	got := render(t, "markdown", 0)
	for _, want := range []string{"# &lt;b&gt;Sample", "| --- | ---: |", `- one \| two`, "1. Size",
		"> **Please note**\n>\n> - ", "\n    onecase plan <list>"} {
		if !strings.Contains(got, want) {
			t.Errorf("the Markdown lacks %q in\n%s", want, got)
		}
	}
	if strings.Contains(got, "<script") {
		t.Error("the Markdown holds live markup")
	}
}

func TestJSONRoundsToNineDigits(t *testing.T) {
	var out bytes.Buffer
	err := JSON(&out, "size", struct {
		A      float64 `json:"A"`
		B      float64 `json:"B"`
		C      float64 `json:"C"`
		D      float64 `json:"D" null:"nan"`
		E      string  `json:"E"`
		F      int64   `json:"F"`
		G      float64 `json:"G"`
		H      string  `json:"H" null:"zero"`
		I      string  `json:"I,omitempty"`
		J      []int   `json:"J"`
		Chance Object  `json:"chances"`
		Hidden string
	}{1.0 / 3, 1e-13, 164.23744151498158, math.NaN(), `0.123456789012 "x" <`, 12345678901, 2.5e-10, "", "", nil,
		Object{{"z", 0.5}, {"a", 1e21}}, "not a key"})
	if err != nil {
		t.Fatal(err)
	}
	want := `{
  "verb": "size",
  "schema": 1,
  "A": 0.333333333,
  "B": 0,
  "C": 164.237442,
  "D": null,
  "E": "0.123456789012 \"x\" <",
  "F": 12345678901,
  "G": 2.5e-10,
  "H": null,
  "J": [],
  "chances": {
    "z": 0.5,
    "a": 1e+21
  }
}
`
	if out.String() != want {
		t.Errorf("got\n%s\nwant\n%s", out.String(), want)
	}
}

// A table gives way where it can fold and never inside a word.
func TestTextTableFoldsBetweenWords(t *testing.T) {
	var out bytes.Buffer
	err := Text(&out, Screen{Width: 70}, Document{Blocks: []Block{Table{
		Columns: Columns("Standard", "Rating", ">Cases up", "Why"),
		Rows:    [][]string{{"court.assessment", "requires-improvement", "4-6", "one case would take it to Inadequate"}},
	}}})
	if err != nil {
		t.Fatal(err)
	}
	want := `
┌──────────────────┬──────────────────────┬──────────┬───────────────┐
│ Standard         │ Rating               │ Cases up │ Why           │
├──────────────────┼──────────────────────┼──────────┼───────────────┤
│ court.assessment │ requires-improvement │      4-6 │ one case      │
│                  │                      │          │ would take it │
│                  │                      │          │ to Inadequate │
└──────────────────┴──────────────────────┴──────────┴───────────────┘
`
	if got := "\n" + out.String(); got != want {
		t.Errorf("got%s", got)
	}
}

// The working comes before the warnings, which are last in every result, and
// changes nothing else.
func TestExplainedJSON(t *testing.T) {
	result := struct {
		Text     string   `json:"text"`
		Share    float64  `json:"share"`
		Warnings []string `json:"warnings"`
	}{"a < b & \"c\"", 1.0 / 3, []string{}}
	var out bytes.Buffer
	if err := ExplainedJSON(&out, "size", result,
		Document{Blocks: []Block{Heading("Working"), Derivation{{"Size", "a / b", "1 / 3", "0.333", "a book"}}}}); err != nil {
		t.Fatal(err)
	}
	want := `{
  "verb": "size",
  "schema": 1,
  "text": "a < b & \"c\"",
  "share": 0.333333333,
  "working": [
    {
      "part": "Working",
      "step": 1,
      "name": "Size",
      "formula": "a / b",
      "substitution": "1 / 3",
      "result": "0.333",
      "source": "a book"
    }
  ],
  "warnings": []
}
`
	if got := out.String(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// Numbers put into a formula go on as an equation, facts do not.
func TestLinesOfAStep(t *testing.T) {
	for substitution, want := range map[string]string{
		"1.28155² × 0.5 × 0.5 / 0.05²": "= 1.28155² × 0.5 × 0.5 / 0.05²",
		"min(39, 50)":                  "= min(39, 50)",
		"max(15, 13) to min(19, 20)":   "= max(15, 13) to min(19, 20)",
		"24 yes of 39 cases":           "here: 24 yes of 39 cases",
		"e = 0.05, N = 50":             "here: e = 0.05, N = 50",
		"one case would not change it": "here: one case would not change it",
	} {
		if got := (Step{Substitution: substitution}).lines(); len(got) != 1 || got[0] != want {
			t.Errorf("%q is shown as %q", substitution, got)
		}
	}
}

// A styled screen has the same text, with bold headings and dim rules: without
// the sequences that turn them on and off it is the plain one.
func TestStyledTextSaysTheSame(t *testing.T) {
	var styled, plain bytes.Buffer
	if err := Text(&styled, Screen{Width: 80, Styled: true}, hostile); err != nil {
		t.Fatal(err)
	}
	if err := Text(&plain, Screen{Width: 80}, hostile); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"\x1b[1mBelow a part\x1b[22m\n", "\x1b[2m│\x1b[22m"} {
		if !strings.Contains(styled.String(), want) {
			t.Errorf("the styled text lacks %q", want)
		}
	}
	if got := regexp.MustCompile("\x1b\\[(1|2|22)m").ReplaceAllString(styled.String(), ""); got != plain.String() {
		t.Errorf("styled:\n%s\nplain:\n%s", got, plain.String())
	}
	if strings.Contains(plain.String(), "\x1b") {
		t.Error("plain text holds control characters")
	}
}

// The rows below a heading are a part of their table, which a printed page keeps together.
func TestRowsStayBelowTheirHeading(t *testing.T) {
	var page strings.Builder
	table := Table{Columns: Columns("Question", "Share"), Rows: [][]string{{"Planning"}, {"· Safety", "4/5"}, {"Reviewing"}, {"· Safety", "3/5"}}}
	if err := HTML(&page, Document{Title: "Shares", Blocks: []Block{table}}); err != nil {
		t.Fatal(err)
	}
	if parts := strings.Split(page.String(), "<tbody>"); len(parts) != 3 || !strings.Contains(parts[2], "Reviewing") || strings.Count(page.String(), "</tbody>") != 2 {
		t.Errorf("%d parts in\n%s", len(parts)-1, page.String())
	}
}
