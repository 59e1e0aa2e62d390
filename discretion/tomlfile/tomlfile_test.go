package tomlfile_test

import (
	"errors"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"onecase/discretion/tomlfile"
	"onecase/sample/sheet"
	"onecase/stats"
)

// all has every kind of value that a file may hold.
type all struct {
	Text   string            `toml:"text"`
	Count  int               `toml:"count"`
	Number *float64          `toml:"number,omitempty"`
	Flag   bool              `toml:"flag"`
	List   []string          `toml:"list"`
	Any    any               `toml:"any"`
	Named  map[string]counts `toml:"named"`
	Parts  []counts          `toml:"parts"`
	Groups map[string]int    `toml:"groups"`
	Hidden int               `toml:"-"`
	Plain  int
}

type counts struct {
	Yes *int `toml:"yes"`
	Of  int  `toml:"of"`
}

const goodFile = "\ufefftext = 'a'\ncount = 3\nnumber = 2\nflag = true\nlist = ['a', 'b']\nany = [1, 'x']\n" +
	"[named]\na = { yes = 1, of = 2 }\n[[parts]]\nyes = 3\n[[parts]]\nof = 4\n[groups]\nx = 1\n"

// What fits is read.
func TestDecode(t *testing.T) {
	var got all
	problems, err := tomlfile.Decode("a.toml", []byte(goodFile), &got)
	if err != nil || problems != nil {
		t.Fatal(problems, err)
	}
	one, three, two := 1, 3, 2.0
	want := all{Text: "a", Count: 3, Number: &two, Flag: true, List: []string{"a", "b"}, Any: []any{int64(1), "x"},
		Named: map[string]counts{"a": {&one, 2}}, Parts: []counts{{&three, 0}, {nil, 4}}, Groups: map[string]int{"x": 1}}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

// What is wrong is reported with its row, and the rest is read.
func TestDecodeProblems(t *testing.T) {
	keys := "the keys here are text, count, number, flag, list, any, named, parts, groups"
	for _, c := range []struct {
		text string
		want sheet.Problem
		read all
	}{
		{"flag = true\ntexts = 'x'", sheet.Problem{Column: "texts", Value: "texts", Row: 2,
			Message: `unknown key "texts"; did you mean "text"?`, Fix: stats.Remedy(keys)}, all{Flag: true}},
		{"flag = true\nHidden = 1", sheet.Problem{Column: "Hidden", Value: "Hidden", Row: 2,
			Message: `unknown key "Hidden"`, Fix: stats.Remedy(keys)}, all{Flag: true}},
		// The library would read it as count, which may stand beside it.
		{"count = 3\nflag = true\nCount = 4", sheet.Problem{Column: "Count", Value: "Count", Row: 3,
			Message: `unknown key "Count"; did you mean "count"?`, Fix: stats.Remedy(keys)}, all{Count: 3, Flag: true}},
		{"flag = true\nPlain = 1", sheet.Problem{Column: "Plain", Value: "Plain", Row: 2,
			Message: `unknown key "Plain"`, Fix: stats.Remedy(keys)}, all{Flag: true}},
		{"flag = true\ntext = 1", sheet.Problem{Column: "text", Row: 2, Message: "text: this is a whole number, and the key takes a text"},
			all{Flag: true}},
		{"flag = true\ntext = 1.5", sheet.Problem{Column: "text", Row: 2, Message: "text: this is a number, and the key takes a text"},
			all{Flag: true}},
		{"flag = true\ncount = 1.5", sheet.Problem{Column: "count", Row: 2,
			Message: "count: this is a number, and the key takes a whole number"}, all{Flag: true}},
		{"flag = true\ncount = 2021-07-01", sheet.Problem{Column: "count", Row: 2,
			Message: "count: this is a date or a time, and the key takes a whole number"}, all{Flag: true}},
		{"flag = true\ncount = false", sheet.Problem{Column: "count", Row: 2,
			Message: "count: this is true or false, and the key takes a whole number"}, all{Flag: true}},
		{"text = 'a'\nflag = [1]", sheet.Problem{Column: "flag", Row: 2, Message: "flag: this is a list, and the key takes true or false"},
			all{Text: "a"}},
		{"flag = true\nnumber = 'x'", sheet.Problem{Column: "number", Row: 2,
			Message: "number: this is a text, and the key takes a number"},
			all{Flag: true}},
		{"flag = true\nnumber = nan", sheet.Problem{Column: "number", Row: 2,
			Message: "number: nan is not a number that can be used", Fix: "write a number with digits"}, all{Flag: true}},
		{"flag = true\nnumber = -inf", sheet.Problem{Column: "number", Row: 2,
			Message: "number: -inf is not a number that can be used", Fix: "write a number with digits"}, all{Flag: true}},
		{"list = ['a', 'b',\n 3, 'c']", sheet.Problem{Column: "list", Row: 1,
			Message: "list: this is a whole number, and the key takes a text"},
			all{List: []string{"a", "b", "c"}}},
		{"flag = true\nlist = 'a'", sheet.Problem{Column: "list", Row: 2, Message: "list: this is a text, and the key takes a list"},
			all{Flag: true}},
		{"flag = true\n[list]\na = 1", sheet.Problem{Column: "list", Row: 2, Message: "list: this is a table, and the key takes a list",
			Fix: tomlfile.QuotesFix}, all{Flag: true}},
		{"flag = true\nnamed = 1", sheet.Problem{Column: "named", Row: 2,
			Message: "named: this is a whole number, and the key takes a table"},
			all{Flag: true}},
		{"[named]\na = { of = 2, yess = 1 }", sheet.Problem{Column: "named.a.yess", Value: "yess", Row: 2,
			Message: `unknown key "named.a.yess"; did you mean "yes"?`, Fix: "the keys here are yes, of"},
			all{Named: map[string]counts{"a": {Of: 2}}}},
		{"[[parts]]\n[[parts]]\nof = 'x'", sheet.Problem{Column: "parts.of", Row: 3,
			Message: "parts.of: this is a text, and the key takes a whole number"}, all{Parts: []counts{{}, {}}}},
		{"[groups]\nx.y = 1", sheet.Problem{Column: "groups.x", Row: 2,
			Message: "groups.x: this is a table, and the key takes a whole number"}, all{}},
	} {
		var got all
		problems, err := tomlfile.Decode("a.toml", []byte(c.text), &got)
		c.want.File = "a.toml"
		if err != nil {
			t.Errorf("%s: %v", c.text, err)
		}
		if d := cmp.Diff(sheet.Problems{c.want}, problems); d != "" {
			t.Errorf("%s: %s", c.text, d)
		}
		if d := cmp.Diff(c.read, got); d != "" {
			t.Errorf("%s: %s", c.text, d)
		}
	}
}

// A whole number is too large where int has 32 bits, or TOML's own 64 are not enough.
func TestDecodeSizes(t *testing.T) {
	var got all
	problems, err := tomlfile.Decode("a.toml", []byte("count = 9223372036854775807\ntext = 'a'"), &got)
	if err != nil || got.Text != "a" || (len(problems) == 1) != (math.MaxInt < math.MaxInt64) {
		t.Error(problems, err, got)
	}
	if _, err := tomlfile.Decode("a.toml", []byte("count = 9223372036854775808"), &got); err == nil {
		t.Error("more than 64 bits are read")
	}
}

// Problems come in the order of the file's rows.
func TestDecodeOrder(t *testing.T) {
	var got all
	problems, err := tomlfile.Decode("a.toml", []byte("z = 1\ny = 2\ntext = 3\n"), &got)
	if err != nil || len(problems) != 3 {
		t.Fatal(problems, err)
	}
	for i, p := range problems {
		if p.Row != i+1 {
			t.Error(problems)
		}
	}
}

// What is no TOML has a place and the author's own line.
func TestSyntaxError(t *testing.T) {
	var got all
	_, err := tomlfile.Decode("a.toml", []byte("text = 'a'\ncount = = 3\n"), &got)
	bad, ok := errors.AsType[*tomlfile.SyntaxError](err)
	if !ok || bad.File != "a.toml" || bad.Row != 2 || bad.Column != 9 || !strings.Contains(bad.Excerpt, "count = = 3") {
		t.Fatalf("%#v", err)
	}
	if text := err.Error(); !strings.HasPrefix(text, "a.toml, row 2, column 9: ") || strings.Contains(text, "toml: ") {
		t.Error(text)
	}
	_, err = tomlfile.Decode("/etc/passwd", []byte("root:x:0:0\n"), &got) // which another file may name
	if text := err.Error(); !strings.HasSuffix(text, "(the name of a TOML file ends in .toml)") || strings.Contains(text, "root") {
		t.Error(text)
	}
}

// A workbook or another encoding is refused with the row in which it stops being text.
func TestNotText(t *testing.T) {
	for text, row := range map[string]int{
		"text = 'a'\n\x00":        2,
		"text = '\x1f'":           1,
		"\n\ntext = '\x7f'":       3,
		"text = '\xe9t\xe9'":      1, // Windows-1252
		"\r\n\r\n\xff\xfet":       3,
		"text = '\ufffd é~'":      0, // the sign for what cannot be shown is text
		"# \t a tab\r\ncount = 1": 0,
	} {
		var got all
		_, err := tomlfile.Decode("a.toml", []byte(text), &got)
		problems, _ := errors.AsType[sheet.Problems](err)
		switch {
		case row == 0 && err != nil:
			t.Errorf("%q: %v", text, err)
		case row > 0 && (len(problems) != 1 || problems[0].Row != row || problems[0].Message != "this is not plain text in UTF-8"):
			t.Errorf("%q: %v, want row %d", text, err, row)
		}
	}
}

// A file of 1 MB is read, and none that has a byte more.
func TestRead(t *testing.T) {
	name := filepath.Join(t.TempDir(), "a.toml")
	text := strings.Repeat("#", 1<<20)
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if got, err := tomlfile.Read(name); err != nil || string(got) != text {
		t.Error(len(got), err)
	}
	if err := os.WriteFile(name, []byte(text+"#"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := tomlfile.Read(name); err == nil || err.Error() != "the file is larger than 1 MB, and no TOML file that is read here is" {
		t.Error(err)
	}
	if _, err := tomlfile.Read(filepath.Dir(name)); err == nil {
		t.Error("a folder is read")
	}
}
