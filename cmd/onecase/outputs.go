package main

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"onecase/cmd/onecase/internal/wholefile"
)

// keepInputs refuses to write a file that the verb reads, even with --force: a list
// cannot be made again. It sees through links and spellings of a path.
func (c *call) keepInputs(flag, path string) error {
	if path == "" || path == "-" {
		return nil
	}
	inputs := slices.Concat(c.args, c.reads)
	for _, f := range c.flags {
		if f.reads {
			inputs = append(inputs, f.given...)
		}
	}
	for _, name := range inputs {
		if sameFile(name, path) {
			return c.misuse("--%s %q is a file that %s reads, %s: give another name", flag, path, c.verb, filepath.ToSlash(name))
		}
	}
	return nil
}

// sameFile tells whether two names are of one file that is there.
func sameFile(a, b string) bool {
	first, err := os.Stat(a)
	if err != nil {
		return false
	}
	second, err := os.Stat(b)
	return err == nil && os.SameFile(first, second)
}

// keepOutputs is keepInputs for every flag that names a file to write.
func (c *call) keepOutputs() error {
	for _, f := range c.flags {
		if !f.writes {
			continue
		}
		for _, path := range f.given {
			if err := c.keepInputs(f.name, path); err != nil {
				return err
			}
		}
	}
	return nil
}

// checkTable refuses a table that cannot be written, before anything is done.
func (c *call) checkTable(flag, path string, force bool) error {
	if path == "" {
		return nil
	}
	if !isTable(path) {
		return c.wrong(flag, strconv.Quote(path), "it has to end in .xlsx or .csv")
	}
	if err := c.keepInputs(flag, path); err != nil {
		return err
	}
	return wholefile.Free(path, force)
}

// isTable tells whether a file's name is that of a table.
func isTable(path string) bool {
	return isWorkbook(path) || strings.EqualFold(filepath.Ext(path), ".csv")
}

func isWorkbook(path string) bool { return strings.EqualFold(filepath.Ext(path), ".xlsx") }
