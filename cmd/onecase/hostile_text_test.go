package main

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
)

// hostileFiles are the hostile files made of a good one of a kind, by format.
func hostileFiles(t *testing.T, kind string, good []byte) map[string][]hostile {
	t.Helper()
	table := strings.HasSuffix(targets[kind].file, ".csv")
	switch {
	case table:
		rows := readCells(t, good)
		return map[string][]hostile{"csv": slices.Concat(hostileBytes(kind, good, true), hostileTables(rows, kind)),
			"xlsx": hostileWorkbooks(t, rows, kind == "list")}
	case strings.HasSuffix(targets[kind].file, ".json"):
		return map[string][]hostile{"json": slices.Concat(hostileBytes(kind, good, false), hostileJSON(kind, good))}
	case strings.HasSuffix(targets[kind].file, ".toml"):
		return map[string][]hostile{"toml": slices.Concat(hostileBytes(kind, good, false), hostileTOML(kind, good))}
	}
	return map[string][]hostile{"txt": hostileBytes(kind, good, false)}
}

// hostileBytes are texts that went wrong on their way, whatever they hold.
func hostileBytes(kind string, good []byte, table bool) (out []hostile) {
	random := rand.New(rand.NewPCG(uint64(len(kind)), 41))
	add := func(what string, law law, text []byte) {
		out = append(out, hostile{what, func() []byte { return text }, law})
	}
	pick := func(yes bool, a, b law) law {
		if yes {
			return a
		}
		return b
	}
	noise := make([]byte, 2000)
	for i := range noise {
		noise[i] = byte(random.Uint32())
	}
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	z.Write(good)
	z.Close()
	for what, text := range map[string]string{
		"nothing": "", "a mark alone": "\uFEFF", "line ends": strings.Repeat("\r\n", 500),
		"blanks": strings.Repeat(" ", 5000), "NUL": strings.Repeat("\x00", 500),
		"noise": string(noise), "gzip": packed.String(), "PDF": "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n",
		"OLE": "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + string(noise), "PNG": "\x89PNG\r\n\x1a\n" + string(noise),
		"zip without files": "PK\x05\x06" + strings.Repeat("\x00", 18),
		"a page":            "<!DOCTYPE html><html><body><table><tr><td>1</td></tr></table></body></html>",
		"one sign":          "x", "brackets": strings.Repeat("[", 300_000), "braces": strings.Repeat(`{"a":`, 100_000),
		"commas": strings.Repeat(",", 1_000_000), "a line of a megabyte": strings.Repeat("x", 1<<20),
		"an open quote": `"` + strings.Repeat("x\n", 5000), "marks alone": strings.Repeat("\uFEFF", 300),
		"EBCDIC": "\x83\x81\xa2\x85\x6d\x89\x84\x6b\x87\x85\x95\x84\x85\x99\x25",
	} {
		add(what, pick(kind == "reading" || kind == "rules", bounded, turnedAway), []byte(text))
	}
	slices.SortFunc(out, func(a, b hostile) int { return strings.Compare(a.what, b.what) })
	text := string(good)
	wide := utf16.Encode([]rune(text))
	le, be := []byte{0xFF, 0xFE}, []byte{0xFE, 0xFF}
	for _, u := range wide {
		le, be = binary.LittleEndian.AppendUint16(le, u), binary.BigEndian.AppendUint16(be, u)
	}
	var utf32 []byte
	for _, r := range "\uFEFF" + text {
		utf32 = binary.LittleEndian.AppendUint32(utf32, uint32(r))
	}
	lines := strings.SplitAfter(text, "\n")
	for i := range lines {
		lines[i] = strings.Replace(lines[i], "\n", []string{"\n", "\r\n"}[i%2], 1)
	}
	add("a mark before it", unchanged, []byte("\uFEFF"+text))
	add("UTF-16, little end first", pick(table, unchanged, either), le)
	add("UTF-16, big end first", pick(table, unchanged, either), be)
	add("half of UTF-16", bounded, le[:len(le)/2|1])
	add("UTF-32", either, utf32)
	add("CRLF", unchanged, []byte(strings.ReplaceAll(text, "\n", "\r\n")))
	add("CR", either, []byte(strings.ReplaceAll(text, "\n", "\r")))
	add("mixed line ends", unchanged, []byte(strings.Join(lines, "")))
	add("blank lines at the end", unchanged, []byte(text+"\n\n \n"))
	add("the end of a file of DOS", bounded, []byte(text+"\x1a"))
	add("twice", bounded, []byte(text+text))
	add("something behind it", bounded, []byte(text+"}\n<<<<<<< HEAD\n"))
	for range 8 {
		at := random.IntN(len(good))
		add(fmt.Sprintf("cut off after %d bytes", at), bounded, good[:at])
		for _, b := range []string{"\x00", "\xff", "\xc0\xaf", "\xed\xa0\x80", "\u202e", "\x1b[2J"} {
			at := random.IntN(len(good))
			add(fmt.Sprintf("%q at byte %d", b, at), bounded, slices.Concat(good[:at], []byte(b), good[at+1:]))
		}
	}
	return out
}

