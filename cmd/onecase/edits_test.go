package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"onecase/examples/kent"
)

// Every edit of a record, of its list and of its grid is found by the verb that reads it, or provably
// does not matter: verify says no of every record that was edited, and of a list in which an eligible case is
// another in anything the draw depends on; a column that it does not depend on is told as another file; and progress
// names what a grid has that the record has not.
func TestEditsAreFound(t *testing.T) {
	good := hostileFolder(t)
	mustRun(t, "assign", "kent.record.json", "cases.csv", "--readers", "readers.csv", "--days", "5", "--seed", "s", "--output", "week.xlsx")
	mustRun(t, "replace", "kent.record.json", "cases.csv", "--case", "K015", "--reason", "lost", "--judgements", "with.csv")
	mustRun(t, "draw", "cases.csv", "--as-of", kent.AsOf, "--extend", "kent.record.json", "--size", "court=41", "--output", "more.csv")
	record, err := os.ReadFile("kent.record.json")
	if err != nil {
		t.Fatal(err)
	}
	random, tried := rand.New(rand.NewPCG(5, 59)), map[string]int{}
	some := func(edits []edit, n int) []edit {
		random.Shuffle(len(edits), func(i, j int) { edits[i], edits[j] = edits[j], edits[i] })
		return edits[:min(n, len(edits))]
	}
	for _, e := range some(recordEdits(string(record)), sweep(20, 300)) {
		tried["record"]++
		write(t, "edited.json", e.text())
		if stdout, stderr, code := try("verify", "edited.json", "cases.csv", "--format", "json"); code == 0 || stdout+stderr == "" {
			t.Errorf("the record with %s: exit %d, %.300s%s", e.what, code, stdout, stderr)
		}
	}
	for _, e := range some(listEdits(readCells(t, good["list"])), sweep(10, 150)) {
		tried["list"]++
		write(t, "edited.csv", e.text())
		stdout, stderr, code := try("verify", "kent.record.json", "edited.csv", "--format", "json")
		if e.matters && code == 0 {
			t.Errorf("the list with %s is verified", e.what)
		}
		if !e.matters && (code != 0 || !strings.Contains(stdout, `"file-changed"`)) {
			t.Errorf("the list with %s: exit %d, %.300s%s", e.what, code, stdout, stderr)
		}
	}
	mustRun(t, "verify", "kent.record.json", "cases.csv", "--judgements", "week.csv")
	week, err := os.ReadFile("week.csv")
	if err != nil {
		t.Fatal(err)
	}
	const finding = `"kind"`
	plain := strings.Count(mustRun(t, "progress", "week.csv", "--record", "kent.record.json", "--seed", "1", "--format", "json"), finding)
	for _, e := range some(gridEdits(readCells(t, week)), sweep(8, 100)) {
		tried["grid"]++
		write(t, "edited.csv", e.text())
		stdout, stderr, code := try("progress", "edited.csv", "--record", "kent.record.json", "--seed", "1", "--format", "json")
		if code == 0 && strings.Count(stdout, finding) <= plain {
			t.Errorf("the grid with %s: nothing is found", e.what)
		}
		if code != 0 && stderr == "" {
			t.Errorf("the grid with %s: no reason is given", e.what)
		}
	}
	t.Logf("tried %d edits of a record, %d of its list and %d of its grid", tried["record"], tried["list"], tried["grid"])
	if tried["record"]+tried["list"]+tried["grid"] < sweep(38, 500) {
		t.Error("this tries little")
	}
}

// An edit is a file in which one thing is another.
type edit struct {
	what    string
	text    func() string
	matters bool
}

var (
	oneValue  = regexp.MustCompile(`"([a-z_0-9]+)": ("(?:[^"\\\n]|\\.)*"|-?[0-9.]+|true|false)`)
	oneNumber = regexp.MustCompile(`[\[, ](\d+)[,\]}]`)
	oneInList = regexp.MustCompile(`(\d+),\s*(\d+)`)
	digests   = regexp.MustCompile(`"(K\d+)": "([0-9a-f]{32})"`)
)

// recordEdits are edits of single values of a record: to the next number, to the value that another place has
// under the same key, or to nothing; numbers of lists changed about; entries taken out.
func recordEdits(record string) (out []edit) {
	add := func(from, to int, what, text string) {
		if record[from:to] != text {
			out = append(out, edit{what, func() string { return record[:from] + text + record[to:] }, true})
		}
	}
	before := map[string]string{}
	for _, at := range oneValue.FindAllStringSubmatchIndex(record, -1) {
		key, value := record[at[2]:at[3]], record[at[4]:at[5]]
		if n, err := strconv.Atoi(value); err == nil {
			add(at[4], at[5], fmt.Sprintf("%s %d and not %s", key, n+1, value), strconv.Itoa(n+1))
			add(at[4], at[5], fmt.Sprintf("%s 0 and not %s", key, value), "0")
		} else if x, err := strconv.ParseFloat(value, 64); err == nil {
			add(at[4], at[5], fmt.Sprintf("%s a little more than %s", key, value), fmt.Sprint(x*1.001))
		} else if strings.HasPrefix(value, `"`) {
			add(at[4], at[5], key+" of nothing", `""`)
			add(at[4], at[5], key+" with a sign more", value[:len(value)-1]+`x"`)
		}
		if other := before[key]; other != "" {
			add(at[4], at[5], fmt.Sprintf("%s %s and not %s", key, other, value), other)
		}
		before[key] = value
	}
	for _, at := range oneInList.FindAllStringSubmatchIndex(record, -1) {
		a, b := record[at[2]:at[3]], record[at[4]:at[5]]
		if a != b {
			add(at[0], at[1], "numbers changed about", b+", "+a)
		}
	}
	for _, at := range oneNumber.FindAllStringSubmatchIndex(record, -1) {
		n, _ := strconv.Atoi(record[at[2]:at[3]])
		add(at[2], at[3], fmt.Sprintf("%d and not %d at byte %d", n+1, n, at[2]), strconv.Itoa(n+1))
	}
	for _, at := range digests.FindAllStringSubmatchIndex(record, -1) {
		add(at[4], at[5], "another digest of "+record[at[2]:at[3]], strings.Repeat("0", 32))
	}
	return out
}

