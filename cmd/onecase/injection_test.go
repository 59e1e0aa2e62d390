package main

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/xuri/excelize/v2"

	"onecase/stats/phrase"
)

// injections are texts that try to be more than text where they come out. All have zq in them.
func injections() []string {
	var all []string
	for _, starter := range []string{"=", "+", "-", "@", "\t=", "\r=", "\n=", " =", "\u200b=", "\u200f=", "＝", "＋", "－", "﹦",
		"＠", "'=", "''=", `"=`, ";=", "|=", "%="} {
		all = append(all, starter+"1+zq(A1)")
	}
	all = append(all, `=HYPERLINK("http://zq","x")`, `=cmd|' /C zq'!A0`, `zq",=1+1,"`, "zq\n=1+1", "zq\r\n@SUM(1)", `zq";=1+1`, "zq,=1+1",
		"<zq1>", "</td></table><zq1>", "<script>zq()</script>", `<img src=x onerror=zq()>`, `"><zq1 x="`, `'><zq1 x='`,
		`" onzq="x`, `' onzq='x`, "]]><zq1>", "--><zq1><!--", "&lt;zq1&gt;", "&#60;zq1>", "<!--zq",
		"</title><zq1>", "</style><zq1>", "<svg onload=zq()>", "<a href=javascript:zq()>x</a>", "{{zq}}", "${zq}", "javascript:zq()",
		"zq|x|y", "[zq](http://zq)", "![zq](http://zq/x.png)", "`zq`", "**zq**", "_zq_", "# zq", "zq\n\n# x", "> zq",
		"~~~zq", "```zq", "- zq", "1. zq", "zq\\|x", "|---|zq", "<http://zq>",
		"\x1b[31mzq", "\x1b]0;zq\a", "\u009b31mzq", "zq\b\b\bx", "zq\x7f", "zq\x00x", "\u202ezq", "zq\u2066x\u2069",
		"\u200ezq\u200f", "\u061czq", "\U000E0041zq", "zq\u2028x", "zq\u206e1x", "zq\u0085x", "%s%n%zq", "zq\uFEFFx", "%00zq",
		"../../zq", "zq'; DROP TABLE x; --", strings.Repeat("zq ", 400), strings.Repeat("zq", 400), "", "zq")
	return slices.DeleteFunc(all, func(text string) bool { return text == "" })
}

// A checker looks at what comes out, with each text in turn.
type checker struct {
	t             *testing.T
	text          string
	checks, found int
}

// said checks one output of one use.
func (c *checker) said(where, format, out string) {
	c.checks++
	where = fmt.Sprintf("%q, %s as %s", c.text, where, format)
	if strings.Contains(strings.ToLower(out), "zq") {
		c.found++
	}
	if strings.ContainsFunc(out, func(r rune) bool {
		return unicode.IsControl(r) && r != '\n' && (r != '\r' && r != '\t' || format == "table") || phrase.Misleading(r)
	}) {
		c.t.Errorf("%s: a sign that steers the screen: %.200q", where, out)
	}
	switch format {
	case "json":
		if !json.Valid([]byte(out)) {
			c.t.Errorf("%s: it is not JSON: %.200q", where, out)
		}
	case "csv":
		c.table(where, out)
	case "html", "svg":
		c.markup(where, out, format == "svg")
	case "markdown":
		c.markdown(where, out)
	}
}

// table wants a table without a cell that a spreadsheet takes for a formula.
func (c *checker) table(where, out string) {
	r := csv.NewReader(strings.NewReader(out))
	rows, err := r.ReadAll()
	if err != nil {
		c.t.Errorf("%s: %v", where, err)
	}
	for _, row := range rows {
		for _, cell := range row {
			shown := strings.TrimLeftFunc(cell, func(r rune) bool { return strings.ContainsRune("\t\r\n", r) || unicode.Is(unicode.Bidi_Control, r) }) // a blank before it makes it text
			if _, err := strconv.ParseFloat(strings.TrimSuffix(shown, "%"), 64); shown != "" && err != nil &&
				strings.ContainsRune("=+-@＝＋－＠﹦﹢﹣﹫", []rune(shown)[0]) {
				c.t.Errorf("%s: the cell %q is live", where, cell)
			}
		}
	}
}