// wrongNumbers are no number of cases, as texts of any format.
var wrongNumbers = []string{"-1", "1e308", "1e400", "-1e400", "NaN", "nan", "inf", "-inf", "Infinity",
	"9223372036854775807", "9223372036854775808", "-9223372036854775808",
	"18446744073709551616", "0x7fffffffffffffff", "1.5", "1e-300", "1/0", "１２", "٣", "Ⅻ", "1 000 000 000 000", "--1",
	"1-2", "#REF!", "#DIV/0!", "true"}

// wrongDates are no day within years of the list.
var wrongDates = []string{"0000-00-00", "2021-02-30", "31/02/2021", "2021-13-01", "99999-01-01", "-2021-01-01",
	"2021-01-01T99:99:99", "1e308", "NaN", "2021–01–01–", "tomorrow",
	"29/02/2021", "00/01/2021", "2021-1-", "20210", "٢٠٢١-٠١-٠١x", "2006-19-07-19", "#VALUE!"}

// hostileTables are tables of which one cell, one column or the form of one is wrong.
func hostileTables(rows [][]string, kind string) (out []hostile) {
	random := rand.New(rand.NewPCG(uint64(len(rows)), 43))
	add := func(what string, law law, change func(rows [][]string) [][]string) {
		out = append(out, hostile{what, func() []byte {
			copied := make([][]string, len(rows))
			for i := range rows {
				copied[i] = slices.Clone(rows[i])
			}
			return writeCells(change(copied))
		}, law})
	}
	for column, header := range rows[0] {
		for _, value := range slices.Concat(wrongNumbers, wrongDates, []string{"", " ", "\u200b", "\u202ex",
			"=1+1", "@SUM(A1)", "\"\"", "a\nb", "a\x00b", strings.Repeat("x", 40_000), "<b>&amp;</b>"}) {
			add(fmt.Sprintf("%s is %.20q", header, value), cellLaw(kind, header, value), func(rows [][]string) [][]string {
				row := 1 // of a list, an eligible case
				if kind != "list" {
					row += random.IntN(len(rows) - 1)
				}
				rows[row][column] = value
				return rows
			})
		}
		add(header+" twice", bounded, func(rows [][]string) [][]string {
			for i := range rows {
				rows[i] = append(rows[i], rows[i][column])
			}
			return rows
		})
		add("no "+header, bounded, func(rows [][]string) [][]string {
			for i := range rows {
				rows[i] = slices.Delete(rows[i], column, column+1)
			}
			return rows
		})
	}
	add("no rows", turnedAway, func(rows [][]string) [][]string { return rows[:1] })
	add("no header", bounded, func(rows [][]string) [][]string { return rows[1:] })
	add("a row without an end", bounded, func(rows [][]string) [][]string {
		rows[1] = append(rows[1], make([]string, 100_000)...)
		return rows
	})
	add("many headers", bounded, func(rows [][]string) [][]string {
		for i := range 20_000 {
			rows[0] = append(rows[0], fmt.Sprint("h", i))
		}
		return rows
	})
	add("the header again in the middle", either, func(rows [][]string) [][]string { return slices.Insert(rows, len(rows)/2, rows[0]) })
	add("blank rows between", unchanged, func(rows [][]string) [][]string {
		return slices.Insert(rows, len(rows)/2, make([]string, len(rows[0])), make([]string, len(rows[0])))
	})
	return out
}