// changed gives the text of a table with a change, made of a copy.
func changed(rows [][]string, change func(rows [][]string) [][]string) func() string {
	return func() string {
		copied := make([][]string, len(rows))
		for i := range rows {
			copied[i] = slices.Clone(rows[i])
		}
		return string(writeCells(change(copied)))
	}
}

// listEdits are edits of single cells of a list, of rows and of their order.
func listEdits(rows [][]string) (out []edit) {
	eligible := map[string]bool{} // by id
	for _, r := range rows[1:] {
		eligible[r[0]] = false
	}
	add := func(what string, matters bool, change func(rows [][]string) [][]string) {
		out = append(out, edit{what, changed(rows, change), matters})
	}
	for i, row := range rows[1:] {
		started := row[slices.Index(rows[0], "start_date")]
		community := !strings.Contains(row[slices.Index(rows[0], "disposal")], "caution") &&
			row[slices.Index(rows[0], "disposal")] != "community resolution"
		in := started > "2021-01-21" && started < "2021-04-21"
		if community {
			in = started > "2020-09-21" && started < "2020-12-21"
		}
		if !in {
			continue
		}
		for j, header := range rows[0] {
			value := row[j] + "x"
			switch header {
			case "gender", "rosh", "safety":
				value = map[bool]string{true: "unknown", false: "female"}[header != "gender" || row[j] == "female"]
			case "disposal":
				value = "custody"
			case "start_date":
				value = started[:len(started)-2] + "02"
				if started == value {
					value = started[:len(started)-2] + "03"
				}
			case "age":
				value = "11"
			}
			if value == row[j] {
				continue
			}
			matters := header != "age" && header != "origin"
			add(fmt.Sprintf("%s of %s %q and not %q", header, row[0], value, row[j]), matters, func(rows [][]string) [][]string {
				rows[i+1][j] = value
				return rows
			})
		}
		add("without "+row[0], true, func(rows [][]string) [][]string { return slices.Delete(rows, i+1, i+2) })
		add("with another case like "+row[0], true, func(rows [][]string) [][]string {
			more := slices.Clone(rows[i+1])
			more[0] = "Z" + more[0]
			return append(rows, more)
		})
		add("with "+row[0]+" at the end", i+1 == len(rows), func(rows [][]string) [][]string {
			moved := rows[i+1]
			return append(slices.Delete(rows, i+1, i+2), moved)
		})
	}
	return out
}

// gridEdits are edits of ids, headers and readers of a grid that is empty.
func gridEdits(rows [][]string) (out []edit) {
	add := func(what string, change func(rows [][]string) [][]string) {
		out = append(out, edit{what, changed(rows, change), true})
	}
	id := slices.Index(rows[0], "case_id")
	for j, header := range rows[0] {
		if strings.Contains(header, ".") {
			add(header+" called otherwise", func(rows [][]string) [][]string { rows[0][j] += "x"; return rows })
			add("no "+header, func(rows [][]string) [][]string {
				for i := range rows {
					rows[i] = slices.Delete(rows[i], j, j+1)
				}
				return rows
			})
		}
	}
	for i := range rows[1:] {
		name := rows[i+1][id]
		add("another id for "+name, func(rows [][]string) [][]string { rows[i+1][id] = "Z" + name; return rows })
		add("without "+name, func(rows [][]string) [][]string { return slices.Delete(rows, i+1, i+2) })
		add("answers to "+name+" in two rows", func(rows [][]string) [][]string {
			for j, header := range rows[0] {
				if strings.Contains(header, ".") && rows[i+1][j] == "" {
					rows[i+1][j] = "yes"
				}
			}
			return append(rows, rows[i+1])
		})
		add("another reader of "+name, func(rows [][]string) [][]string {
			for j, header := range rows[0] {
				if header == "reader" {
					rows[i+1][j] = map[bool]string{true: "B", false: "A"}[rows[i+1][j] == "A"]
				} else if strings.HasPrefix(header, "court.") && rows[i+1][j] == "" {
					rows[i+1][j] = "yes"
				}
			}
			return rows
		})
	}
	return out
}
