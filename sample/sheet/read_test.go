package sheet

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"pgregory.net/rapid"

	"onecase/stats"
)

func readText(t *testing.T, text string, opts ReadOptions) *Sheet {
	t.Helper()
	sheet, err := Read(strings.NewReader(text), "list.csv", opts)
	if err != nil {
		t.Fatalf("%q: %v", text, err)
	}
	return sheet
}

// shape is a sheet as the tests write it: header and rows with their numbers.
func shape(s *Sheet) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d:%s", s.HeaderRow, strings.Join(s.Header, "|"))
	for _, row := range s.Rows {
		fmt.Fprintf(&b, " %d:%s", row.Number, strings.Join(row.Cells(), "|"))
	}
	return b.String()
}

func codes(warnings []stats.Warning) string {
	var list []string
	for _, w := range warnings {
		list = append(list, w.Code)
	}
	return strings.Join(list, " ")
}

func check(tb testing.TB, err error) {
	tb.Helper()
	if err != nil {
		tb.Fatal(err)
	}
}

func TestReadCSV(t *testing.T) {
	for _, test := range []struct {
		name, text, want, warnings string
	}{
		{"comma", "id,sex\n1,M\n2,F\n", "1:id|sex 2:1|M 3:2|F", ""},
		{"semicolon", "id;sex\n1;M\n2;\"a,b\"\n", "1:id|sex 2:1|M 3:2|a,b", ""},
		{"semicolon with commas in every row", "id;name\n1;Smith, A, B\n2;Jones, C, D\n", "1:id|name 2:1|Smith, A, B 3:2|Jones, C, D", ""},
		{"commas and semicolons alike", "id,a;b\n1,2;3\n", "1:id|a;b 2:1|2;3", ""},
		{"a quoted text before an empty cell", "id,sex\n\"1\",\n", "1:id|sex 2:1|", ""},
		{"bar", "id|sex\n1|M\n2|a, b\n", "1:id|sex 2:1|M 3:2|a, b", ""},
		{"bars in every row's text, and rows of unequal length", "id,sex\n1,a|b\n2,a|b,\n3,a|b,,\n",
			"1:id|sex 2:1|a|b 3:2|a|b 4:3|a|b", ""},
		{"bars in a text", "id,sex\n1,a|b\n2,M\n", "1:id|sex 2:1|a|b 3:2|M", ""},
		{"tab", "id\tsex\n1\tM\n2\t\n", "1:id|sex 2:1|M 3:2|", ""},
		{"tab with empty cells first", "id\tsex\tx\n1\t\tM\n", "1:id|sex|x 2:1||M", ""},
		{"Excel's separator line", "sep=;\nid;a,b\n1;2,3\n", "2:id|a,b 3:1|2,3", ""},
		{"a separator line of its own", "sep=|\r\nid|sex\r\n1|M\r\n", "2:id|sex 3:1|M", ""},
		{"separators that nobody would guess", "sep=^\nid^sex;\n1^M;x\n", "2:id|sex; 3:1|M;x", ""},
		{"the first sign that separates", "sep=!\nid!sex,\n1!M\n", "2:id|sex, 3:1|M", ""},
		{"the last sign that separates", "sep=~\nid~sex,\n1~M\n", "2:id|sex, 3:1|M", ""},
		{"a separator line with a tab", "sep=\t\nid\tsex,x\n1\tM\n", "2:id|sex,x 3:1|M", ""},
		{"no sign that separates", "sep=\x7f\nid,sex\n1,M\n", "2:id|sex 3:1|M", ""},
		{"a separator line in quotation marks and capitals", "\"SEP=^\"\nid^sex\n1^M\n", "2:id|sex 3:1|M", ""},
		{"old Macintosh line ends from the start", "\rid,sex\r1,M\r", "2:id|sex 3:1|M", ""},
		{"a tab that is said where commas are more", "sep=\t\nid\tsex,a\n1\tM,x\n2,y\n3,z\n",
			"2:id|sex,a 3:1|M,x 4:2,y| 5:3,z|", "short-rows"},
		{"headers again that nobody knows", "alpha,beta\n1,2\nalpha,beta\n3,4\n", "1:alpha|beta 2:1|2 4:3|4", "header-again"},
		{"a blank before a quotation mark", "id,sex\n1, \"M\nx\"\n", "1:id|sex 2:1|M\nx", ""},
		{"an empty cell before a quotation mark", "id\tsex\tx\n1\t\t\"M\nx\"\n", "1:id|sex|x 2:1||M\nx", ""},
		{"two headers above three cells", "alpha,beta,\n1,2,3\n", "1:alpha|beta| 2:1|2|3", "no-header"},
		{"two headers among four texts", "id,Sex,Note,Team\n1,M,a,x\nid,sex,b,c\n", "1:id|Sex|Note|Team 2:1|M|a|x 3:id|sex|b|c", ""},
		{"a case without figures that has a header as text", "name,Sex,Note\nAnn,M,a\nBo,F,note\n",
			"1:name|Sex|Note 2:Ann|M|a 3:Bo|F|note", ""},
		{"a blank row below the header", "id,sex\n\n1,M\n", "1:id|sex 3:1|M", "blank-rows"},
		{"a first line that says no separator", "sep==\nid,sex\n1,M\n", "2:id|sex 3:1|M", ""},
		{"one column", "case_id\nA\nB\n", "1:case_id 2:A 3:B", ""},
		{"byte order mark", "\xef\xbb\xbfid,sex\n1,M\n", "1:id|sex 2:1|M", ""},
		{"Windows line ends", "id,sex\r\n1,M\r\n", "1:id|sex 2:1|M", ""},
		{"old Macintosh line ends", "id,sex\r1,M\r2,F", "1:id|sex 2:1|M 3:2|F", ""},
		{"a header with an old Macintosh line end", "id,sex\r1,M\r2,F\n3,M\r\n4,F\n", "1:id|sex 2:1|M 3:2|F 4:3|M 5:4|F", ""},
		{"lone carriage returns in texts", "id,sex\r\n1,\"M\rx\"\r\n", "1:id|sex 2:1|M\rx", ""},
		{"doubled carriage returns", "id,sex\r\r\n1,M\r\r\n2,F\r\r\n", "1:id|sex 2:1|M 3:2|F", ""},
		{"no line end at the end", "id,sex\n1,M", "1:id|sex 2:1|M", ""},
		{"blanks around", " id , sex \n 1 , M \n", "1:id|sex 2:1|M", ""},
		{"no-break space", "id,sex\n\u00a01,M\u00a0\n", "1:id|sex 2:1|M", ""},
		{"header with line breaks", "id,\"Date of\r\nsentence\"\n1,x\n", "1:id|Date of sentence 2:1|x", ""},
		{"leading zeros", "id,sex\n00123,M\n", "1:id|sex 2:00123|M", ""},
		{"Excel's guard of a number", "id,sex\n\"=\"\"00123\"\"\",M\n", "1:id|sex 2:00123|M", ""},
		{"a text that begins like a formula", "id,sex\n=1+1,M\n", "1:id|sex 2:=1+1|M", ""},
		{"rows count as in Excel", "id,note\n1,\"two\nlines\"\n2,x\n", "1:id|note 2:1|two\nlines 3:2|x", ""},
		{"titles above the header", "Case list\nas of June,,\n,,\ncase id,gender,rosh\n1,M,Low\n", "4:case id|gender|rosh 5:1|M|Low", ""},
		{"a title with a known word", "RoSH of cases,,\ncase id,gender,rosh\n1,M,Low\n", "2:case id|gender|rosh 3:1|M|Low", ""},
		{"unknown headers", "My list,,\nalpha,beta,gamma\n1,2,3\n", "2:alpha|beta|gamma 3:1|2|3", ""},
		{"trailing empty rows and cells", "id,sex,\n1,M,\n,,\n,,\n\n", "1:id|sex 2:1|M", ""},
		{"blank rows inside", "id,sex\n1,M\n\n,\n2,F\n", "1:id|sex 2:1|M 5:2|F", "blank-rows"},
		{"headers again", "id,sex,\n1,M,\nid, sex ,\n2,F,\n", "1:id|sex 2:1|M 4:2|F", "header-again"},
		{"a case whose texts are the headers", "id,b,c\n1,x,y\nK3,b,c\n", "1:id|b|c 2:1|x|y 3:K3|b|c", ""},
		{"headers again in other letters", "id,Sex,Note\n1,M,a\nID, SEX ,b\n2,F,c\n", "1:id|Sex|Note 2:1|M|a 4:2|F|c", "header-again"},
		{"a case that has a header as text", "id,Sex,Note\n1,M,a\n2,F,note\n", "1:id|Sex|Note 2:1|M|a 3:2|F|note", ""},
		{"short rows", "id,sex,rosh\n1,M\n2,F,Low\n", "1:id|sex|rosh 2:1|M| 3:2|F|Low", "short-rows"},
		{"cells to the right of the header", "id,sex,,\n1,M,,old\n", "1:id|sex|| 2:1|M||old", "no-header"},
	} {
		sheet := readText(t, test.text, ReadOptions{Headers: testHeaders})
		if got := shape(sheet); got != test.want {
			t.Errorf("%s: got %q, want %q", test.name, got, test.want)
		}
		if got := codes(sheet.Warnings); got != test.warnings {
			t.Errorf("%s: got warnings %q, want %q", test.name, got, test.warnings)
		}
		if len(sheet.Problems) > 0 {
			t.Errorf("%s: %v", test.name, sheet.Problems)
		}
	}
}