// cellLaw is the law of a value in a column.
func cellLaw(kind, header, value string) law {
	switch {
	case kind == "list" && slices.Contains([]string{"age", "origin"}, header) && len(value) < 1000 && value != "a\x00b":
		return unchanged
	case kind == "list" && header == "start_date" && slices.Contains(wrongDates, value) &&
		!strings.HasPrefix(value, "-2") && !strings.HasSuffix(value, "–"),
		kind == "list" && slices.Contains([]string{"gender", "disposal", "rosh", "safety"}, header) &&
			strings.TrimSpace(value) != "" && !slices.Contains([]string{"\u200b", "\u202ex", `""`}, value),
		kind == "counts" && header != "question" && slices.Contains(wrongNumbers, value) && value != "１２",
		kind == "readers" && header == "capacity" && slices.Contains(wrongNumbers, value) && value != "１２":
		return turnedAway
	case kind == "list" && slices.Contains([]string{"team", "case_manager"}, header):
		return either
	}
	return bounded
}

// hostileJSON has every place of a document, or one of each kind, with values that do not belong there.
// Nothing of a record can be another and the record be verified.
func hostileJSON(kind string, good []byte) (out []hostile) {
	wrong := []string{`-1`, `1e308`, `1e999`, `NaN`, `9223372036854775808`, `1.5`,
		`"x"`, `null`, `[]`, `{}`, `[[[[1]]]]`, `true`, `"\ud800"`, `"\u0000"`, `"` + strings.Repeat("x", 10_000) + `"`}
	seen := map[string]int{}
	for n, at := range jsonValue.FindAllSubmatchIndex(good, -1) {
		key := string(good[at[2]:at[3]])
		if seen[key]++; seen[key] > 2 {
			continue
		}
		for i := range 3 {
			value := wrong[(n+5*i)%len(wrong)]
			if value == string(good[at[4]:at[5]]) || kind == "public" && slices.Contains([]string{"program", "rules"}, key) {
				continue
			}
			out = append(out, hostile{fmt.Sprintf("%s is %.20s", key, value),
				func() []byte { return slices.Concat(good[:at[4]], []byte(value), good[at[5]:]) }, turnedAway})
		}
		line := good[at[0]:at[1]]
		out = append(out, hostile{key + " twice",
			func() []byte { return slices.Concat(good[:at[0]], line, []byte(", "), line, good[at[1]:]) }, turnedAway},
			hostile{key + " in capitals",
				func() []byte { return slices.Concat(good[:at[2]], bytes.ToUpper(good[at[2]:at[3]]), good[at[3]:]) }, turnedAway})
	}
	return out
}

// jsonValue finds a key with a value on one line.
var jsonValue = regexp.MustCompile(`"([a-z_0-9]+)": ("(?:[^"\\\n]|\\.)*"|-?[0-9.]+|true|false|null|\[[^\[\]{}\n]*\])`)

// hostileTOML has every value of a file, or one of each kind, as values that do not belong there.
func hostileTOML(kind string, good []byte) (out []hostile) {
	wrong := []string{`-1`, `1e308`, `nan`, `inf`, `-inf`, `9223372036854775807`, `9223372036854775808`, `1.5`,
		`"x"`, `""`, `[]`, `{}`, `true`, `1979-05-27T07:32:00Z`, `"\u0000"`, `"\u202e"`,
		`'''` + strings.Repeat("x", 10_000) + `'''`, strings.Repeat("[", 5000) + strings.Repeat("]", 5000), `"unclosed`,
		`0x7fffffffffffffff`}
	seen := map[string]int{}
	for n, at := range tomlValue.FindAllSubmatchIndex(good, -1) {
		key := string(good[at[2]:at[3]])
		if seen[key]++; seen[key] > 3 {
			continue
		}
		for i := range 7 {
			value := wrong[(n+3*i)%len(wrong)]
			due := bounded
			if kind == "inspection" && slices.Contains([]string{"yes", "of", "population", "sample"}, key) {
				due = turnedAway
			}
			out = append(out, hostile{fmt.Sprintf("%s is %.20s", key, value),
				func() []byte { return slices.Concat(good[:at[4]], []byte(value), good[at[5]:]) }, due})
		}
		out = append(out, hostile{key + " twice",
			func() []byte { return slices.Concat(good[:at[1]], []byte("\n"), good[at[0]:at[1]], good[at[1]:]) }, turnedAway},
			hostile{key + " by another name", func() []byte { return slices.Concat(good[:at[2]], []byte("zq_"), good[at[2]:]) }, bounded})
	}
	return out
}

// tomlValue finds a key with its value.
var tomlValue = regexp.MustCompile(`(?m)^([a-z_-]+) = (.+)$`)
