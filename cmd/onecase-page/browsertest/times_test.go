package browsertest

import (
	"archive/zip"
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestPageIsQuick says how long people wait, and fails where it is so long that
// something is wrong.
func TestPageIsQuick(t *testing.T) {
	since := time.Now()
	lap := func(what string, limit time.Duration) {
		took := time.Since(since)
		t.Logf("%-44s %6.2f s", what, took.Seconds())
		if took > limit {
			t.Errorf("%s takes %v", what, took)
		}
		since = time.Now()
	}
	p := open(t, 1366, 768, "--wasm-tier-up") // as people's browsers do
	lap("browser started and page ready", 60*time.Second)
	ready := evaluate[float64](p, "Number(document.body.dataset.readyAfter)")
	t.Logf("%-44s %6.2f s", "of which from opening the page to ready", ready/1000)

	dir := t.TempDir()
	writeWorkbook(t, filepath.Join(dir, "long.xlsx"))
	var list strings.Builder
	list.WriteString("case_id,group,gender,rosh,safety\n")
	for i := range 5000 {
		fmt.Fprintf(&list, "C%05d,%s,%s,%s,%s\n", i, []string{"court", "ooc"}[i%2], []string{"male", "female"}[i%3%2],
			[]string{"low", "medium", "high"}[i%7%3], []string{"low", "medium", "high"}[i%11%3])
	}
	if err := os.WriteFile(filepath.Join(dir, "long.csv"), []byte(list.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, file := range []string{filepath.Join(dir, "long.xlsx"), filepath.Join(dir, "long.csv"),
		filepath.Join(kent, "cases.xlsx"), filepath.Join(kent, "cases.csv")} {
		p.click("1. Your list")
		p.idle()
		time.Sleep(time.Second) // nobody is quicker
		since = time.Now()
		p.choose("list-file", file)
		p.wait(filepath.Base(file) + ": ")
		lap("read and planned: "+filepath.Base(file), 60*time.Second)
		p.click("3. Draw")
		p.click("Draw")
		p.wait("Drawn: ")
		lap("drawn: "+filepath.Base(file), 60*time.Second)
	}

	p.click("4. Rate")
	since = time.Now()
	p.choose("rate-files", filepath.Join(kent, "kent.toml"))
	p.wait("Kent: Requires improvement")
	lap("rated: kent.toml", 10*time.Second)
	for _, yes := range []string{"14", "15", "16"} {
		p.set("yes-court.reviewing.public", yes)
		p.wait("13/22 → " + yes + "/22")
		lap("slider moved and ratings shown", 5*time.Second)
	}
}

// writeWorkbook writes a list of 5000 cases as spreadsheet programs do: shared
// strings, dates as numbers with a format.
func writeWorkbook(t *testing.T, path string) {
	t.Helper()
	var shared, rows strings.Builder
	places := map[string]int{}
	text := func(column, row int, value string) {
		at, ok := places[value]
		if !ok {
			at = len(places)
			places[value] = at
			fmt.Fprintf(&shared, "<si><t>%s</t></si>", value)
		}
		fmt.Fprintf(&rows, `<c r="%c%d" t="s"><v>%d</v></c>`, 'A'+column, row, at)
	}
	row := func(number int, values ...string) {
		fmt.Fprintf(&rows, `<row r="%d">`, number)
		for i, v := range values {
			text(i, number, v)
		}
	}
	row(1, "case_id", "gender", "disposal", "rosh", "safety", "team", "case_manager", "start_date")
	rows.WriteString("</row>")
	levels := []string{"low", "medium", "high"}
	for i := range 5000 {
		row(i+2, fmt.Sprintf("C%05d", i), []string{"male", "female"}[i%7%2], []string{"referral order", "youth caution",
			"community resolution"}[i%3],
			levels[i%5%3], levels[i%11%3], fmt.Sprintf("Team %d", i%9), fmt.Sprintf("CM%03d", i%83))
		fmt.Fprintf(&rows, `<c r="H%d" s="1"><v>%d</v></c></row>`, i+2, 44100+i%250)
	}
	const (
		head = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
		main = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"`
		kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
		pack = "http://schemas.openxmlformats.org/package/2006/"
		ml   = "application/vnd.openxmlformats-officedocument.spreadsheetml."
	)
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, part := range [][2]string{
		{"[Content_Types].xml", `<Types xmlns="` + pack +
			`content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
			`<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="` + ml + `sheet.main+xml"/>` +
			`<Override PartName="/xl/worksheets/sheet1.xml" ContentType="` + ml +
			`worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="` + ml + `styles+xml"/>` +
			`<Override PartName="/xl/sharedStrings.xml" ContentType="` + ml + `sharedStrings+xml"/></Types>`},
		{"_rels/.rels", `<Relationships xmlns="` + pack + `relationships"><Relationship Id="rId1" Type="` + kind +
			`/officeDocument" Target="xl/workbook.xml"/></Relationships>`},
		{"xl/workbook.xml", `<workbook ` + main + ` xmlns:r="` + kind +
			`"><sheets><sheet name="List" sheetId="1" r:id="rId1"/></sheets></workbook>`},
		{"xl/_rels/workbook.xml.rels", `<Relationships xmlns="` + pack +
			`relationships"><Relationship Id="rId1" Type="` + kind + `/worksheet" Target="worksheets/sheet1.xml"/>` +
			`<Relationship Id="rId2" Type="` + kind + `/styles" Target="styles.xml"/><Relationship Id="rId3" Type="` +
			kind + `/sharedStrings" Target="sharedStrings.xml"/></Relationships>`},
		{"xl/styles.xml", `<styleSheet ` + main +
			`><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders>` +
			`<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>`},
		{"xl/sharedStrings.xml", `<sst ` + main + `>` + shared.String() + `</sst>`},
		{"xl/worksheets/sheet1.xml", `<worksheet ` + main + `><sheetData>` + rows.String() + `</sheetData></worksheet>`},
	} {
		f, err := w.Create(part[0])
		if err == nil {
			_, err = f.Write([]byte(head + part[1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Dir(path), filepath.Base(path), out.Bytes())
}
