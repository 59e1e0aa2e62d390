// Package tomlfile reads TOML strictly: unknown keys and wrong values are problems with
// rows, and the rest is read.
package tomlfile

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"reflect"
	"strings"
	"unicode/utf8"

	"github.com/pelletier/go-toml/v2"

	"onecase/sample/sheet"
)

// A SyntaxError is where a file stops being TOML; nothing more can be said about it.
type SyntaxError struct {
	File        string
	Row, Column int // from 1
	Message     string
	Excerpt     string // the author's own lines, with the faulty part underlined; "" of a file whose name does not end in .toml
}

// Error gives the place, what is wrong there, and the lines.
func (e *SyntaxError) Error() string {
	what := fmt.Sprintf("%s, row %d, column %d: %s", e.File, e.Row, e.Column, e.Message)
	if e.Excerpt == "" {
		return what + " (the name of a TOML file ends in .toml)"
	}
	return what + "\n" + e.Excerpt
}

// maxFile is the largest file that is read, in bytes.
const maxFile = 1 << 20

// Read gives the text of a TOML file of at most 1 MB; folders, devices and pipes fail.
func Read(name string) ([]byte, error) {
	f, err := sheet.OpenRegular(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	if err == nil && len(text) > maxFile {
		err = fmt.Errorf("the file is larger than %d MB, and no TOML file that is read here is", maxFile>>20)
	}
	return text, err
}

// withoutMark leaves out the byte order mark that some editors begin a file with.
func withoutMark(text []byte) []byte { return bytes.TrimPrefix(text, []byte("\uFEFF")) }

// Decode reads TOML into v. Unknown keys and values of the wrong kind are the problems;
// v holds the rest. The error is a *SyntaxError, or says why the file is not text.
func Decode(name string, text []byte, v any) (sheet.Problems, error) {
	text = withoutMark(text)
	if row := notText(text); row > 0 {
		return nil, sheet.Problems{{File: name, Row: row, Message: "this is not plain text in UTF-8",
			Fix: "save the file as UTF-8; the name of a table ends in .csv or .xlsx"}}
	}
	var tree map[string]any
	if err := syntaxError(name, toml.Unmarshal(text, &tree)); err != nil {
		return nil, err
	}
	f := fitter{file: name, rows: Rows(text)}
	f.table(reflect.TypeOf(v).Elem(), tree, nil)
	if len(f.problems) > 0 {
		fitting, err := toml.Marshal(tree)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		text = fitting
	}
	return f.problems.InOrder(), syntaxError(name, toml.Unmarshal(text, v))
}

// syntaxError puts an error of the TOML library in words for the file's author.
func syntaxError(name string, err error) error {
	var bad *toml.DecodeError
	switch {
	case errors.As(err, &bad):
		row, column := bad.Position()
		e := &SyntaxError{File: name, Row: row, Column: column, Message: strings.TrimPrefix(bad.Error(), "toml: ")}
		if strings.EqualFold(filepath.Ext(name), ".toml") { // else another file's lines would be shown by whoever names it
			e.Excerpt = bad.String()
		}
		return e
	case err != nil:
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

// notText gives the row, from 1, in which a file stops being UTF-8 without control
// characters other than tabs and line ends; 0 where it does not.
func notText(text []byte) int {
	row := 1
	for len(text) > 0 {
		r, size := utf8.DecodeRune(text)
		switch {
		case r == '\n':
			row++
		case r == utf8.RuneError && size == 1, r < ' ' && r != '\t' && r != '\r', r == 0x7f:
			return row
		}
		text = text[size:]
	}
	return 0
}
