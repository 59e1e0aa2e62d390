package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// Every row of a file, here one with all that lists have, is in one of the counts.
func TestRowsAddUp(t *testing.T) {
	name := filepath.Join(t.TempDir(), "list.csv")
	rapid.Check(t, func(t *rapid.T) {
		lines := rapid.SliceOfN(rapid.SampledFrom([]string{"Cases of a service,,,,,", ",,,,,"}), 0, 3).Draw(t, "above")
		header := "Case no,CRN,Sex,RoSH,Disposal,Start"
		lines = append(lines, header)
		kinds := []string{
			"K%d,X%d,F,low,RO,2020-12-01", "K%d,X%d,M,high,YC,1/3/2021", "K%d,X%d,M,medium,DTO,2019-01-01",
			"K%d,X%d,M,medium,DTO,2029-01-01",
			"K1,X1,F,low,RO,2020-12-01", "K%d,X1,F,low,RO,2020-12-02", "K2,X%d,F,low,RO,2020-12-02", "K3,,F,high,DTO,2020-12-02",
			",,,,,", header, "Total: 2,,,,,", "Team North,,,,,", ",,,,12,", "Source:,the system,,,,",
			"K%d,X%d,F,#N/A,RO,soon", ",X%d,F,low,RO,2020-12-01",
			"K%d,X%d,F,low,RO,2020-12-01,spare", "TBC,,F,low,RO,2020-12-01", "K%d,,,,,", "K%d,X%d,,,,",
		}
		for i, kind := range rapid.SliceOfN(rapid.SampledFrom(kinds), 0, 40).Draw(t, "rows") {
			lines = append(lines, strings.ReplaceAll(kind, "%d", fmt.Sprint(10+i)))
		}
		lines = append(lines, "K9,X9,M,low,RO,2020-12-01")
		if err := os.WriteFile(name, []byte(strings.Join(lines, "\n")+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		words := []string{"plan", name, "--as-of", "2021-06-21", "--skip-problems", "--format", "json"}
		if rapid.Bool().Draw(t, "none") {
			words = append(words, "--rules", "none")
		}
		var stdout, stderr bytes.Buffer
		if code := run(strings.NewReader(""), &stdout, &stderr, words); code != 0 {
			t.Fatalf("%s\n%s", stderr.String(), strings.Join(lines, "\n"))
		}
		var got planResult
		if err := json.Unmarshal(stdout.Bytes(), &got); err != nil {
			t.Fatal(err)
		}
		r, left, cases := got.Rows, 0, 0
		for _, e := range got.Excluded {
			left += e.Count
		}
		for _, g := range got.Groups {
			cases += g.Population
		}
		switch {
		case r.File != len(lines), r.Header+r.HeaderAgain+r.Blank+r.Read != r.File,
			r.SetAside+r.ListedTwice+r.SamePerson+r.LeftOut+r.Cases != r.Read,
			got.List.Rows != r.Read, left+cases != r.Read, cases != r.Cases, len(got.Exclusions) != left, got.Merged != r.SamePerson:
			t.Fatalf("%d lines, %d left out, %d cases: %+v\n%s", len(lines), left, cases, r, strings.Join(lines, "\n"))
		}
	})
}
