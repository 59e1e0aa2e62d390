// Package wholefile writes files whole or not at all, readable by their owner
// only, and never over a file that exists unless told to. It keeps two runs from
// changing one file at once.
package wholefile

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync"
	"time"
)

// mode lets only the owner read: these files name cases.
const mode fs.FileMode = 0o600

// A File is a file to write.
type File struct {
	Path  string
	Force bool // replace a file of that name; through a link the one that it leads to
	Text  []byte
}

// Write writes a set of files, all of them or none. The texts go to temporary files
// beside them first, which take their names in the order of the files only when all are
// written. Without force a file that exists is an error and stays as it is.
func Write(files ...File) (err error) {
	var set []*placed
	defer func() {
		for _, p := range set {
			leave(p.temporary, p.before)
		}
	}()
	for _, f := range files {
		if err := Free(f.Path, f.Force); err != nil {
			return err
		}
		p, err := f.prepare()
		if err != nil {
			return fmt.Errorf("cannot write %s: %w", f.Path, plain(err))
		}
		set = append(set, p)
	}
	guard.Lock() // a signal waits until all have their names
	defer guard.Unlock()
	for i, p := range set {
		if err := p.place(); err != nil {
			for _, before := range set[:i] {
				before.undo()
			}
			return fmt.Errorf("cannot write %s: %w", p.Path, plain(err))
		}
	}
	return nil
}

// A placed file is one on its way to its place.
type placed struct {
	File
	target    string // Path without links
	temporary string // the name that its text has first
	stood     bool   // there was a file before
	before    string // another name of that file, "" where it has none
}

// prepare writes the text to a temporary file.
func (f File) prepare() (*placed, error) {
	p := &placed{File: f, target: followed(f.Path)}
	_, err := os.Lstat(p.target)
	p.stood = err == nil
	temporary, err := passingFile(func() (*os.File, error) { return os.CreateTemp(filepath.Dir(p.target), ".onecase-*") })
	if err != nil {
		return nil, err
	}
	p.temporary = temporary.Name()
	_, err = temporary.Write(f.Text)
	if err = errors.Join(err, temporary.Chmod(mode), temporary.Sync(), temporary.Close()); err != nil {
		leave(p.temporary)
	}
	return p, err
}

// place gives the temporary file its name. A link fails when the name has been taken
// meanwhile; where the file system has no links, the name is checked once more.
func (p *placed) place() error {
	if p.Force {
		if before := p.temporary + ".old"; p.stood && os.Link(p.target, before) == nil {
			p.before, passing[before] = before, true // the guard is held
		}
		return os.Rename(p.temporary, p.target)
	}
	err := os.Link(p.temporary, p.target)
	if err == nil || errors.Is(err, fs.ErrExist) {
		return err
	}
	if err := Free(p.target, false); err != nil {
		return err
	}
	return os.Rename(p.temporary, p.target)
}

// undo puts back what was there before.
func (p *placed) undo() {
	switch {
	case p.before != "":
		os.Rename(p.before, p.target)
	case !p.stood:
		os.Remove(p.target)
	}
}

// Free tells whether path may be written: nil, or an error that says what to do. With
// force a file may be there, but no folder, device or pipe.
func Free(path string, force bool) error {
	info, err := os.Lstat(path)
	switch {
	case err != nil:
		return nil
	case !force:
		return fmt.Errorf("%s exists: give another name, or --force to overwrite it", path)
	}
	if info.Mode()&fs.ModeSymlink != 0 {
		if info, err = os.Stat(path); err != nil {
			return fmt.Errorf("%s is a link to nothing: give another name", path)
		}
	}
	if !info.Mode().IsRegular() {
		return fmt.Errorf("%s is a folder, device or pipe, and --force overwrites files alone: give another name", path)
	}
	return nil
}

// followed is the path of what links lead to.
func followed(path string) string {
	if target, err := filepath.EvalSymlinks(path); err == nil {
		return target
	}
	return path
}

