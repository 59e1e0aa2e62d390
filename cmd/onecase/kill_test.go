//go:build unix

package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"onecase/discretion"
)

// killed are uses of every verb that writes files, each with the record that it makes or
// changes, "" for none.
var killed = []struct{ line, record string }{
	{"draw kent/cases.csv --as-of 2021-06-21 --seed s --record r.json --output s.xlsx --judgements g.csv --letter l.docx --plot p.svg --save-reading read.toml", "r.json"},
	{"draw kent/cases.csv --extend kent/kent.record.json --size court=44 --record r.json --output s.csv --judgements g.csv", "r.json"},
	{"replace kent/kent.record.json kent/cases.csv --case K015 --reason lost --output s.xlsx --judgements g.csv --grid kent/judgements.csv", "kent/kent.record.json"},
	{"assign kent/kent.record.json kent/cases.csv --readers readers.csv --days 5 --seed s --output w.xlsx", "kent/kent.record.json"},
	{"reread kent/kent.record.json --cases 12 --seed s --judgements g.csv", "kent/kent.record.json"},
	{"verify kent/kent.record.json kent/cases.csv --sample s.csv --judgements g.xlsx --letter l.docx", ""},
	{"record kent/kent.record.json --public", ""},
	{"commit kent/cases.csv --as-of 2021-06-21 --format html --output c.html", ""},
	{"plan kent/cases.csv --as-of 2021-06-21 --save-reading read.toml --format html --output plan.html", ""},
	{"rate kent/kent.toml --format html --output rate.html --plot p.svg", ""},
	{"demo again", "again/kent.record.json"},
}

