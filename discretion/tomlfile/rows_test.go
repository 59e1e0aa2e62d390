package tomlfile_test

import (
	"fmt"
	"strings"
	"testing"

	"onecase/discretion/tomlfile"
)

// Rows are counted from where the last key stood: through a byte order mark, comments,
// texts of several lines, lists and lines that end in two characters.
func TestRows(t *testing.T) {
	text := "\ufeff# first\r\nid = \"x\"\r\nnote = \"\"\"\na\nb\"\"\"\nlist = [\n  { a = 1 },\n]\n[target]\nsize = 2\n[[standards]]\nid = \"one\"\n\n[[standards]]\nid = \"two\"\n"
	for key, want := range map[string]int{"id": 2, "note": 3, "list": 6, "target": 9, "target.size": 10,
		"standards": 11, "list.1": 7, "list.1.a": 7, "standards.1.id": 12, "standards.2": 14, "standards.2.id": 15} {
		if got := tomlfile.Rows([]byte(text))[key]; got != want {
			t.Errorf("%s is in row %d, not %d", key, got, want)
		}
	}
}

// Keys within lists and tables on one line have their own rows.
func TestRowsWithin(t *testing.T) {
	text := "a = [\n  { b = 1, c = { d = 2 } },\n\n  { b = [{ e = 3 },\n { e = 4 }] },\n]\nf = { g.h = 5 }\n"
	for key, want := range map[string]int{"a": 1, "a.1": 2, "a.1.b": 2, "a.1.c": 2, "a.1.c.d": 2, "a.2": 4,
		"a.2.b.1.e": 4, "a.2.b.2": 5, "a.2.b.2.e": 5, "f": 7, "f.g.h": 7} {
		if got := tomlfile.Rows([]byte(text))[key]; got != want {
			t.Errorf("%s is in row %d, not %d", key, got, want)
		}
	}
}

// A key with dots has a row under each table that it makes, so that what is wrong with one is found.
func TestRowsOfTablesThatDotsMake(t *testing.T) {
	rows := tomlfile.Rows([]byte("a = 1\n[published]\n\nb.c.d = 2\n\n[groups.x.y]\ne = 3\n[[list.of]]\nf.g = 4\n"))
	for key, want := range map[string]int{"published": 2, "published.b": 4, "published.b.c": 4, "published.b.c.d": 4, "groups": 6,
		"groups.x": 6, "groups.x.y.e": 7, "list": 8, "list.of.1": 8, "list.of.1.f": 9} {
		if got := rows[key]; got != want {
			t.Errorf("%s is in row %d, not %d", key, got, want)
		}
	}
}

// A table within one of an array is that one's: its rows are counted from 1 in each.
func TestRowsOfArraysWithinArrays(t *testing.T) {
	rows := tomlfile.Rows([]byte("[[s]]\na = 1\n[[s.l]]\nb = 1\n[[s.l]]\nb = 2\n[[s]]\n[[s.l]]\nb = 3\n[s.t]\nc = 4\n[[s.l.m]]\nd = 5\n"))
	for key, want := range map[string]int{"s": 1, "s.1": 1, "s.1.a": 2, "s.1.l": 3, "s.1.l.1.b": 4, "s.1.l.2": 5, "s.1.l.2.b": 6, "s.2": 7,
		"s.2.l.1": 8, "s.2.l.1.b": 9, "s.2.t": 10, "s.2.t.c": 11, "s.2.l.1.m.1.d": 13} {
		if got := rows[key]; got != want {
			t.Errorf("%s is in row %d, not %d", key, got, want)
		}
	}
}

// A file of ten thousand tables takes no longer for each than one of a hundred.
func BenchmarkRows(b *testing.B) {
	var text strings.Builder
	for i := range 10_000 {
		fmt.Fprintf(&text, "[[standards]]\nid = \"s%d\"\nname = \"S\"\n", i)
	}
	for b.Loop() {
		tomlfile.Rows([]byte(text.String()))
	}
}
