package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"onecase/examples/kent"
)

// The key of a commitment is written with its line, or neither is.
func TestNoKeyWithoutItsLine(t *testing.T) {
	hostileFolder(t)
	args := []string{"commit", "cases.csv", "--as-of", kent.AsOf, "--key", "cases.key", "--output"}
	if _, stderr, code := try(append(args, filepath.Join("missing", "line.txt"))...); code == 0 || stderr == "" {
		t.Errorf("exit %d, %s", code, stderr)
	}
	if _, err := os.Lstat("cases.key"); err == nil {
		t.Error("a key is left without its line")
	}
	mustRun(t, append(args, "line.txt")...)
	mustRun(t, "draw", "cases.csv", "--as-of", kent.AsOf, "--commitment", "line.txt", "--key", "cases.key",
		"--seed", "31415265353141526535", "--record", "r.json", "--output", "s.csv")
}

// The folders that demo makes go again when it fails, and no other.
func TestFailedDemoLeavesNoFolder(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := os.Mkdir("there", 0o700); err != nil {
		t.Fatal(err)
	}
	lost := []demoFile{{name: filepath.Join("missing", "a")}}
	for _, folder := range []string{"new", filepath.Join("new", "in", "it"), "there", filepath.Join("there", "new")} {
		if err := writeDemo(folder, lost, false); err == nil {
			t.Errorf("%s: no error", folder)
		}
	}
	for name, want := range map[string]bool{"new": false, "there": true, filepath.Join("there", "new"): false} {
		if _, err := os.Lstat(name); (err == nil) != want {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A device or a pipe in place of a commitment or a key is refused before it is opened.
func TestLinesAreReadFromFiles(t *testing.T) {
	if _, err := os.Stat("/dev/zero"); err != nil {
		t.Skip("there are no devices")
	}
	if _, err := readCommitment("/dev/zero"); err == nil || !strings.Contains(err.Error(), "a device or a pipe") {
		t.Error(err)
	}
	if _, err := readKey("/dev/zero"); err == nil || !strings.Contains(err.Error(), "a device or a pipe") {
		t.Error(err)
	}
}
