package sample

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"testing"
)

// Repeatability across machines and versions: the record of a draw, to the last
// byte, chances and bias included, is the one that was made on linux/amd64 with
// Go 1.26. The same holds on 386, and under qemu on arm64, riscv64 and the
// big-endian s390x.
func TestRecordsAreTheSameOnEveryMachine(t *testing.T) {
	capped := sized(22)
	capped.Caps = []Cap{{"manager", 4}}
	least := sized(20)
	least.AtLeast = []AtLeast{{"v1", "b", 7}}
	many := sized(60)
	many.Caps = []Cap{{"manager", 9}}
	for _, c := range []struct {
		name string
		f    *Frame
		d    Design
		more int // the size of an extension; 0 for none
		want string
	}{
		{"plain", madeFrame("machine", 51, fourVariables), sized(39), 44, "2009d3f4880e2320"},
		{"capped", cappedFrame("machine", 51, fourVariables), capped, 25, "4017ce9d4903356e"},
		{"least", madeFrame("machine", 60, fourVariables), least, 24, "863eed74e02bf2d2"},
		{"simulated", walkedFrame(), many, 0, "566589f98d2a1cf4"},
	} {
		r := NewRecord(mustDraw(t, c.f, c.d, "1"), ListSource{}, "none", noon)
		if c.more > 0 {
			if _, err := r.Extend(c.f, map[string]int{"all": c.more}, noon); err != nil {
				t.Fatal(err)
			}
		}
		r.Program = "onecase" // not the version
		var text bytes.Buffer
		if err := r.Write(&text); err != nil {
			t.Fatal(err)
		}
		sum := sha256.Sum256(text.Bytes())
		if got := hex.EncodeToString(sum[:8]); got != c.want {
			t.Errorf("%s: the record's digest is %s, not %s", c.name, got, c.want)
		}
	}
}
