package sheet

import (
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// Lines are taken apart as encoding/csv does it, record by record, with the number
// of the row that Excel would show.
func TestRecordsAreThoseOfEncodingCSV(t *testing.T) {
	piece := rapid.SampledFrom([]string{"a", "é", " ", "\t", ",", ",", ";", "\n", "\n", "\r\n", "\r\r\n", `"`, `""`,
		`=""e"`, `"b c"`, `"x,y"`, "\"two\nlines\"", `"=""07"""`, "'-"})
	rapid.Check(t, func(t *rapid.T) {
		text := "id,a,b,c\n" + strings.Join(rapid.SliceOfN(piece, 0, 40).Draw(t, "pieces"), "")
		comma := rapid.SampledFrom([]rune{',', ';', '\t', ' '}).Draw(t, "separator")
		want, wantErr := readWithLibrary(text, comma)
		got := newBuilder("list.csv", testHeaders)
		err := got.records(text, comma, 1, ReadOptions{Headers: testHeaders})
		if (err == nil) != (wantErr == nil) || err != nil && err.Error() != wantErr.Error() {
			t.Fatalf("%q: error %v, want %v", text, err, wantErr)
		}
		if diff := cmp.Diff(want.head, got.head, cmp.AllowUnexported(rawRow{})); err == nil && diff != "" {
			t.Fatalf("%q: %s", text, diff)
		}
		if diff := cmp.Diff(want.sheet, got.sheet); diff != "" {
			t.Fatalf("%q: %s", text, diff)
		}
		if diff := cmp.Diff(want.packed.close(0), got.packed.close(0)); diff != "" {
			t.Fatalf("%q: %s", text, diff)
		}
	})
}

// readWithLibrary reads with encoding/csv alone.
func readWithLibrary(text string, comma rune) (*builder, error) {
	b := newBuilder("list.csv", testHeaders)
	r := newReader(text, comma)
	folded := 0
	for {
		cells, err := r.Read()
		if err == io.EOF {
			return b, nil
		}
		if err != nil {
			parse, _ := errors.AsType[*csv.ParseError](err)
			if !errors.Is(err, csv.ErrBareQuote) {
				return b, b.quoteError(parse, err, 0)
			}
			b.rowProblem(parse.StartLine-folded,
				"put the whole text in quotation marks and double those inside it, or save the list as .xlsx",
				"a quotation mark stands in the middle of a text that is not in quotation marks")
			folded += parse.Line - parse.StartLine
			continue
		}
		line, _ := r.FieldPos(0)
		number := line - folded
		for i, c := range cells {
			folded += strings.Count(c, "\n")
			cells[i] = CellText(c)
		}
		if err := b.add(number, cells); err != nil {
			return b, err
		}
	}
}

func TestNumbersKeptAsText(t *testing.T) {
	sheet := readText(t, "case id,gender,team\n=\"0012\",M,\"=\"\"03\"\"\"\n=\"0013\",F,=\"04\"\n", ReadOptions{Headers: testHeaders})
	if got, want := shape(sheet), "1:case id|gender|team 2:0012|M|03 3:0013|F|04"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// The apostrophe that keeps a text from being a formula is no part of it, and any other is.
func TestTextsThatAreNoFormulas(t *testing.T) {
	sheet := readText(t, "case id,gender,team\n'-K1,M,\"'=1+1\"\n''-K1,F,'03\n'＝1,F,'\n'+,F,x\n", ReadOptions{Headers: testHeaders})
	if got, want := shape(sheet), "1:case id|gender|team 2:-K1|M|=1+1 3:'-K1|F|'03 4:＝1|F|' 5:+|F|x"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestCellText(t *testing.T) {
	for text, want := range map[string]string{`="007"`: "007", `=""`: "", `="`: `="`, `=`: `=`, `="a`: `="a`,
		`a="b"`: `a="b"`, "'=1": "=1", "'": "'",
		`="'=1"`: "=1", "x;'=1": "x;=1", "x;''-1": "x;'-1", "x;'y": "x;'y", "a\n'=1;\"'+1": "a\n=1;\"+1", "'\ufeff=1": "\ufeff=1", "'\ufeff1": "'\ufeff1"} {
		if got := CellText(text); got != want {
			t.Errorf("%s says %q, want %q", text, got, want)
		}
	}
}
