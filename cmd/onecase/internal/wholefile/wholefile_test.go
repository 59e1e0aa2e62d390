package wholefile

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

func write(path string, force bool, text string) error {
	return Write(File{path, force, []byte(text)})
}

// holds checks what a folder holds: each file with its text, and no others.
func holds(t *testing.T, dir string, want map[string]string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if _, ok := want[e.Name()]; !ok {
			t.Errorf("left behind: %s", e.Name())
		}
	}
	for name, text := range want {
		if got, err := os.ReadFile(filepath.Join(dir, name)); err != nil || string(got) != text {
			t.Errorf("%s holds %q, want %q (%v)", name, got, text, err)
		}
	}
}

func TestWrite(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "record.json")
	if err := write(path, false, "first"); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if runtime.GOOS != "windows" && info.Mode().Perm() != mode {
		t.Errorf("mode is %v, want %v", info.Mode().Perm(), mode)
	}

	if err := write(path, false, "second"); err == nil || !strings.Contains(err.Error(), "--force") {
		t.Errorf("writing over a file: got error %v, want one that names --force", err)
	}
	holds(t, dir, map[string]string{"record.json": "first"})
	if err := write(path, true, "third"); err != nil {
		t.Fatal(err)
	}
	holds(t, dir, map[string]string{"record.json": "third"})
}

// Of a set that cannot be written whole nothing is left, and what was there stays.
func TestWriteIsAllOrNothing(t *testing.T) {
	for _, last := range []string{"no/such/folder/x", "taken", "folder"} {
		dir := t.TempDir()
		for _, name := range []string{"old", "taken"} {
			if err := os.WriteFile(filepath.Join(dir, name), []byte(name), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		at := func(name string, force bool) File { return File{filepath.Join(dir, name), force, []byte("new")} }
		set := []File{at("new", false), at("old", true), at(last, false)}
		if last == "folder" { // it appears while the others are placed
			set[2] = at("new", false)
		}
		err := Write(set...)
		if err == nil || !strings.Contains(err.Error(), set[2].Path) {
			t.Errorf("%s: got error %v, want one that names it", last, err)
		}
		holds(t, dir, map[string]string{"old": "old", "taken": "taken"})
	}
}

// Somebody else may take the name while the text is being written.
func TestWriteDoesNotOverwriteAFileThatAppears(t *testing.T) {
	dir := t.TempDir()
	f := File{Path: filepath.Join(dir, "x"), Text: []byte("ours")}
	p, err := f.prepare()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(f.Path, []byte("theirs"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := p.place(); err == nil {
		t.Error("no error")
	}
	leave(p.temporary)
	holds(t, dir, map[string]string{"x": "theirs"})
}

// A link stays one, and force replaces no folder.
func TestForceReplacesFilesAlone(t *testing.T) {
	dir := t.TempDir()
	link, target := filepath.Join(dir, "link"), filepath.Join(dir, "target")
	if err := write(target, false, "old"); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("target", link); err != nil {
		t.Skip(err)
	}
	if err := write(link, true, "new"); err != nil {
		t.Fatal(err)
	}
	if to, err := os.Readlink(link); err != nil || to != "target" {
		t.Errorf("the link leads to %q (%v)", to, err)
	}
	holds(t, dir, map[string]string{"link": "new", "target": "new"})

	others := []string{t.TempDir(), os.DevNull}
	if err := os.Symlink(os.DevNull, filepath.Join(others[0], "device")); err == nil {
		others = append(others, filepath.Join(others[0], "device"))
	}
	for _, path := range others {
		if runtime.GOOS == "windows" && path == os.DevNull {
			continue
		}
		if err := write(path, true, "new"); err == nil || !strings.Contains(err.Error(), "files alone") {
			t.Errorf("%s: got error %v", path, err)
		}
	}
}

func TestLock(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "record.json")
	if err := write(path, false, "text"); err != nil {
		t.Fatal(err)
	}
	unlock, err := Lock(path)
	if err != nil {
		t.Fatal(err)
	}
	names := []string{path}
	if os.Symlink("record.json", filepath.Join(dir, "link")) == nil {
		names = append(names, filepath.Join(dir, "link"))
	}
	for _, name := range names {
		if _, err := Lock(name); err == nil || !strings.Contains(err.Error(), "delete "+followed(path)+".lock") {
			t.Errorf("a second lock by %s: got error %v, want one that says how to end it", name, err)
		}
	}
	os.Remove(filepath.Join(dir, "link"))
	unlock()
	holds(t, dir, map[string]string{"record.json": "text"})
	if unlock, err = Lock(path); err != nil {
		t.Error(err)
	}
	unlock()
	long := filepath.Join(dir, strings.Repeat("r", 252)) // .lock behind it is more than a name may have
	if err := write(long, false, "text"); err == nil {
		if _, err := Lock(long); err == nil || !strings.Contains(err.Error(), "give it a shorter name") {
			t.Errorf("a name that has no room for .lock: got error %v", err)
		}
		os.Remove(long)
	}
}

// A run that was killed while it gave its files their names leaves what was there before, and the next one names it.
func TestLockAfterARunThatWasCutOff(t *testing.T) {
	dir := t.TempDir()
	path, old := filepath.Join(dir, "record.json"), filepath.Join(dir, ".onecase-1.old")
	if err := write(path, false, "text"); err != nil {
		t.Fatal(err)
	}
	if os.Link(path, old) != nil {
		t.Skip("this file system has no links")
	}
	if _, err := Lock(path); names(path) == 2 && (err == nil || !strings.Contains(err.Error(), "a run was cut off") || !strings.Contains(err.Error(), old)) {
		t.Errorf("its other name is what was there before: %v", err)
	}
	os.Remove(old)
	if err := write(old, false, "before"); err != nil { // of another file
		t.Fatal(err)
	}
	unlock, err := Lock(path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Lock(path); err == nil || !strings.Contains(err.Error(), old) {
		t.Errorf("locked, and what was there before is not named: %v", err)
	}
	unlock()
}
