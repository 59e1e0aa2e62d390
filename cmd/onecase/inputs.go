package main

import (
	"os"
	"path/filepath"
	"slices"
)

// keepInputs refuses to write a file that the verb reads, whatever --force
// says: the list that a sample was drawn from cannot be made again. Two
// spellings of a path, and links, are the same file.
func (c *call) keepInputs(flag, path string) error {
	if path == "" || path == "-" {
		return nil
	}
	output, err := os.Stat(path)
	if err != nil {
		return nil // not there yet, or writing it will say what is wrong
	}
	inputs := slices.Concat(c.args, c.reads)
	for _, f := range c.flags {
		if f.reads {
			inputs = append(inputs, f.given...)
		}
	}
	for _, name := range inputs {
		input, err := os.Stat(name)
		if err == nil && os.SameFile(input, output) {
			return c.misuse("--%s %q is a file that %s reads, %s: give another name", flag, path, c.verb, filepath.ToSlash(name))
		}
	}
	return nil
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
