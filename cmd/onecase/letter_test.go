package main

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"regexp"
	"strings"
	"testing"
)

// wordTexts are the texts of a .docx file, a line each.
func wordTexts(t *testing.T, name string) string {
	t.Helper()
	archive, err := zip.OpenReader(name)
	if err != nil {
		t.Fatal(err)
	}
	defer archive.Close()
	part, err := archive.Open("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for d := xml.NewDecoder(part); ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return out.String()
		}
		if err != nil {
			t.Fatal(err)
		}
		if text, ok := token.(xml.CharData); ok {
			out.WriteString(string(text) + "\n")
		}
	}
}

// A letter asks for every case of the sample, and nothing in it classifies one: none of
// the groups' names or of the texts of columns that are matched on or may be, in no order
// that tells the groups. After a replacement it asks for the reserve alone.
func TestLetterOfACase(t *testing.T) {
	t.Chdir(t.TempDir())
	runLine(t, "demo k")
	text := runLine(t, "draw k/cases.csv --as-of 2021-06-21 --seed 7 --keep gender --keep team --keep case_manager --keep age --keep start_date "+
		"--record r.json --output s.csv --letter files.docx --files-by 2021-07-05 --judgements g.csv")
	if !strings.Contains(text, `the letter leaves out "gender", "age"`) || !strings.Contains(text, "letter files.docx") ||
		!strings.Contains(strings.Join(strings.Fields(text), " "), "5 July 2021, by which the letter asks for the files, is over") {
		t.Error(text)
	}
	info, err := os.Stat("files.docx")
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	letter := wordTexts(t, "files.docx")
	if !strings.Contains(letter, "65 cases of yours") || !strings.Contains(letter, "by 5 July 2021") ||
		!strings.Contains(letter, "inspection of ________________") {
		t.Error(letter)
	}
	ids := regexp.MustCompile(`(?m)^K\d+$`).FindAllString(letter, -1)
	drawn := idsOf(t, "g.csv")
	if len(ids) != len(drawn) {
		t.Errorf("%d of %d cases", len(ids), len(drawn))
	}
	for i, id := range ids {
		if !strings.Contains(strings.Join(drawn, " "), id) || i > 0 && ids[i-1] >= id {
			t.Errorf("%s is not drawn, or out of order", id)
		}
	}
	for _, word := range []string{"male", "female", "court", "custody", "community", "caution", "licence", "low", "medium", "high"} {
		if regexp.MustCompile(`(?im)^` + word + `\b`).MatchString(letter) {
			t.Errorf("the letter says %s", word)
		}
	}
	for _, header := range []string{"start date", "team", "case_manager"} {
		if !strings.Contains(letter, "\n"+header+"\n") {
			t.Errorf("the letter has no %s", header)
		}
	}

	runLine(t, "verify r.json k/cases.csv --letter again.docx --files-by 2021-07-05 --judgements again.csv")
	for _, pair := range [][2]string{{"files.docx", "again.docx"}, {"g.csv", "again.csv"}} {
		one, err := os.ReadFile(pair[0])
		other, err2 := os.ReadFile(pair[1])
		if err != nil || err2 != nil || !bytes.Equal(one, other) {
			t.Errorf("%v differ", pair)
		}
	}
	if dates := regexp.MustCompile(`(?m)^[1-3]?\d \w+ 202[01]$`).FindAllString(letter, -1); len(dates) != 65 {
		t.Errorf("%d of 65 cases have a start as people write it", len(dates))
	}

	runLine(t, "replace r.json --case "+drawn[1]+" --reason lost --policy failed")
	runLine(t, "replace r.json --case "+drawn[0]+" --reason moved --letter one.docx --service Kent --files-by 2021-07-05")
	one := wordTexts(t, "one.docx")
	if found := regexp.MustCompile(`(?m)^K\d+$`).FindAllString(one, -1); len(found) != 1 ||
		strings.Contains(strings.Join(drawn, " "), found[0]) || !strings.Contains(one, "1 case of yours") ||
		!strings.Contains(one, "takes the place of "+drawn[0]+",") || strings.Contains(one, "5 July 2021") {
		t.Error(one)
	}
	runLine(t, "verify r.json k/cases.csv --letter now.docx --judgements now.csv")
	if now := wordTexts(t, "now.docx"); strings.Contains(now, drawn[0]+"\n") || strings.Contains(now, drawn[1]+"\n") ||
		!strings.Contains(now, "64 cases") {
		t.Error(now)
	}
	if now := idsOf(t, "now.csv"); len(now) != 64 {
		t.Errorf("%d cases in the grid", len(now))
	}
}

// The reserve has the day of the case that left the sample. Where that is before the day by which
// the file is wanted, the letter does not name it.
func TestLetterAfterTheDay(t *testing.T) {
	t.Chdir(t.TempDir())
	runLine(t, "demo k")
	if err := os.WriteFile("readers.csv", []byte("reader\nA\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	runLine(t, "assign k/kent.record.json k/cases.csv --readers readers.csv --dates 2021-06-28 --days 1 --seed s")
	for by, want := range map[string]bool{"2021-06-28": true, "2021-06-29": false} {
		runLine(t, "verify k/kent.record.json k/cases.csv --letter files.docx --force --files-by "+by)
		text := wordTexts(t, "files.docx")
		if found := strings.Contains(text, "day of reading") &&
			strings.Contains(text, "\n28 Jun 2021\n"); found != want || !strings.Contains(text, "start date") {
			t.Errorf("files by %s: a day of reading is %v", by, found)
		}
	}
	runLine(t, "replace k/kent.record.json k/cases.csv --case K017 --reason moved --letter one.docx")
	if text := wordTexts(t, "one.docx"); strings.Contains(text, "day of reading") || !strings.Contains(text, "start date") {
		t.Errorf("a day in 2021 is over: %s", text)
	}
}

// A letter is in the words of the rules, where they have one.
func TestLetterOfTheRules(t *testing.T) {
	text, err := os.ReadFile("../../discretion/rules/sets/hmip-youth-2018.toml")
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	runLine(t, "demo k")
	own := "letter = \"\"\"\nDear {service} <team>\n\nSend these {count} & no others.\n\n{cases}\n\nBy {date}, please.\"\"\"\n"
	if err := os.WriteFile("own.toml", append([]byte(own), text...), 0o600); err != nil {
		t.Fatal(err)
	}
	runLine(t, "draw k/cases.csv --as-of 2021-06-21 --rules own.toml --seed 7 --record r.json --output s.csv --letter files.html --service Kent")
	page, err := os.ReadFile("files.html")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"<h1>Dear Kent &lt;team&gt;</h1>", "<p>Send these 65 cases &amp; no others.</p>",
		"<p>By ________________, please.</p>"} {
		if !bytes.Contains(page, []byte(want)) {
			t.Errorf("no %s", want)
		}
	}
	runLine(t, "verify r.json k/cases.csv --rules own.toml --letter again.html")
	if again, err := os.ReadFile("again.html"); err != nil || !bytes.Equal(again, page) {
		t.Errorf("the letter of the record, which has the service, differs: %v\n%s", err, again)
	}
}