// Rows that were misread are problems of their own and no reason to refuse the file.
func TestReadCSVRowProblems(t *testing.T) {
	for text, want := range map[string]string{
		"id,sex\n1,M\n2,F,Smith, J\n3,M\n":      "list.csv, row 3: the row has 4 cells and the header has 2 (put a text that holds the separator in quotation marks)",
		"id,sex\n1,M\n2,5\" tall\n3,M\n":        "list.csv, row 3: a quotation mark stands in the middle of a text that is not in quotation marks (put the whole text in quotation marks and double those inside it, or save the list as .xlsx)",
		"id,sex\n\"1\n\",M\n2,5\" tall\n3,M\n":  "list.csv, row 3: a quotation mark stands in the middle of a text that is not in quotation marks (put the whole text in quotation marks and double those inside it, or save the list as .xlsx)",
		"id,sex\n1,M\n\"2\n3\",5\" tall\n3,M\n": "list.csv, row 3: a quotation mark stands in the middle of a text that is not in quotation marks (put the whole text in quotation marks and double those inside it, or save the list as .xlsx)",
	} {
		sheet := readText(t, text, ReadOptions{Headers: testHeaders})
		if got := sheet.Problems.Error(); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
		if got := shape(sheet); got != "1:id|sex 2:1|M 4:3|M" {
			t.Errorf("%q: got %q", text, got)
		}
		if len(sheet.Warnings) > 0 {
			t.Errorf("%q: got warnings %v", text, sheet.Warnings)
		}
	}
}

