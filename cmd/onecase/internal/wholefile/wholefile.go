// Package wholefile writes files whole or not at all, readable by their owner
// only, and never over a file that exists unless told to.
package wholefile

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// mode lets only the owner read: these files name cases.
const mode fs.FileMode = 0o600

// Write makes the file path from what write puts out. The text goes to a
// temporary file beside it first, which takes the name only when all of it was
// written, so that a failure leaves no half file. Without force a file that
// exists is an error and stays as it is.
func Write(path string, force bool, write func(io.Writer) error) (err error) {
	if !force {
		if err := Free(path); err != nil {
			return err
		}
	}
	temporary, err := os.CreateTemp(filepath.Dir(path), ".onecase-*")
	if err != nil {
		return fmt.Errorf("cannot write %s: %w", path, plain(err))
	}
	defer func() {
		temporary.Close()
		os.Remove(temporary.Name())
	}()
	buffer := bufio.NewWriter(temporary)
	if err := write(buffer); err != nil {
		return err
	}
	err = errors.Join(buffer.Flush(), temporary.Chmod(mode), temporary.Sync(), temporary.Close())
	if err == nil {
		err = place(temporary.Name(), path, force)
	}
	if err != nil {
		return fmt.Errorf("cannot write %s: %w", path, plain(err))
	}
	return nil
}

// Free tells whether path may be written without overwriting anything: nil, or
// an error that says what to do.
func Free(path string) error {
	if _, err := os.Lstat(path); err == nil {
		return fmt.Errorf("%s exists: give another name, or --force to overwrite it", path)
	}
	return nil
}

// place gives the finished temporary file its name. A link fails when the name
// has been taken meanwhile; where the file system has no links, the name is
// checked once more.
func place(temporary, path string, force bool) error {
	if force {
		return os.Rename(temporary, path)
	}
	err := os.Link(temporary, path)
	if err == nil || errors.Is(err, fs.ErrExist) {
		return err
	}
	if err := Free(path); err != nil {
		return err
	}
	return os.Rename(temporary, path)
}

// plain leaves the names of temporary files out of an error.
func plain(err error) error {
	if e, ok := errors.AsType[*fs.PathError](err); ok {
		return e.Err
	}
	if e, ok := errors.AsType[*os.LinkError](err); ok {
		return e.Err
	}
	return err
}
