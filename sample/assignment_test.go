package sample

import (
	"strings"
	"testing"
)

// Assignments and second readings are entries like the others: they stand in the order in
// which they were made, a seal covers each, and they are read back as they were written.
func TestEntriesOfEveryKind(t *testing.T) {
	r, _ := changedRecord(t)
	plain := string(written(t, r))
	if strings.Contains(plain, "assign") || strings.Contains(plain, "reread") {
		t.Error("a record without assignments names them")
	}
	reading := func() {
		if _, _, err := r.Reread(RereadOptions{Size: 5, Seed: "s"}, noon); err != nil {
			t.Fatal(err)
		}
	}
	reading()
	reading()
	if _, _, err := r.Replace(r.Groups[0].Selected[3].ID, "restricted", CountFailed, noon); err != nil {
		t.Fatal(err)
	}
	reading()
	var names []string
	for _, e := range r.entries() {
		names = append(names, e.name)
	}
	want := "replacement 1, replacement 2, extension 1, replacement 3, reread 1, reread 2, replacement 4, reread 3"
	if got := strings.Join(names, ", "); got != want {
		t.Errorf("the entries are %s, and %s was done", got, want)
	}
	text := string(written(t, r))
	back, err := ReadRecord(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	if string(written(t, back)) != text {
		t.Error("the record is not read as it was written")
	}
	v := &Verification{}
	if v.compareSeals(back); len(v.Differences) > 0 {
		t.Errorf("the seals do not go with the record: %v", v.Differences)
	}
	back.Rereads[0].Cases[0].Chance = 0.25
	if v.compareSeals(back); len(v.Differences) != 1 || v.Differences[0].Where != "rereads.1" {
		t.Errorf("a changed chance is not found: %v", v.Differences)
	}
	for _, c := range [][2]string{
		{`"after": 4`, `"after": 99`}, {`"after":4`, `"after":99`}, {`"chance":0.5`, `"chance":1.5`},
		{`"onecase-reread-1"`, `"onecase-reread-9"`},
	} {
		if bad := strings.Replace(text, c[0], c[1], 1); bad != text {
			if _, err := ReadRecord(strings.NewReader(bad)); err == nil {
				t.Errorf("a record with %s is read", c[1])
			}
		}
	}
}