// Whenever a run is ended, every file under its own name is as it was or whole, and the
// record is new only where all that belongs to it is there. A run that can tidy up leaves all
// of its files or none, and nothing else.
func TestKilledRunsLeaveNothingHalf(t *testing.T) {
	base := t.TempDir()
	t.Chdir(base)
	mustRun(t, "demo", "kent")
	if err := os.WriteFile("readers.csv", []byte("reader\nA\nB\nC\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	before := folderOf(t, base)
	kills, whole, none, each := 0, 0, 0, 2
	if os.Getenv("ONECASE_SWEEP") != "" {
		each = 20
	}
	for _, use := range killed {
		words := strings.Fields(use.line)
		t.Chdir(copied(t, base))
		start := time.Now()
		if said, err := exec.Command("onecase", words...).CombinedOutput(); err != nil {
			t.Fatalf("%s: %s", use.line, said)
		}
		takes := time.Since(start)
		after := folderOf(t, ".")
		for i := range each {
			t.Chdir(copied(t, base))
			signal := []syscall.Signal{syscall.SIGKILL, syscall.SIGTERM, syscall.SIGKILL, syscall.SIGINT, syscall.SIGHUP}[i%5]
			killOne(t, words, signal, i/5%2 == 0, takes)
			kills++
			now := folderOf(t, ".")
			where := fmt.Sprintf("onecase %s, ended by %v", use.line, signal)
			changed := map[string]bool{}
			for name, text := range now {
				switch passing := strings.HasPrefix(filepath.Base(name), ".onecase-") || strings.HasSuffix(name, ".lock"); {
				case passing && signal == syscall.SIGKILL:
				case passing:
					t.Errorf("%s: %s is left", where, name)
				case bytes.Equal(text, before[name]):
				case after[name] == nil:
					t.Errorf("%s: there is a file %s", where, name)
				default:
					changed[name] = true
					isWhole(t, where, name, text, after[name])
				}
			}
			for name := range before {
				if now[name] == nil {
					t.Errorf("%s: %s is gone", where, name)
				}
			}
			due := 0
			for name := range after {
				if !bytes.Equal(after[name], before[name]) {
					due++
				}
			}
			if changed[use.record] && len(changed) < due {
				t.Errorf("%s: the record is new, and of %d files only %v", where, due, slices.Sorted(maps.Keys(changed)))
			}
			if signal != syscall.SIGKILL && len(changed) != 0 && len(changed) != due {
				t.Errorf("%s: of %d files %v", where, due, slices.Sorted(maps.Keys(changed)))
			}
			if len(changed) == due {
				whole++
			} else if len(changed) == 0 {
				none++
			}
		}
	}
	t.Logf("tried %d kills: %d left all files, %d none", kills, whole, none)
	if none == 0 {
		t.Error("no run was ended before it had written")
	}
}

// killOne runs the command and ends it: after a random part of the time that it takes, or at a
// random moment of its writing, which a file beside the others shows.
func killOne(t *testing.T, words []string, signal syscall.Signal, writing bool, takes time.Duration) {
	t.Helper()
	command := exec.Command("onecase", words...)
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- command.Wait() }()
	wait := time.After(time.Duration(rand.Int64N(int64(takes)*11/10 + 1)))
	if writing {
		wait = nil
	}
	for {
		select {
		case <-ended:
			return
		case <-wait:
			command.Process.Signal(signal)
			<-ended
			return
		case <-time.After(100 * time.Microsecond):
			if !writing {
				continue
			}
			for _, pattern := range []string{".onecase-*", "kent/.onecase-*", "again/.onecase-*"} {
				if found, _ := filepath.Glob(pattern); len(found) > 0 {
					wait, writing = time.After(time.Duration(rand.Int64N(int64(8*time.Millisecond)))), false
				}
			}
		}
	}
}

// isWhole checks a file that a run has made against one of a run that was not ended.
func isWhole(t *testing.T, where, name string, text, whole []byte) {
	t.Helper()
	switch {
	case strings.HasSuffix(name, "record.json") || strings.HasSuffix(name, "r.json"):
		if _, err := discretion.ReadRecord(name); err != nil {
			t.Errorf("%s: %s: %v", where, name, err)
		}
	case strings.HasSuffix(name, "public.json"), strings.HasSuffix(name, "SHA256SUMS"), strings.HasPrefix(name, "again"):
		if len(text) != len(whole) {
			t.Errorf("%s: %s has %d bytes and not %d", where, name, len(text), len(whole))
		}
	default:
		if !bytes.Equal(text, whole) {
			t.Errorf("%s: %s is not what an undisturbed run writes: %d bytes and %d", where, name, len(text), len(whole))
		}
	}
}

// copied is a folder like another.
func copied(t *testing.T, from string) string {
	t.Helper()
	to := filepath.Join(t.TempDir(), "run")
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
	return to
}

// folderOf is what the files of a folder and those below hold.
func folderOf(t *testing.T, folder string) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		name, err := filepath.Rel(folder, path)
		if err != nil {
			return err
		}
		files[filepath.ToSlash(name)], err = os.ReadFile(path)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// A run whose result nobody reads to the end, as after "| head -1", leaves no lock behind, so that the
// next one can change the record.
func TestAClosedPipeLeavesNoLock(t *testing.T) {
	t.Chdir(t.TempDir())
	mustRun(t, "demo", "kent")
	for _, line := range []string{
		"reread kent/kent.record.json --cases 12 --seed s --judgements g.csv",
		"replace kent/kent.record.json kent/cases.csv --case K015 --reason lost",
	} {
		read, write, err := os.Pipe()
		if err != nil {
			t.Fatal(err)
		}
		read.Close()
		command := exec.Command("onecase", strings.Fields(line)...)
		command.Stdout = write
		if command.Run() == nil {
			t.Errorf("%s: it has not noticed that its result is not read", line)
		}
		write.Close()
		if locks, _ := filepath.Glob("kent/*.lock"); len(locks) > 0 {
			t.Errorf("%s: it leaves %v", line, locks)
		}
	}
	mustRun(t, "verify", "kent/kent.record.json", "kent/cases.csv")
}
