package main

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// Every table of the folder that ONECASE_FIXTURES names goes through plan, rate and
// estimate within ten seconds: with a result whose rows add up, or with lines that say
// which file is at fault and why.
func TestFixturesThroughTheVerbs(t *testing.T) {
	folder := os.Getenv("ONECASE_FIXTURES")
	if folder == "" {
		t.Skip("set ONECASE_FIXTURES to a folder of tables")
	}
	t.Chdir(t.TempDir())
	mustRun(t, "demo", "kent")
	files, done := 0, map[string]int{}
	err := filepath.WalkDir(folder, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || !slices.Contains([]string{".xlsx", ".xlsm", ".csv", ".tsv"}, strings.ToLower(filepath.Ext(name))) {
			return err
		}
		files++
		for _, args := range [][]string{{"plan", name, "--rules", "none"}, {"rate", name},
			{"estimate", name, "--record", "kent/kent.record.json"}} {
			start := time.Now()
			stdout, stderr, code := try(append(args, "--format", "json")...)
			if took := time.Since(start); took > 10*time.Second {
				t.Errorf("%q took %v", args, took)
			}
			switch {
			case code == 0 && args[0] == "plan":
				var got planResult
				if err := json.Unmarshal([]byte(stdout), &got); err != nil {
					t.Fatal(err)
				}
				if r := got.Rows; r.File != r.Header+r.HeaderAgain+r.Blank+r.Read ||
					r.Read != r.SetAside+r.ListedTwice+r.SamePerson+r.LeftOut+r.Cases {
					t.Errorf("%q: the rows do not add up: %+v", args, r)
				}
				done[args[0]]++
			case code == 0:
				done[args[0]]++
			case code != 1 || !strings.Contains(stderr, filepath.Base(name)):
				t.Errorf("%q: exit %d, %s", args, code, stderr)
			}
		}
		return nil
	})
	if err != nil || files == 0 {
		t.Fatal(files, err)
	}
	t.Logf("%d files; verbs that gave a result: %v", files, done)
}
