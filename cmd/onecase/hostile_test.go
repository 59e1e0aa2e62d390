package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"onecase/examples/kent"
)

// What is to become of a hostile file.
type law int

const (
	turnedAway law = iota // an error with a reason
	unchanged             // the answer of the file as it was
	either                // one of these
	bounded               // an error with a reason, or an answer about no more than there is
)

// A hostile is one file to be read.
type hostile struct {
	what string
	text func() []byte
	law  law
}

// A target is a kind of file, and the use of the command that reads it.
type target struct {
	file   string   // its name
	line   string   // FILE stands for it
	answer []string // the keys of the result that tell what was read
	made   []string // files that the use makes
	whole  string   // a file that the use changes
}

var targets = map[string]target{
	"list": {file: "list.csv", line: "plan FILE --as-of " + kent.AsOf, answer: []string{"groups"}},
	"judgements": {file: "judgements.csv",
		line: "rate FILE --rules hmip-youth-2018 --record kent.record.json", answer: []string{"standards", "score"}},
	"counts": {file: "counts.csv", line: "rate FILE --rules hmip-youth-2018", answer: []string{"standards"}},
	"grid":   {file: "grid.csv", line: "progress FILE --record kent.record.json --seed 1", answer: []string{"questions"}},
	"readers": {file: "readers.csv", line: "assign kent.record.json cases.csv --readers FILE --days 5 --seed s --output week.xlsx", answer: []string{"readers"},
		made: []string{"week.xlsx"}, whole: "kent.record.json"},
	"inspection": {file: "inspection.toml", line: "rate FILE", answer: []string{"standards", "score"}},
	"rules":      {file: "rules.toml", line: "rules check FILE", answer: []string{"valid"}},
	"reading":    {file: "reading.toml", line: "plan cases.csv --reading FILE", answer: []string{"groups"}},
	"record":     {file: "record.json", line: "verify FILE cases.csv", answer: []string{"verified"}},
	"public":     {file: "public.json", line: "verify FILE", answer: []string{"verified"}},
	"commitment": {file: "commitment.txt",
		line:   "draw cases.csv --as-of " + kent.AsOf + " --commitment FILE --seed 31415265353141526535 --record r.json --output s.csv",
		answer: []string{"groups"}, made: []string{"r.json", "s.csv"}},
}

// hostileFolder is a folder with a good file of each kind; what each holds is returned.
func hostileFolder(t *testing.T) map[string][]byte {
	t.Helper()
	folder := t.TempDir()
	mustRun(t, "demo", filepath.Join(folder, "kent"))
	t.Chdir(filepath.Join(folder, "kent"))
	var judged strings.Builder
	judged.WriteString("question,yes,of\n")
	for i, question := range []string{"desistance", "safety", "public"} {
		judged.WriteString(fmt.Sprintf("court.assessment.%s,%d,%d\n", question, 20+i, 39))
	}
	write(t, "counts.csv", judged.String())
	write(t, "readers.csv", "reader,capacity,days,not-team\nA,30,1-5,North\nB,30,,\nC,30,\"1,2,4\",\n")
	mustRun(t, "plan", "cases.csv", "--as-of", kent.AsOf, "--save-reading", "reading.toml")
	mustRun(t, "record", "kent.record.json", "--public", "--output", "public.json")
	mustRun(t, "verify", "kent.record.json", "cases.csv", "--judgements", "grid.csv")
	mustRun(t, "commit", "cases.csv", "--as-of", kent.AsOf, "--output", "commitment.txt")
	rules := mustRun(t, "rules", "show", "hmip-youth-2018", "--format", "json")
	if !json.Valid([]byte(rules)) {
		t.Fatal(rules)
	}
	for to, from := range map[string]string{"list.csv": "cases.csv", "inspection.toml": "kent.toml", "record.json": "kent.record.json"} {
		if err := os.Rename(from, to); err != nil {
			t.Fatal(err)
		}
		if text, err := os.ReadFile(to); err != nil || os.WriteFile(from, text, 0o600) != nil {
			t.Fatal(err)
		}
	}
	good := map[string][]byte{}
	for kind, target := range targets {
		if kind == "rules" {
			continue
		}
		text, err := os.ReadFile(target.file)
		if err != nil {
			t.Fatal(err)
		}
		good[kind] = text
	}
	return good
}

// maxHeap is how much memory a run may need.
const maxHeap = 400 << 20

