package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"

	"onecase/discretion"
)

// Runs that change one record at once are each kept or refused, and no reserve goes to
// two cases.
func TestReplaceAtOnceLosesNothing(t *testing.T) {
	t.Chdir(t.TempDir())
	if _, stderr, code := try("demo", "kent"); code != 0 {
		t.Fatal(stderr)
	}
	before, err := discretion.ReadRecord("kent/kent.record.json")
	if err != nil {
		t.Fatal(err)
	}
	link := "link.record.json" // one record under two names
	if err := os.Symlink(filepath.Join("kent", "kent.record.json"), link); err != nil {
		link = "kent/kent.record.json"
	}
	var waiting sync.WaitGroup
	codes := make([]int, 8)
	for i := range codes {
		name := []string{"kent/kent.record.json", link}[i%2]
		id := before.Groups[0].Selected[i].ID
		waiting.Go(func() {
			command := exec.Command("onecase", "replace", name, "--case", id, "--reason", "no file", "--format", "json")
			said, err := command.CombinedOutput()
			if command.ProcessState == nil {
				t.Error(err)
				return
			}
			codes[i] = command.ProcessState.ExitCode()
			if codes[i] != 0 && !strings.Contains(string(said), "is being changed by another run") {
				t.Errorf("%s: %s", id, said)
			}
		})
	}
	waiting.Wait()
	after, err := discretion.ReadRecord(link)
	if err != nil {
		t.Fatal(err)
	}
	kept, by := map[string]bool{}, map[string]bool{}
	for _, p := range after.Replacements {
		if by[p.By] {
			t.Errorf("%s takes two places", p.By)
		}
		kept[p.Case], by[p.By] = true, true
	}
	for i, code := range codes {
		if id := before.Groups[0].Selected[i].ID; kept[id] != (code == 0) {
			t.Errorf("%s: exit %d, and in the record: %v", id, code, kept[id])
		}
	}
	if len(kept) == 0 {
		t.Error("all were refused")
	}
	if found, _ := filepath.Glob("kent/*.lock"); len(found) > 0 {
		t.Errorf("left behind: %v", found)
	}
	if info, err := os.Lstat(link); err == nil && link == "link.record.json" && info.Mode()&os.ModeSymlink == 0 {
		t.Error("the link is a file now")
	}
}