// markup wants no element and no attribute of the text's.
func (c *checker) markup(where, out string, strict bool) {
	d := xml.NewDecoder(strings.NewReader(out))
	d.Strict, d.AutoClose, d.Entity = strict, xml.HTMLAutoClose, xml.HTMLEntity
	for {
		token, err := d.Token()
		if err == io.EOF {
			return
		}
		if err != nil {
			c.t.Errorf("%s: %v", where, err)
			return
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		if name := start.Name.Local; strings.HasPrefix(name, "zq") ||
			slices.Contains([]string{"script", "img", "a", "iframe", "object", "embed", "form", "link", "base"}, name) {
			c.t.Errorf("%s: an element %s", where, name)
		}
		for _, a := range start.Attr {
			if strings.HasPrefix(a.Name.Local, "on") || strings.Contains(a.Name.Local, "zq") ||
				slices.Contains([]string{"href", "src", "action"}, a.Name.Local) && !strings.HasPrefix(a.Value, "#") {
				c.t.Errorf("%s: an attribute %s=%q", where, a.Name.Local, a.Value)
			}
		}
	}
}

var (
	liveMarkdown = regexp.MustCompile(`(^|[^\\])(\]\(|<[A-Za-z!/])`)
	bar          = regexp.MustCompile(`(?:^|[^\\])(?:\\\\)*\|`)
)

// markdown wants no markup of the text's, and tables as wide as their headers.
func (c *checker) markdown(where, out string) {
	width := 0
	for line := range strings.SplitSeq(out, "\n") {
		code := strings.HasPrefix(line, "    ")
		if !code && liveMarkdown.MatchString(line) {
			c.t.Errorf("%s: %.200q has markup", where, line)
		}
		if !strings.HasPrefix(line, "|") {
			width = 0
			continue
		}
		n := len(bar.FindAllString(line, -1))
		if width == 0 {
			width = n
		}
		if n != width {
			c.t.Errorf("%s: %.200q has %d bars, and the header %d", where, line, n, width)
		}
	}
}

// file checks a file that was written.
func (c *checker) file(name string) {
	text, err := os.ReadFile(name)
	if err != nil {
		c.t.Fatal(err)
	}
	switch filepath.Ext(name) {
	case ".xlsx":
		book, err := excelize.OpenReader(bytes.NewReader(text))
		if err != nil {
			c.t.Fatalf("%q: %s: %v", c.text, name, err)
		}
		defer book.Close()
		for _, sheet := range book.GetSheetList() {
			rows, err := book.GetRows(sheet)
			if err != nil {
				c.t.Fatal(err)
			}
			if strings.Contains(fmt.Sprint(rows), "zq") {
				c.found++
			}
		}
		c.parts(name, text, []string{"f", "hyperlink", "ddeLink", "externalReference"})
	case ".docx":
		c.parts(name, text, []string{"hyperlink", "instrText", "fldSimple", "altChunk", "object"})
	default:
		c.said(name, strings.TrimPrefix(filepath.Ext(name), "."), string(text))
		return
	}
	c.checks++
}

// isPageNumber is whether an element of a letter is the number of its page or of its pages.
func isPageNumber(e xml.StartElement) bool {
	return e.Name.Local == "fldSimple" && len(e.Attr) == 1 && (e.Attr[0].Value == "PAGE" || e.Attr[0].Value == "NUMPAGES")
}

// parts wants the parts of a packed file well-formed, and without some elements.
func (c *checker) parts(name string, text []byte, live []string) {
	z, err := zip.NewReader(bytes.NewReader(text), int64(len(text)))
	if err != nil {
		c.t.Fatal(err)
	}
	for _, f := range z.File {
		in, err := f.Open()
		if err != nil {
			c.t.Fatal(err)
		}
		d := xml.NewDecoder(in)
		for {
			token, err := d.Token()
			if err == io.EOF {
				break
			}
			if err != nil {
				c.t.Errorf("%q: %s, %s: %v", c.text, name, f.Name, err)
				break
			}
			if e, ok := token.(xml.StartElement); ok && !isPageNumber(e) &&
				(slices.Contains(live, e.Name.Local) || strings.HasPrefix(e.Name.Local, "zq")) {
				c.t.Errorf("%q: %s, %s has an element %s", c.text, name, f.Name, e.Name.Local)
			}
			if e, ok := token.(xml.StartElement); ok && e.Name.Local == "Relationship" && strings.Contains(fmt.Sprint(e.Attr), "External") {
				c.t.Errorf("%q: %s, %s points outside", c.text, name, f.Name)
			}
			if chars, ok := token.(xml.CharData); ok && strings.Contains(string(chars), "zq") {
				c.found++
			}
		}
		in.Close()
	}
}

// Whatever a text is, and wherever it stands (in a list's ids, headers, categories, teams and managers, in its
// name, in the seed, a reason, a service, a reader, a question, a standard, a rating, a group), it comes out as text in
// every format and every file.
func TestInjectionsComeOutInert(t *testing.T) {
	all := injections()
	every := max(1, len(all)/sweep(4, 15))
	c := &checker{t: t}
	for i, text := range all {
		if i%every == 0 {
			c.text = text
			c.inject()
			c.judge()
		}
	}
	t.Logf("tried %d texts, %d outputs; the text came out in %d", (len(all)+every-1)/every, c.checks, c.found)
	if c.checks < sweep(150, 1_500) || c.found < c.checks/2 {
		t.Errorf("%d outputs, %d with the text: this tries little", c.checks, c.found)
	}
}

// inject puts the text into every place of small files, and looks at all that comes of them.
func (c *checker) inject() {
	c.t.Chdir(c.t.TempDir())
	text := c.text
	rows := [][]string{{text + " id", "Gender" + text, "Team", "Manager", text}}
	for i := range 12 {
		rows = append(rows, []string{fmt.Sprint(text, " ", i), []string{"x" + text, text, "y"}[i%3],
			text + strconv.Itoa(i%2), text + "m" + strconv.Itoa(i%3), text})
	}
	if strings.ContainsAny(text, "\x00") {
		for i, row := range rows {
			for j := range row {
				rows[i][j] = strings.ReplaceAll(row[j], "\x00", "")
			}
		}
	}
	list := strings.Map(func(r rune) rune {
		if r == '/' || r == 0 {
			return '_'
		}
		return r
	}, text)
	list = "l" + string([]rune(list)[:min(60, len([]rune(list)))]) + ".csv"
	if err := os.WriteFile(list, writeCells(rows), 0o600); err != nil {
		c.t.Fatal(err)
	}
	if err := os.WriteFile("q.csv", writeCells([][]string{{"id", "text"}, {"q", text},
		{"p", "x" + strings.ReplaceAll(text, "\x00", "")}}), 0o600); err != nil {
		c.t.Fatal(err)
	}
	id, gender, kept := rows[0][0], rows[0][1], rows[0][4]
	design := []string{"--rules", "none", "--column", "id=" + id, "--column", "team=Team", "--column",
		"manager=Manager", "--match", gender, "--size", "all=4", "--exclude", rows[12][0] + ":" + text}
	formats := []string{"json", "table", "csv", "markdown", "html"}
	each := func(verb string, args []string, files ...string) bool {
		ok := true
		for _, format := range formats {
			stdout, stderr, code := try(slices.Concat([]string{verb}, args, []string{"--format", format, "--explain", "--force"})...)
			c.said(verb, "table", stderr)
			if ok = ok && code == 0; code == 0 {
				c.said(verb, format, stdout)
			}
		}
		for _, file := range files {
			if ok {
				c.file(file)
			}
		}
		return ok
	}
	each("plan", append([]string{list}, design...))
	seed := text
	if _, _, code := try(slices.Concat([]string{"draw", list}, design, []string{"--seed", seed, "--record", "try.json",
		"--output", "try.csv"})...); code != 0 {
		seed = "zq"
	}
	draw := slices.Concat([]string{list}, design, []string{"--seed", seed, "--record", "r.json", "--output", "s.xlsx",
		"--judgements", "g.xlsx", "--questions", "q.csv", "--plot", "p.svg", "--keep", kept, "--letter", "l.docx"})
	if _, _, code := try(slices.Concat([]string{"draw"}, draw, []string{"--service", text})...); code == 0 {
		draw = append(draw, "--service", text)
	} else if os.Remove("r.json") == nil {
		c.t.Errorf("%q: a draw that failed has left its record", text)
	}
	if !each("draw", draw, "s.xlsx", "g.xlsx", "l.docx", "p.svg") {
		return // a name that cannot be typed
	}
	again := []string{"r.json", list, "--sample", "s.csv", "--judgements", "g.csv", "--questions", "q.csv"}
	each("verify", again, "s.csv", "g.csv")
	var record struct {
		Groups []struct{ Selected []struct{ ID string } }
	}
	if written, err := os.ReadFile("r.json"); err != nil || json.Unmarshal(written, &record) != nil {
		c.t.Fatal(err)
	}
	if err := os.WriteFile("readers.csv",
		writeCells([][]string{{"reader", "not-team"}, {"A" + text, rows[1][2]}, {"B", ""}}), 0o600); err != nil {
		c.t.Fatal(err)
	}
	each("assign", []string{"r.json", list, "--readers", "readers.csv", "--seed", "s", "--output", "w.xlsx"}, "w.xlsx")
	try("replace", "r.json", list, "--case", record.Groups[0].Selected[0].ID, "--reason", "zq "+text)
	each("verify", again, "s.csv")
	each("record", []string{"r.json", "--public", "--output", "public.json"})
	for _, name := range []string{"r.json", "public.json"} {
		if written, err := os.ReadFile(name); err == nil {
			c.said(name, "json", string(written))
		}
	}
}

// judge puts the text into rules, an inspection and judgements.
func (c *checker) judge() {
	quote := func(text string) string { // as a text of TOML
		var b strings.Builder
		for _, r := range strings.ToValidUTF8(text, "") {
			fmt.Fprintf(&b, `\U%08X`, r)
		}
		return `"` + b.String() + `"`
	}
	name := quote("zq " + c.text)
	rules := "id = \"own\"\nname = " + name + "\nnote = " + name + "\n[[groups]]\nid = \"all\"\nname = " + name + "\n" +
		"[[ratings]]\nid = \"low\"\nname = " + name + "\nscore = 0\n[[ratings]]\nid = \"high\"\nname = " +
		quote(c.text+"2") + "\nscore = 1\n" +
		"[percent]\nmeasure = \"percent-yes\"\nrounding = \"half-up\"\ninclusive = true\n" +
		"[[bands]]\nrating = \"low\"\nfrom = 0\nto = 49\n[[bands]]\nrating = \"high\"\nfrom = 50\nto = 100\n" +
		"[[standards]]\nid = \"st\"\nname = " + name + "\ngroup = \"all\"\nquestions = [{ id = \"q\", text = " + name +
		" }, { id = \"p\", text = " + quote(c.text) + " }]\n"
	inspection := "service = " + quote(c.text) + "\nrules = \"own.toml\"\n[groups.all]\npopulation = 20\nsample = 12\n" +
		"[results.\"st.q\"]\nyes = 5\nof = 12\n[results.\"st.p\"]\nyes = 7\nof = 11\n[[discretion]]\nstandard = \"st\"\nto = \"high\"\nreason = " + quote("zq "+c.text) + "\n"
	for file, text := range map[string]string{"own.toml": rules, "i.toml": inspection,
		"j.toml": strings.Replace(inspection, "service = ", "service = "+quote("x"+c.text)+" # ", 1)} {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			c.t.Fatal(err)
		}
	}
	for _, line := range []string{"rules show own.toml", "rules check own.toml", "rate i.toml",
		"robust i.toml --seed 1 --replicates 100", "compare i.toml j.toml --seed 1 --replicates 100", "pool i.toml j.toml"} {
		for _, format := range []string{"json", "table", "csv", "markdown", "html"} {
			args := append(strings.Fields(line), "--format", format)
			if !strings.HasPrefix(line, "rules") && !strings.HasPrefix(line, "robust") {
				args = append(args, "--plot", "p.svg", "--force")
			}
			stdout, stderr, _ := try(args...)
			c.said(line, "table", stderr)
			if stdout != "" {
				c.said(line, format, stdout)
			} else {
				c.t.Errorf("%q: %s: %.300s", c.text, line, stderr)
			}
		}
	}
	if _, err := os.Stat("p.svg"); err == nil {
		c.file("p.svg")
	}
}
