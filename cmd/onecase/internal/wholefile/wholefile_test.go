package wholefile

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

func write(text string) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := io.WriteString(w, text)
		return err
	}
}

func TestWrite(t *testing.T) {
	path := filepath.Join(t.TempDir(), "record.json")
	if err := Write(path, false, write("first")); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if runtime.GOOS != "windows" && info.Mode().Perm() != mode {
		t.Errorf("mode is %v, want %v", info.Mode().Perm(), mode)
	}

	if err := Write(path, false, write("second")); err == nil || !strings.Contains(err.Error(), "--force") {
		t.Errorf("writing over a file: got error %v, want one that names --force", err)
	}
	if got, _ := os.ReadFile(path); string(got) != "first" {
		t.Errorf("after a refusal the file holds %q", got)
	}
	if err := Write(path, true, write("third")); err != nil {
		t.Fatal(err)
	}
	if got, _ := os.ReadFile(path); string(got) != "third" {
		t.Errorf("after force the file holds %q", got)
	}
}

func TestWriteLeavesNothingBehindOnFailure(t *testing.T) {
	dir := t.TempDir()
	broken := errors.New("broken")
	err := Write(filepath.Join(dir, "x"), false, func(w io.Writer) error {
		io.WriteString(w, "half")
		return broken
	})
	if !errors.Is(err, broken) {
		t.Errorf("got error %v, want %v", err, broken)
	}
	entries, _ := os.ReadDir(dir)
	if len(entries) != 0 {
		t.Errorf("left behind: %v", entries)
	}
}

func TestWriteNamesTheFileItCannotMake(t *testing.T) {
	path := filepath.Join(t.TempDir(), "no", "such", "folder", "x")
	err := Write(path, false, write(""))
	if err == nil || !strings.Contains(err.Error(), path) {
		t.Errorf("got error %v, want one that names %s", err, path)
	}
}

// Somebody else may take the name while the text is being written.
func TestWriteDoesNotOverwriteAFileThatAppears(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x")
	err := Write(path, false, func(w io.Writer) error {
		return os.WriteFile(path, []byte("theirs"), 0o600)
	})
	if err == nil {
		t.Error("no error")
	}
	if got, _ := os.ReadFile(path); string(got) != "theirs" {
		t.Errorf("their file holds %q", got)
	}
}