// Whatever a file holds, it is read rightly, or refused with a reason: within 10 seconds and 400 MB,
// without a panic, and without a file that is left behind.
func TestHostileFiles(t *testing.T) {
	rules, err := os.ReadFile("testdata/records/rules.toml")
	if err != nil {
		t.Fatal(err)
	}
	good := hostileFolder(t)
	good["rules"] = rules
	write(t, "rules.toml", string(rules))
	tried, answered, most := 0, 0, sweep(4, 45) // of each kind and format
	for _, kind := range slices.Sorted(maps.Keys(targets)) {
		target := targets[kind]
		plain := target.read(t, good[kind], target.file)
		if plain.code != 0 {
			t.Fatalf("%s: %s", kind, plain.stderr)
		}
		for format, files := range hostileFiles(t, kind, good[kind]) {
			name := strings.TrimSuffix(target.file, filepath.Ext(target.file)) + "." + format
			random := rand.New(rand.NewPCG(uint64(len(files)), 53))
			random.Shuffle(len(files), func(i, j int) { files[i], files[j] = files[j], files[i] })
			for _, h := range files[:min(most, len(files))] {
				tried++
				got := target.read(t, h.text(), name)
				where := fmt.Sprintf("%s as %s, %s", kind, format, h.what)
				got.keepsLaw(t, where, h.law, plain)
				if got.code == 0 {
					answered++
				}
			}
		}
	}
	t.Logf("tried %d hostile files: %d were read, the others refused with a reason", tried, answered)
	if tried < sweep(50, 700) {
		t.Errorf("%d files try little", tried)
	}
}

// outcome is what a run said.
type outcome struct {
	answer         string
	stdout, stderr string
	code           int
	took           time.Duration
	heap           int64 // what the heap has grown by
}

// read has the command read a file, and puts back what it changes.
func (target target) read(t *testing.T, text []byte, name string) (got outcome) {
	t.Helper()
	if err := os.WriteFile(name, text, 0o600); err != nil {
		t.Fatal(err)
	}
	var before []byte
	if target.whole != "" {
		var err error
		if before, err = os.ReadFile(target.whole); err != nil {
			t.Fatal(err)
		}
	}
	var was, is runtime.MemStats
	runtime.ReadMemStats(&was)
	start := time.Now()
	got.stdout, got.stderr, got.code = try(append(strings.Fields(strings.ReplaceAll(target.line, "FILE", name)), "--format", "json")...)
	got.took = time.Since(start)
	runtime.ReadMemStats(&is)
	got.heap = max(0, int64(is.HeapSys)-int64(was.HeapSys))
	for _, file := range target.made {
		if err := os.Remove(file); (err == nil) != (got.code == 0) {
			t.Errorf("%s: exit %d, and %s: %v", name, got.code, file, err)
		}
	}
	if target.whole != "" {
		after, err := os.ReadFile(target.whole)
		if err != nil || got.code != 0 && string(after) != string(before) {
			t.Errorf("%s: exit %d, and %s is another (%v)", name, got.code, target.whole, err)
		}
		if err := os.WriteFile(target.whole, before, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var result map[string]json.RawMessage
	if json.Unmarshal([]byte(got.stdout), &result) == nil {
		for _, key := range target.answer {
			got.answer += string(result[key])
		}
	}
	return got
}

// keepsLaw compares what a run said with what it may say.
func (got outcome) keepsLaw(t *testing.T, where string, due law, plain outcome) {
	t.Helper()
	said := got.stderr
	if got.code == 1 && got.stdout != "" { // verify and rules check say no
		said += got.stdout
	}
	switch {
	case got.code == 0 && due == turnedAway:
		t.Errorf("%s: it is read: %.300s", where, got.answer)
	case got.code == 0 && (due == unchanged || due == either) && got.answer != plain.answer:
		t.Errorf("%s: it is read as another: %.300s", where, firstDifference(plain.answer, got.answer))
	case got.code != 0 && due == unchanged:
		t.Errorf("%s: it is refused: %.300s", where, said)
	case got.code == 0 && !json.Valid([]byte(got.stdout)):
		t.Errorf("%s: the result is not JSON: %.300s", where, got.stdout)
	case got.code != 0 && got.code != 1:
		t.Errorf("%s: exit %d: %.300s", where, got.code, said)
	case got.code != 0 && strings.TrimSpace(said) == "":
		t.Errorf("%s: no reason is given", where)
	}
	if len(got.stderr) > 64_000 || !utf8.ValidString(got.stderr) || strings.ContainsFunc(got.stderr, func(r rune) bool {
		return r != '\n' && unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r)
	}) {
		t.Errorf("%s: %d bytes of reason, or signs in it that steer a terminal: %.300q", where, len(got.stderr), got.stderr)
	}
	for _, word := range []string{"runtime error", "panic", "goroutine", "nil pointer", "strconv", "root:x:0"} {
		if strings.Contains(got.stderr, word) {
			t.Errorf("%s: it says %q: %.300s", where, word, got.stderr)
		}
	}
	if got.took > 10*time.Second || got.heap > maxHeap {
		t.Errorf("%s: it took %v and %d MB", where, got.took, got.heap>>20)
	}
}