// Each warning counts what it is about and names the first row of it.
func TestReadCSVWarnings(t *testing.T) {
	for text, want := range map[string]string{
		"id,sex\n\n1,M\n":                       "1 blank row was passed over (the first is row 2)",
		"id,sex\n1,M\n,\n\n2,F\n\n3,F\n\n":      "3 blank rows were passed over (the first is row 3)",
		"id,sex\n1,M\nid,sex\n2,F\n":            "1 row repeats the header and was passed over (the first is row 3)",
		"id,sex\nid,sex\n1,M\nid,sex\nid,sex\n": "3 rows repeat the header and were passed over (the first is row 2)",
		"id,sex,\n1,M,x\n":                      "1 cell stands to the right of the last header and was not used (the first is in row 2)",
		"id,sex,,\n1,M\n2,M,x,y\n3,F,,z\n": "3 cells stand to the right of the last header and were not used (the first is in row 3); " +
			"1 row has fewer cells than the header, and the missing ones were taken to be blank (the first is row 2)",
		"id,sex,rosh\n1,M,\n2,M\n3\n": "2 rows have fewer cells than the header, and the missing ones were taken to be blank (the first is row 3)",
	} {
		sheet := readText(t, text, ReadOptions{Headers: testHeaders})
		var got []string
		for _, w := range sheet.Warnings {
			got = append(got, w.Message)
		}
		if strings.Join(got, "; ") != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// A cell is a header where they are the same texts but for blanks and letter case, by
// Unicode's folding; the quick looks ahead of that change nothing.
func TestSameText(t *testing.T) {
	for _, c := range [][2]string{{"\u212a", "k"}, {"k", "\u212a"}, {"ſ", "s"}, {"s", "ſ"}, {"K", "k"}} {
		if !sameText(c[0], c[1]) || sameText(c[0], "x") {
			t.Errorf("%q is not %q", c[0], c[1])
		}
	}
	letter := rapid.SampledFrom([]string{"k", "K", "\u212a", "é", "É", " ", "\u00a0", "\t", "s", "ſ", "1", "@", "`"})
	rapid.Check(t, func(t *rapid.T) {
		draw := func(name string) string {
			return strings.TrimSpace(strings.Join(rapid.SliceOfN(letter, 0, 4).Draw(t, name), ""))
		}
		cell, header := draw("cell"), strings.Join(strings.Fields(draw("header")), " ")
		want := strings.EqualFold(strings.Join(strings.Fields(cell), " "), header)
		if got := sameText(cell, header); got != want {
			t.Fatalf("%q is %q: %t, want %t", cell, header, got, want)
		}
	})
}

// Characters of UTF-32 go up to the end of the third plane.
func TestIsUTF32(t *testing.T) {
	for text, want := range map[string]bool{"a\x00\x00\x00": true, "a\x00\x00\x00b": false, "\x00\x00\x00\x00": false,
		"a\x00\x00\x00\xff\xff\x03\x00": true, "\x00\x00\x00a\x00\x03\xff\xff": true,
		"a\x00\x00\x00\x00\x00\x04\x00": false, "\x00\x00\x00a\x00\x04\x00\x00": false} {
		if got := isUTF32(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}

// A message shows the word around a byte, of a long one 40 bytes to either side.
func TestWordAround(t *testing.T) {
	x := strings.Repeat("x", 50)
	for text, want := range map[string]string{
		"^": "^", "a^b": "a^b", "a ^ b": "^", "1,a^b,2": "a^b", "1;a^b;2": "a^b", "1\"a^b\"2": "a^b", "a\nb^c\r\nd": "b^c",
		x + "^" + x: x[:40] + "^" + x[:39], " " + x[:40] + "^" + x[:39] + " ": x[:40] + "^" + x[:39],
	} {
		if got := wordAround(text, strings.Index(text, "^")); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// Rows with a cell too many are put down to R's names of rows only if every row is one.
func TestRowsWithOneCellMore(t *testing.T) {
	for text, want := range map[string]string{
		"id,sex\n1,M\n2,F,x\n\n3,F,x\n": "1 row, rows with problems [3 5], 1 blank",
		"id,sex\n1,M\n\n\n2,F,x\n":      "1 row, rows with problems [5], 2 blank",
		"id,sex\n2,F,x\n":               "0 row, rows with problems [2], 0 blank",
		"id,sex\n2,F,x\n3,F,x,y\n":      "0 row, rows with problems [2 3], 0 blank",
	} {
		sheet := readText(t, text, ReadOptions{Headers: testHeaders})
		var rows []int
		for _, p := range sheet.Problems {
			rows = append(rows, p.Row)
		}
		if got := fmt.Sprintf("%d row, rows with problems %v, %d blank", len(sheet.Rows), rows, sheet.Blank); got != want {
			t.Errorf("%q: got %s, want %s", text, got, want)
		}
	}
}

func TestReadRefuses(t *testing.T) {
	wide := strings.Repeat("x,", 1001) + "x"
	for _, test := range []struct{ name, text, want string }{
		{"empty", "", "list.csv: the file is empty (save the list again)"},
		{"blanks", " \n\r\n", "list.csv: the file is empty (save the list again)"},
		{"commas", ",,\n,,\n", "list.csv: there is no row with any text (check that this is the right file and sheet)"},
		{"header alone", "id,sex\n", "list.csv: there is nothing below the header in row 1 (check that this is the right file and sheet)"},
		{"header alone, with an old Macintosh line end", "id,sex\r", "list.csv: there is nothing below the header in row 1 ("},
		{"header twice", "id,sex\nid,sex\n",
			"list.csv: all rows below the header in row 1 repeat it (check that this is the right file and sheet)"},
		{"header again", "id,sex\nid,sex\nID,Sex\n",
			"list.csv: all rows below the header in row 1 repeat it (check that this is the right file and sheet)"},
		{"binary", "\x00\x01\x02PK", "list.csv: this is neither a text file nor an Excel workbook"},
		{"old Excel", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....",
			"list.csv: this is an old Excel workbook (.xls) or one with a password (open it in Excel and save it as .xlsx without a password)"},
		{"PDF", "%PDF-1.7 ...", "list.csv: this is a PDF file (ask for the list as an Excel or CSV file)"},
		{"web page", "\n<HTML><table><tr><td>id</td></tr></table>",
			"list.csv: this is a web page or XML under a spreadsheet's name (open it in Excel and save it as .xlsx)"},
		{"a line of two rows", "id\n1\r2\n3\n",
			"list.csv, row 2: a carriage return without a line feed stands in the line, which may be two rows put together (open it in a spreadsheet, check that row, and save the list as .xlsx)"},
		{"a line of two rows with quotation marks", "id,sex\n1,\"M\r\nx\"\r2,\"M\"\n",
			"list.csv, row 2: a carriage return without a line feed"},
		{"a line that begins with a carriage return", "id,sex\n\r1,M\n", "list.csv, row 2: a carriage return without a line feed"},
		{"a line of two rows below texts of two lines", "id,sex\n\"1\n\n\",M\n\"2\n\",M\n3\r4,M\n",
			"list.csv, row 4: a carriage return without a line feed"},
		{"a record of two rows below texts of two lines", "id,sex\n\"1\n\n\",M\n\"2\n\",M\n3,\"M\nx\"\r4,M\n",
			"list.csv, row 4: a carriage return without a line feed"},
		{"packed", "\x1f\x8b\x08\x00", "list.csv: this is a packed file (unpack it and give the list in it)"},
		{"UTF-32 LE", "i\x00\x00\x00\n\x00\x00\x00x\x00\x00\x00", "list.csv: this is text in UTF-32 (save the list as UTF-8 or as .xlsx)"},
		{"UTF-32 BE", "\x00\x00\x00i\x00\x00\x00\n\x00\x01\xf6\x00",
			"list.csv: this is text in UTF-32 (save the list as UTF-8 or as .xlsx)"},
		{"UTF-32 with a rare ideograph", "\xb7\x0b\x02\x00\x00\x01\x00\x00\n\x00\x00\x00", "list.csv: this is text in UTF-32"},
		{"zip", "PK\x03\x04nothing", "list.csv: the workbook is damaged and cannot be read (open it in Excel and save it again, as .xlsx or as CSV)"},
		{"quotation mark never closed", "id,sex\n1,\"M\n2,F\n3,M\n",
			"list.csv: the quotation marks do not match: the text that opens in line 2 is not closed properly by line 4"},
		{"quotation marks that do not match", "id,sex\n1,\"M\" or F\n2,F\n",
			"list.csv: the quotation marks do not match: the text that opens in line 2 is not closed properly by line 2"},
		{"R's row names", "id,sex\n1,K1,M\n2,K2,F\n",
			"list.csv, row 1: every row has one cell more than the header, as in a file of R's write.table, which gives the names of the rows no header (put a name"},
		{"R's blanks", "\"id\" \"sex\"\n\"1\" \"K1\" \"M\"\n",
			"list.csv: the quotation marks do not match: the text that opens in line 1 is not closed properly by line 1 (if blanks are between the cells, as in a file of R's write.table, "},
		{"many columns", wide + "\n" + wide, "list.csv, row 1: there are more than 1000 columns (save only the columns that are needed)"},
		{"many cells", strings.Repeat("x,", 999) + "x" + strings.Repeat("\n1"+strings.Repeat(",", 999), 17_000),
			"list.csv, row 16807: the list has more than 16 million cells, or more than 56 MB of text"},
		{"many parts", "PK\x03\x04" + strings.Repeat("PK\x01\x02", maxParts+1),
			"list.csv: the workbook has more than 50000 parts (save only the sheet with the list, as .xlsx or as CSV)"},
		{"as many parts as there may be", "PK\x03\x04" + strings.Repeat("PK\x01\x02", maxParts), "list.csv: the workbook is damaged"},
		{"cell a letter too long", "id,sex\n1," + strings.Repeat("é", maxCell+1),
			"list.csv, row 2: a cell holds more than 32767 characters"},
		{"long cell", "id,sex\n1," + strings.Repeat("x", 40_000),
			"list.csv, row 2: a cell holds more than 32767 characters, beginning \"xxxx"},
	} {
		_, err := Read(strings.NewReader(test.text), "list.csv", ReadOptions{Headers: testHeaders})
		if err == nil || !strings.HasPrefix(err.Error(), test.want) {
			t.Errorf("%s: got %v, want %q", test.name, err, test.want)
		}
	}
}

func TestReadFileRefuses(t *testing.T) {
	dir := t.TempDir()
	_, err := ReadFile(filepath.Join(dir, "none.csv"), ReadOptions{Headers: testHeaders})
	if want := filepath.Join(dir, "none.csv") + ": there is no such file (check the name and the folder)"; err == nil ||
		err.Error() != want {
		t.Errorf("got %v, want %q", err, want)
	}
	_, err = ReadFile(dir, ReadOptions{Headers: testHeaders})
	if want := dir + ": this is a folder: give the name of a file in it"; err == nil || err.Error() != want {
		t.Errorf("got %v, want %q", err, want)
	}
	// To open a pipe that nobody writes to would wait for ever.
	if _, err := os.Stat("/dev/zero"); err == nil {
		want := "/dev/zero: this is a device or a pipe: save what it gives in a file first"
		if _, err := ReadFile("/dev/zero", ReadOptions{}); err == nil || err.Error() != want {
			t.Errorf("a device: %v", err)
		}
	}
	name := filepath.Join(dir, strings.Repeat("x", 5000)) // the system's own reason, and the name once
	_, err = ReadFile(name, ReadOptions{Headers: testHeaders})
	if err == nil || !strings.HasPrefix(err.Error(), name+": ") || strings.Count(err.Error(), name) != 1 {
		t.Errorf("got %v", err)
	}
}

// A cell may have as many letters as Excel's, and a file 64 MB.
func TestReadLargest(t *testing.T) {
	for _, letter := range []string{"x", "é"} {
		if s := readText(t, "id,sex\n1,"+strings.Repeat(letter, maxCell)+"\n", ReadOptions{Headers: testHeaders}); len(s.Rows) != 1 {
			t.Errorf("the longest cell of %s: %d rows", letter, len(s.Rows))
		}
	}
	const start = "%PDF-"
	for size, want := range map[int]string{maxFile: "this is a PDF file", maxFile + 1: "the file is larger than 64 MB"} {
		_, err := Read(strings.NewReader(start+strings.Repeat(" ", size-len(start))), "list.csv", ReadOptions{})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%d bytes: %v", size, err)
		}
	}
}

func TestReadTooManyRows(t *testing.T) {
	data := append([]byte("case_id,x\n"), bytes.Repeat([]byte("1,2\n"), maxRows)...)
	sheet, err := Read(bytes.NewReader(data), "list.csv", ReadOptions{Headers: testHeaders})
	if err != nil || len(sheet.Rows) != maxRows {
		t.Fatalf("a million rows: %v", err)
	}
	_, err = Read(bytes.NewReader(append(data, "1,2\n"...)), "list.csv", ReadOptions{Headers: testHeaders})
	if want := "list.csv, row 1000002: there are more than 1000000 rows (save only the rows that are needed)"; err == nil || err.Error() != want {
		t.Errorf("got %v, want %q", err, want)
	}
}

func encode(t *testing.T, text, name string) string {
	t.Helper()
	out, err := encodings[name].NewEncoder().String(text)
	check(t, err)
	return out
}

func TestEncodings(t *testing.T) {
	const text = "id,name\n1,Łódź\n2,x\n"
	const western = "id,name\n1,x\n2,José Nuñez\n"
	const inside = "id,name\n1,Ann Müllers; x\n"
	utf16le, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(text)
	check(t, err)
	utf16be, err := unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder().String(text)
	check(t, err)
	windows, err := charmap.Windows1252.NewEncoder().String(western)
	check(t, err)
	for _, test := range []struct {
		name, data, encoding, want, warning string
	}{
		{name: "UTF-8", data: text, want: "Łódź"},
		{name: "UTF-8 with mark", data: "\xef\xbb\xbf" + text, want: "Łódź"},
		{name: "UTF-16 little end first", data: utf16le, want: "Łódź"},
		{name: "UTF-16 big end first", data: utf16be, want: "Łódź"},
		{name: "UTF-16 without mark, named", data: utf16le[2:], encoding: "utf-16le", want: "Łódź"},
		{name: "UTF-16 without mark, little end first", data: utf16le[2:], want: "Łódź",
			warning: "the file does not say its encoding and was read as utf-16le"},
		{name: "UTF-16 without mark, big end first", data: utf16be[2:], want: "Łódź",
			warning: "the file does not say its encoding and was read as utf-16be"},
		{name: "Windows-1250 said", data: encode(t, text, "windows-1250"), encoding: "Windows-1250", want: "Łódź"},
		{name: "Windows-1252 guessed", data: windows, want: "José Nuñez",
			warning: `the file is not UTF-8 and was read as Windows-1252; the first text this changed is "José" in line 3`},
		{name: "Windows-1252 guessed, inside a word", data: encode(t, inside, "windows-1252"), want: "Ann Müllers; x",
			warning: `the file is not UTF-8 and was read as Windows-1252; the first text this changed is "Müllers" in line 2`},
		{name: "Windows-1252 guessed, in the first word", data: encode(t, "Prénom,sex\nx,y\n", "windows-1252"), want: "Prénom",
			warning: `the file is not UTF-8 and was read as Windows-1252; the first text this changed is "Prénom" in line 1`},
		{name: "Windows-1252 said", data: windows, encoding: "windows-1252", want: "José Nuñez"},
	} {
		sheet, err := Read(strings.NewReader(test.data), "list.csv", ReadOptions{Headers: testHeaders, Encoding: test.encoding})
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
			continue
		}
		if !strings.Contains(shape(sheet), test.want) {
			t.Errorf("%s: got %q, want %q in it", test.name, shape(sheet), test.want)
		}
		message := ""
		if len(sheet.Warnings) > 0 {
			message = sheet.Warnings[0].Message
		}
		if message != test.warning {
			t.Errorf("%s: got warning %q, want %q", test.name, message, test.warning)
		}
	}
}

func TestEncodingRefuses(t *testing.T) {
	for _, test := range []struct{ name, data, encoding, want string }{
		{"unknown", "id,a\n1,2", "latin", `list.csv: there is no encoding "latin" (use one of ibm850, iso-8859-1, `},
		{"not UTF-8", "id,a\n1,\xe9\n", "utf-8", "list.csv: line 2 is not valid UTF-8 (leave the option encoding out, or name another)"},
		{"not UTF-8 from the start", "\xe9,a\n1,2\n", "utf-8", "list.csv: line 1 is not valid UTF-8"},
		{"not Windows-1252", "id,a\n1,2\n1,\x81\n", "", "list.csv: line 3 has a byte that means nothing in windows-1252"},
		{"bytes that are no text", "i\x00d\x00\x01\x00\x02\x00", "",
			"list.csv: this is neither a text file nor an Excel workbook: line 1 has a zero byte (save the list as .xlsx or as CSV)"},
		{"lines that are no text", "i\x00\n\x00\x01\x00", "",
			"list.csv: this is neither a text file nor an Excel workbook: line 1 has a zero byte (save the list as .xlsx or as CSV)"},
		{"a stray zero byte", "id,sex\nK1,M\x00\nK2,F\n", "",
			"list.csv: this is neither a text file nor an Excel workbook: line 2 has a zero byte (save the list as .xlsx or as CSV)"},
		{"UTF-32", "\xff\xfe\x00\x00i\x00\x00\x00d\x00\x00\x00", "",
			"list.csv: this is text in UTF-32 (save the list as UTF-8 or as .xlsx)"},
		{"UTF-16 cut in half", "i\x00d\x00,", "",
			"list.csv: this is neither a text file nor an Excel workbook: line 1 has a zero byte (save the list as .xlsx or as CSV)"},
		{"the other byte order", "\x00i\x00d\x00,\x00a\x00\n\x001\x00,\x002", "utf-16le",
			"list.csv: the file is not text in utf-16le (add the option encoding utf-16be or leave the option encoding out)"},
	} {
		_, err := Read(strings.NewReader(test.data), "list.csv", ReadOptions{Headers: testHeaders, Encoding: test.encoding})
		if err == nil || !strings.HasPrefix(err.Error(), test.want) {
			t.Errorf("%s: got %v, want %q", test.name, err, test.want)
		}
	}
	if !slices.IsSorted(Encodings()) {
		t.Errorf("encodings are not in order: %v", Encodings())
	}
}

// A caller with other headers says which texts they are.
func TestReadOtherHeaders(t *testing.T) {
	isHeader := func(text string) bool { return text == "question" || text == "answer" }
	sheet := readText(t, "case id and gender,rosh\nwhat follows,is\nquestion,answer\na,yes\n",
		ReadOptions{Headers: Headers{Known: isHeader}})
	if got, want := shape(sheet), "3:question|answer 4:a|yes"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestReadSHA256(t *testing.T) {
	sheet := readText(t, "id,sex\n1,M\n", ReadOptions{Headers: testHeaders})
	// printf 'id,sex\n1,M\n' | sha256sum
	if want := "d9f049b0bc256a5fce407eebec85e9f0810a1c188b1c036929038854788e0435"; sheet.SHA256 != want {
		t.Errorf("got %s, want %s", sheet.SHA256, want)
	}
}

// Reading a file twice gives the same sheet, and from a file the same as from
// an open one.
func TestReadFileIsRead(t *testing.T) {
	name := filepath.Join(t.TempDir(), "list.csv")
	data := bigCSV(100)
	check(t, os.WriteFile(name, data, 0o600))
	a, err := ReadFile(name, ReadOptions{Headers: testHeaders})
	check(t, err)
	b, err := Read(bytes.NewReader(data), name, ReadOptions{Headers: testHeaders})
	check(t, err)
	if diff := cmp.Diff(a, b); diff != "" {
		t.Error(diff)
	}
}

func TestSheetOfSeparatedText(t *testing.T) {
	_, err := Read(strings.NewReader("case id,gender\nK1,M\n"), "list.csv", ReadOptions{Headers: testHeaders, Sheet: "Foo"})
	want := `list.csv: there is no sheet "Foo": this is separated text, which has no sheets (leave the option sheet out)`
	if err == nil || err.Error() != want {
		t.Errorf("got %v", err)
	}
}

// Progress comes in order, never passes the total, and changes nothing.
func TestReadTellsProgress(t *testing.T) {
	var text strings.Builder
	text.WriteString("case_id,gender\n")
	for i := range 5000 {
		fmt.Fprintf(&text, "K%d,male\n", i)
	}
	var book bytes.Buffer
	f := excelize.NewFile()
	for i := range 5000 {
		if err := f.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &[]any{fmt.Sprint("case_id", i), "gender"}); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(f.SetSheetDimension("Sheet1", "A1:B5000"), f.Write(&book), f.Close()); err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{"list.csv": []byte(text.String()), "list.xlsx": book.Bytes()} {
		var all []int
		sheet, err := Read(bytes.NewReader(data), name, ReadOptions{Headers: testHeaders, Progress: func(done, total int) {
			if done > total {
				t.Errorf("%s: %d of %d", name, done, total)
			}
			all = append(all, done)
		}})
		if err != nil {
			t.Fatal(err)
		}
		if !slices.IsSorted(all) || len(all) != 5 {
			t.Errorf("%s: told %v", name, all)
		}
		quiet, err := Read(bytes.NewReader(data), name, ReadOptions{Headers: testHeaders})
		if err != nil || len(quiet.Rows) != len(sheet.Rows) {
			t.Errorf("%s: %d rows, without progress %d (%v)", name, len(sheet.Rows), len(quiet.Rows), err)
		}
	}
}

// The texts of rows are kept together, whatever their length and wherever they come from,
// and come back as they were; rows are as wide as the widest.
func TestRowsKeepTheirCells(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.SampledFrom([]string{"", "", "a", "é", "twelve bytes", "thirteen long", "a text that is longer",
			"a text that is longer still"})
		list := rapid.SliceOfN(rapid.SliceOfN(text, 0, 5), 1, 3000).Draw(t, "rows")
		p := packer{shared: rapid.Bool().Draw(t, "shared")}
		width := 0
		for i, cells := range list {
			p.add(i+1, cells, 2)
			width = max(width, len(cells), 2)
		}
		for i, row := range p.close(2) {
			want := append(slices.Clone(list[i]), make([]string, width-len(list[i]))...)
			first := slices.IndexFunc(want, func(c string) bool { return c != "" })
			if got := row.Cells(); !slices.Equal(got, want) || row.Number != i+1 || row.Filled(0) != first || row.Cell(width) != "" {
				t.Fatalf("row %d, %d: %q, want %q", row.Number, row.Filled(0), got, want)
			}
		}
	})
}

// A thousand rows share a text, and no more of them than a megabyte goes for.
func TestBlocks(t *testing.T) {
	for _, c := range []struct {
		text string
		want []int // rows in each block
	}{
		{"a", []int{1024, 1024, 2}},
		{strings.Repeat("x", 1<<12), []int{257, 257, 257, 257, 257, 257, 257, 251}}, // the row that passes the bound is whole
	} {
		var p packer
		for i := range 2050 {
			p.add(i+1, []string{c.text}, 1)
		}
		var got []int
		var last *block
		for _, row := range p.close(1) {
			if row.block != last {
				got, last = append(got, 0), row.block
			}
			got[len(got)-1]++
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%d bytes: blocks of %v rows, want %v", len(c.text), got, c.want)
		}
	}
	var p packer
	p.add(1, []string{"a"}, 1)
	if got := p.close(3)[0].Cells(); !slices.Equal(got, []string{"a", "", ""}) {
		t.Errorf("one row is not as wide as it has to be: %q", got)
	}
}

func TestEqualRows(t *testing.T) {
	row := NewRow(2, "K1", "")
	for _, other := range []Row{NewRow(3, "K1", ""), NewRow(2, "K1", "M"), NewRow(2, "K1")} {
		if row.Equal(other) || other.Equal(row) || !other.Equal(other) {
			t.Errorf("%v and %v", row.Cells(), other.Cells())
		}
	}
}
