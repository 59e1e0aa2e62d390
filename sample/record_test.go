package sample

import (
	"bytes"
	"strings"
	"testing"
	"time"
)

var noon = time.Date(2021, 6, 21, 12, 0, 0, 0, time.UTC)

// drawnText is the record that drawnRecord gives without changes, once it was drawn.
var drawnText []byte

// drawnRecord is the record of 39 of 50 cases, and their frame.
func drawnRecord(t testing.TB, change ...func(*Design)) (*Record, *Frame) {
	t.Helper()
	f := madeFrame("record", 50, fourVariables)
	if len(change) == 0 {
		if drawnText == nil {
			drawnText = written(t, recordOf(t, f))
		}
		return reread(t, drawnText), f
	}
	return recordOf(t, f, change...), f
}

func recordOf(t testing.TB, f *Frame, change ...func(*Design)) *Record {
	t.Helper()
	d := sized(39)
	for _, c := range change {
		c(&d)
	}
	list := ListSource{Name: "cases.csv", SHA256: strings.Repeat("ab", 32), Rows: 60}
	return newRecord(mustDraw(t, f, d, "1"), list, "none", noon, strings.Repeat("0a", saltBytes))
}

func written(t testing.TB, r *Record) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := r.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func reread(t testing.TB, text []byte) *Record {
	t.Helper()
	r, err := ReadRecord(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestRecordsReadBackAndWriteTheSame(t *testing.T) {
	r, f := drawnRecord(t, func(d *Design) { d.Caps = []Cap{{"manager", 6}}; d.Include = []Forced{{"K000003", "asked for"}} })
	text := written(t, r)
	again := reread(t, text)
	if !bytes.Equal(written(t, again), text) {
		t.Error("a record that was read writes another text")
	}
	mustVerify(t, again, f)
}

func TestRecordsOfOneDrawDifferInTimesAlone(t *testing.T) {
	a, _ := drawnRecord(t)
	b, _ := drawnRecord(t)
	b.Times.Drawn = stamp(noon.Add(time.Hour))
	cut := func(r *Record) string {
		before, _, _ := strings.Cut(string(written(t, r)), `"times"`)
		return before
	}
	if cut(a) != cut(b) {
		t.Error("two records of one draw differ before their times")
	}
	if !strings.HasSuffix(string(written(t, a)), "\"times\": {\"drawn\":\"2021-06-21T12:00:00Z\"}\n}\n") {
		t.Error("times are not the last thing in a record")
	}
}

func TestRecordsHoldNoManagers(t *testing.T) {
	r, _ := drawnRecord(t, func(d *Design) { d.Caps = []Cap{{"manager", 6}, {"team", 30}} })
	if bytes.Contains(written(t, r), []byte("Manager 1")) || bytes.Contains(written(t, r), []byte("Team 1")) {
		t.Error("the record names managers or teams")
	}
}

// What is written can be read again.
func TestRecordsTooLargeAreNotWritten(t *testing.T) {
	r, _ := drawnRecord(t)
	r.Groups[0].Selected[0].ID = strings.Repeat("K", maxRecord)
	var b bytes.Buffer
	if err := r.Write(&b); err == nil || b.Len() > 0 {
		t.Errorf("%d bytes, %v", b.Len(), err)
	}
}

func TestRecordErrors(t *testing.T) {
	r, _ := drawnRecord(t)
	text := string(written(t, r))
	for _, c := range []struct{ name, from, to, want string }{
		{"no JSON", text, "hello", "this is not a record of a draw"},
		{"nothing in it", text, "{}", "this is not a record of a draw"},
		{"another format", `"onecase-record"`, `"other"`, "this is not a record of a draw"},
		{"a newer version", `"version": 2,`, `"version": 3, "more": 1,`, "use a newer one"},
		{"another algorithm", Algorithm, "onecase-draw-9", "this program follows onecase-draw-1"},
		{"an unknown field", `"rules":`, `"ruels": 1, "rules":`, `unknown field "ruels"`},
		{"something after it", text, text + "{}", "something follows the record"},
		{"more text than a record has", text, text + strings.Repeat(" ", maxRecord), "the record is larger than 8 MB"},
		{"entries that are empty", `"replacements": []`, `"replacements": [` + strings.Repeat("{},", 400_000) + `{}]`, "the record is damaged: it has 4"},
		{"an empty seed", `"seed": "1"`, `"seed": ""`, "the seed is empty"},
		{"a cell that is not there", `{"id":"` + r.Groups[0].Selected[0].ID + `","cell":`,
			`{"id":"` + r.Groups[0].Selected[0].ID + `","cell":9`, "in a cell that is not there"},
		{"weights", `"weight":`, `"weight":1`, "the weights of its plans do not add up"},
		{"a negative weight", `"weight":`, `"weight":-1`, "has a weight of -"},
		{"a case twice", r.Groups[0].Selected[1].ID + `","cell`, r.Groups[0].Selected[0].ID + `","cell`, "appears twice"},
		{"a field twice", `"seed": "1"`, `"seed": "2", "seed": "1"`, `"seed" is there twice in one place`},
		{"a field twice in other letters", `"confidence":0.8`, `"confidence":0.8,"Confidence":0.8`,
			`"Confidence" is there twice in one place`},
		{"a field in other letters", `"seed": "1"`, `"SEED": "1"`, `the key "SEED" should be "seed"`},
		{"a field in letters that count as the same", `"seed": "1"`, `"ſeed": "1"`, `the key "ſeed" should be "seed"`},
		{"no time", `"drawn":"2`, `"drawn":"y2`, `its times have "y2`},
		{"a design without sense", `"confidence":0.8`, `"confidence":80`, "the confidence 80 is not between 0 and 1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			changed := strings.Replace(text, c.from, c.to, 1)
			if changed == text {
				t.Fatalf("%q does not stand in the record", c.from)
			}
			_, err := ReadRecord(strings.NewReader(changed))
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want %q", err, c.want)
			}
		})
	}
}