// Lock keeps other runs from changing a file until it is unlocked, by a file beside it
// whose name ends in .lock. Where none can be made nothing else can be written either,
// and there is no lock. A file whose name has no room for .lock is refused, and so is one
// that has another name, by a hard link: a change would reach one of them alone.
func Lock(path string) (unlock func(), err error) {
	name := followed(path) + ".lock"
	f, err := passingFile(func() (*os.File, error) { return os.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, mode) })
	switch {
	case errors.Is(err, fs.ErrExist):
		since := ""
		if info, err := os.Stat(name); err == nil {
			since = ", since " + info.ModTime().Format(time.DateTime)
		}
		after := ""
		if len(cutOff(path)) > 0 {
			after = "; " + wasCutOff(path)
		}
		return nil, fmt.Errorf("%s is being changed by another run%s: wait until it has ended; if none is running, delete %s%s", path, since, name, after)
	case err == nil:
		f.Close()
		unlock = func() { leave(name) }
	default:
		if other, err := passingFile(func() (*os.File, error) { return os.CreateTemp(filepath.Dir(name), ".onecase-*") }); err == nil {
			other.Close()
			leave(other.Name())
			return nil, fmt.Errorf("%s cannot be kept from other runs while it is changed: give it a shorter name", path)
		}
		unlock = func() {}
	}
	if n := names(path); n > 1 { // looked at under the lock: another run gives the file a second name for a moment
		unlock()
		if old := cutOff(path); slices.ContainsFunc(old, func(name string) bool { return sameFile(name, path) }) {
			return nil, fmt.Errorf("%s stands as it was: %s", path, wasCutOff(path))
		}
		return nil, fmt.Errorf("%s is one file under %d names (hard links), and a change would reach this one alone: "+
			"copy it to a file of its own, and delete the others", path, n)
	}
	return unlock, nil
}

// cutOff are the hidden files beside a file that a run left which was ended while it gave its files their names: they hold
// what was there before.
func cutOff(path string) []string {
	old, _ := filepath.Glob(filepath.Join(filepath.Dir(followed(path)), ".onecase-*.old"))
	return old
}

// wasCutOff says what to do about these.
func wasCutOff(path string) string {
	return "a run was cut off while it changed files here; " + strings.Join(cutOff(path), ", ") +
		" hold what these were: put back those whose change is not wanted, delete the rest, and run it again"
}

func sameFile(a, b string) bool {
	first, err := os.Stat(a)
	second, err2 := os.Stat(b)
	return err == nil && err2 == nil && os.SameFile(first, second)
}

// names is how many names a file has; 0 where the system does not tell, or there is no file.
func names(path string) uint64 {
	info, err := os.Stat(path)
	if err != nil || !info.Mode().IsRegular() {
		return 0
	}
	status := reflect.Indirect(reflect.ValueOf(info.Sys())) // of a type that each system has its own of
	if status.Kind() != reflect.Struct {
		return 0
	}
	links := status.FieldByName("Nlink")
	switch {
	case links.IsValid() && links.CanUint():
		return links.Uint()
	case links.IsValid() && links.CanInt():
		return uint64(max(0, links.Int()))
	}
	return 0
}

// Files to remove where the program is stopped, and the guard over them.
var (
	guard   sync.Mutex
	passing = map[string]bool{}
)

// passingFile makes a file and notes it, to be removed later: a signal waits until both are done.
func passingFile(create func() (*os.File, error)) (*os.File, error) {
	guard.Lock()
	defer guard.Unlock()
	f, err := create()
	if err == nil {
		passing[f.Name()] = true
	}
	return f, err
}

// leave removes files.
func leave(names ...string) {
	guard.Lock()
	defer guard.Unlock()
	for _, name := range names {
		os.Remove(name)
		delete(passing, name)
	}
}

// Abandon removes what is unfinished. The program has to end after it: nothing can be
// written any more.
func Abandon() {
	guard.Lock()
	for name := range passing {
		os.Remove(name)
	}
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