// A lock that a stopped run left is reported, with what to do.
func TestStaleLockIsSaid(t *testing.T) {
	t.Chdir(t.TempDir())
	if _, stderr, code := try("demo", "kent"); code != 0 {
		t.Fatal(stderr)
	}
	if err := os.WriteFile("kent/kent.record.json.lock", nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, words := range []string{
		"replace kent/kent.record.json --case K001 --reason x",
		"draw kent/cases.csv --extend kent/kent.record.json --size court=44 --record 2.json --output 2.csv",
	} {
		_, stderr, code := try(strings.Fields(words)...)
		if code != 1 || !strings.Contains(stderr, "if none is running, delete "+filepath.Join("kent", "kent.record.json.lock")) {
			t.Errorf("%s: exit %d, %s", words, code, stderr)
		}
	}
}

// A record under two names is not changed under one of them.
func TestHardLinkIsRefused(t *testing.T) {
	t.Chdir(t.TempDir())
	mustRun(t, "demo", "kent")
	if err := os.Link("kent/kent.record.json", "other.record.json"); err != nil {
		t.Skip(err)
	}
	if info, err := os.Stat("other.record.json"); err != nil || runtime.GOOS == "windows" {
		t.Skip(info, err)
	}
	refused(t, []string{"replace", "other.record.json", "--case", "K001", "--reason", "x"}, "one file under 2 names")
	if err := os.Remove("kent/kent.record.json"); err != nil {
		t.Fatal(err)
	}
	record, err := discretion.ReadRecord("other.record.json")
	if err != nil {
		t.Fatal(err)
	}
	mustRun(t, "replace", "other.record.json", "--case", record.Groups[0].Selected[0].ID, "--reason", "x")
}

// Where a file of the set cannot be written the record stays as it was.
func TestReplaceWritesAllOrNothing(t *testing.T) {
	t.Chdir(t.TempDir())
	if _, stderr, code := try("demo", "kent"); code != 0 {
		t.Fatal(stderr)
	}
	before, err := os.ReadFile("kent/kent.record.json")
	if err != nil {
		t.Fatal(err)
	}
	var r struct {
		Groups []struct{ Selected []struct{ ID string } }
	}
	if err := json.Unmarshal(before, &r); err != nil {
		t.Fatal(err)
	}
	_, stderr, code := try("replace", "kent/kent.record.json", "--case", r.Groups[0].Selected[0].ID, "--reason", "x",
		"--judgements", "grid.csv", "--output", "no/folder/sample.csv")
	if code != 1 || !strings.Contains(stderr, "cannot write no/folder/sample.csv") {
		t.Errorf("exit %d, %s", code, stderr)
	}
	if after, err := os.ReadFile("kent/kent.record.json"); err != nil || string(after) != string(before) {
		t.Errorf("the record was changed (%v)", err)
	}
	if _, err := os.Stat("grid.csv"); err == nil {
		t.Error("the grid was written without the record")
	}
}

// Eight runs of every kind that changes a record, and two that extend it into another, at once and each until it is
// let: all that they said is done is in the record, and every record verifies.
func TestWritersOfEveryKindAtOnceLoseNothing(t *testing.T) {
	t.Chdir(t.TempDir())
	mustRun(t, "demo", "kent")
	record, list := "kent/kent.record.json", "kent/cases.csv"
	before, err := discretion.ReadRecord(record)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile("readers.csv", []byte("reader\nA\nB\nC\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	lines := [][]string{strings.Fields("draw kent/cases.csv --extend kent/kent.record.json --size court=44 --record larger.json --output 1.csv"),
		strings.Fields("draw kent/cases.csv --extend kent/kent.record.json --size ooc=29 --record other.json --output 2.csv")}
	for i := range 4 {
		lines = append(lines, []string{"replace", record, list, "--case", before.Groups[0].Selected[i].ID, "--reason", "no file"})
	}
	for _, seed := range []string{"1", "2"} {
		lines = append(lines, []string{"assign", record, list, "--readers",
			"readers.csv", "--seed", seed}, []string{"reread", record, "--cases", "6", "--seed", seed})
	}
	var waiting sync.WaitGroup
	refusals := make([]int, len(lines))
	for i, line := range lines {
		waiting.Go(func() {
			for range 500 {
				said, err := exec.Command("onecase", line...).CombinedOutput()
				if err == nil {
					return
				}
				if !strings.Contains(string(said), "is being changed by another run") {
					t.Errorf("%v: %s", line, said)
					return
				}
				refusals[i]++
			}
			t.Errorf("%v is refused for ever", line)
		})
	}
	waiting.Wait()
	after, err := discretion.ReadRecord(record)
	if err != nil {
		t.Fatal(err)
	}
	if len(after.Replacements) != 4 || len(after.Assignments) != 2 || len(after.Rereads) != 2 {
		t.Errorf("%d replacements, %d assignments and %d second readings of 4, 2 and 2", len(after.Replacements),
			len(after.Assignments), len(after.Rereads))
	}
	by := map[string]bool{}
	for _, p := range after.Replacements {
		if by[p.By] {
			t.Errorf("%s takes two places", p.By)
		}
		by[p.By] = true
	}
	for _, name := range []string{record, "larger.json", "other.json"} {
		if out := mustRun(t, "verify", name, list, "--format", "json"); !strings.Contains(out, `"verified": true`) {
			t.Error(out)
		}
	}
	t.Logf("tried 10 writers at once, refused %v times before", refusals)
}