// Whatever a file holds, reading it gives an error or a record that can be
// written, replaced in and verified without a panic.
func FuzzReadRecord(f *testing.F) {
	small := madeFrame("fuzz", 9, fourVariables[:2])
	r := NewRecord(mustDraw(f, small, sized(4), "1"), ListSource{Name: "l"}, "none", noon)
	f.Add(written(f, r))
	if _, _, err := r.Replace(r.Groups[0].Selected[0].ID, "gone", UseReserve, noon); err != nil {
		f.Fatal(err)
	}
	if _, err := r.Extend(small, map[string]int{"all": 6}, noon); err != nil {
		f.Fatal(err)
	}
	f.Add(written(f, r))
	f.Add([]byte(`{"format":"onecase-record","version":1}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		r, err := ReadRecord(bytes.NewReader(text))
		if err != nil {
			return
		}
		if err := r.Write(&bytes.Buffer{}); err != nil {
			t.Errorf("a record that was read cannot be written: %v", err)
		}
		if r.Design.Reserve > 1 || len(r.Design.Sizes) > 3 {
			return
		}
		if _, err := r.Verify(small, ""); err != nil {
			t.Errorf("a record that was read cannot be compared: %v", err)
		}
		for _, g := range r.Groups {
			for _, c := range g.Selected {
				_, _, _ = r.Replace(c.ID, "gone", UseReserve, noon)
			}
		}
	})
}

func TestLayOutKeepsTheValue(t *testing.T) {
	long := `{"a":[` + strings.Repeat(`{"x":"comma, brace } quote \" end"},`, 9) + `1],"b":{},"c":[],"d":[` +
		strings.Repeat("1,", 99) + `2]}`
	out := layOut(nil, []byte(long), "")
	if got := strings.NewReplacer("\n", "", "\": ", "\":").Replace(string(out)); strings.ReplaceAll(got, " ",
		"") != strings.ReplaceAll(long, " ", "") {
		t.Errorf("laid out as %s", out)
	}
	for line := range strings.SplitSeq(string(out), "\n") {
		if strings.Contains(line, "comma") && !strings.Contains(line, `"x":"comma, brace } quote \" end"`) {
			t.Errorf("a string was broken: %s", line)
		}
	}
}

func mustVerify(t testing.TB, r *Record, f *Frame) {
	t.Helper()
	v, err := r.Verify(f, r.List.SHA256)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range v.Differences {
		t.Errorf("%s: %s", d.Where, d.Message)
	}
	if !v.Verified {
		t.Fatal("not verified")
	}
}
