package main

import (
	"os"
	"path/filepath"
)

// inputFlags are the flags that name files to read. Draw's --record is written.
func (c *call) inputFlags() []string {
	if c.verb == "draw" {
		return []string{"extend", "rules"}
	}
	return []string{"record", "record-before", "record-after", "rules"}
}

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
	inputs := append(c.Args().Slice(), c.reads...)
	for _, name := range c.inputFlags() {
		inputs = append(inputs, c.String(name))
	}
	for _, name := range inputs {
		input, err := os.Stat(name)
		if err == nil && os.SameFile(input, output) {
			return c.misuse("--%s %q is a file that %s reads, %s: give another name", flag, path, c.verb, filepath.ToSlash(name))
		}
	}
	return nil
}

// keepOutputs is keepInputs for --output and --plot.
func (c *call) keepOutputs() error {
	if err := c.keepInputs("output", c.String("output")); err != nil {
		return err
	}
	if _, ok := c.Generic("plot").(*pictureFile); ok {
		return c.keepInputs("plot", c.plotFile())
	}
	return nil
}
