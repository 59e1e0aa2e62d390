package sample

import (
	"errors"
	"strings"
	"testing"
	"time"
)

// What is wrong with a record's text is said in plain words.
func TestRecordsThatCannotBeRead(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"case_id,gender\nK1,M\n", "this is not a record of a draw"},
		{"", "this is not a record of a draw"},
		{"[]", "this is not a record of a draw"},
		{`{"verb":"draw"}`, "this is not a record of a draw"},
		{`{"format":"` + RecordFormat + `","version":99,"more":1}`,
			"the record is of version 99, and this program reads up to 2: use a newer one"},
		{`{"format":"` + RecordFormat + `",` + "\n" + `"version":`, "the record is damaged: it breaks off before its end"},
		{`{"format":"` + RecordFormat + `",` + "\n" + `"version":x}`, "the record is damaged: line 2 is not JSON"},
		{`{"format":"` + RecordFormat + `","version":1,` + "\n" + `"seed":5}`,
			`the record cannot be read: line 2: "seed" cannot be a number`},
		{`{"format":"` + RecordFormat + `","version":1,"sede":"x"}`, `the record cannot be read: unknown field "sede"`},
	} {
		_, err := ReadRecord(strings.NewReader(c.text))
		if err == nil || err.Error() != c.want {
			t.Errorf("%q: got %v, want %s", c.text, err, c.want)
		}
		if none := strings.HasPrefix(c.want, "this is not"); errors.Is(err, ErrNotARecord) != none {
			t.Errorf("%q: %v is ErrNotARecord: %v", c.text, err, !none)
		}
	}
}

// A time of a record is one as the program writes them: a text that is another's way to write one is refused, and
// so is one that is none.
func TestTimesAreAsTheProgramWritesThem(t *testing.T) {
	for text, ok := range map[string]bool{stamp(noon): true, "": false, "noon": false, "0001-01-01T00:00:00Z": true,
		noon.In(time.FixedZone("", 3600)).Format(time.RFC3339): false, noon.Format(time.DateOnly): false} {
		for _, times := range []Times{{Drawn: text}, {Drawn: stamp(noon), Replaced: []string{text}}} {
			if err := times.check(); (err == nil) != ok {
				t.Errorf("%q: %v", text, err)
			}
		}
	}
}

// A text of as many bytes as are read is read, without an editor's mark; one of more is refused.
func TestTextsOfASize(t *testing.T) {
	for size := range 20 {
		text, err := textOf(strings.NewReader("\uFEFF"+strings.Repeat("x", size)), "the record", 10)
		if (err == nil) != (size <= 7) || err == nil && string(text) != strings.Repeat("x", size) {
			t.Errorf("%d bytes and a mark: %q, %v", size, text, err)
		}
	}
}
