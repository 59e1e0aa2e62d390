package main

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// twiceRead puts two readings of the demo into a folder: that of all cases by A, B and C, and
// the second reading that reread draws with the seed s, by somebody else. Every answer of the
// second was turned with a chance of 15%, by a program.
func twiceRead(t *testing.T, folder string) {
	t.Helper()
	for _, name := range []string{"first.csv", "second.csv"} {
		text, err := os.ReadFile(filepath.Join("testdata", name))
		if err == nil {
			err = os.WriteFile(filepath.Join(folder, name), text, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

// The grid of a second reading holds no first answer: it is the same, byte for byte, whatever
// these are, as long as the same cases are drawn; and nobody reads again what he read first.
func TestSecondGridIsBlind(t *testing.T) {
	folder := t.TempDir()
	twiceRead(t, folder)
	t.Chdir(folder)
	if _, stderr, code := try("demo", "d"); code != 0 {
		t.Fatal(stderr)
	}
	text, err := os.ReadFile("first.csv")
	if err != nil {
		t.Fatal(err)
	}
	record, err := os.ReadFile("d/kent.record.json")
	if err != nil {
		t.Fatal(err)
	}
	var grids [][]byte
	for i, answers := range []string{string(text), strings.NewReplacer(",yes", ",no", ",no", ",yes").Replace(string(text))} {
		name := []string{"a", "b"}[i]
		if os.WriteFile(name+".csv", []byte(answers), 0o600) != nil || os.WriteFile(name+".json", record, 0o600) != nil {
			t.Fatal("cannot write")
		}
		stdout, stderr, code := try("reread", name+".json", "--cases", "65", "--seed", "s", "--first", name+".csv",
			"--judgements", name+".xlsx", "--format", "json")
		var result rereadResult
		if err := json.Unmarshal([]byte(stdout), &result); err != nil || code != 0 || len(result.Selected) != 65 {
			t.Fatalf("exit %d, %v: %s", code, err, stderr)
		}
		for _, k := range result.Selected {
			if k.Second == k.First || k.Second == "" || k.Chance != 1 {
				t.Errorf("%+v", k)
			}
		}
		grid := partsOf(t, name+".xlsx")
		for _, word := range []string{">yes<", ">no<"} { // drop-downs have them in one text with commas
			if bytes.Contains(grid, []byte(word)) {
				t.Errorf("the grid has a cell %s", word)
			}
		}
		grids = append(grids, grid)
	}
	if !bytes.Equal(grids[0], grids[1]) {
		t.Error("the grid depends on the first answers")
	}
}

// partsOf is the text of every part of a workbook, but for when it was made.
func partsOf(t *testing.T, name string) (all []byte) {
	t.Helper()
	z, err := zip.OpenReader(name)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	for _, part := range z.File {
		if strings.HasPrefix(part.Name, "docProps") {
			continue
		}
		r, err := part.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, text...)
	}
	return all
}
