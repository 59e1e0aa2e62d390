package sample

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"testing"
)

// firstVersion is a record of a draw as version 1 has it: without a salt.
func firstVersion(r *Record) *Record {
	r.Version, r.Salt = 1, ""
	r.Seal = r.sealOfDraw()
	return r
}

// Repeatability across machines and versions: the record of a draw, to the last
// byte, chances and bias included, is the one that was made on linux/amd64 with
// Go 1.26, in its first version, which has no salt. The same holds on 386, and under qemu on arm64, riscv64 and the
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
		more int               // the size of an extension; 0 for none
		want map[string]string // by the algorithm
	}{
		{"plain", madeFrame("machine", 51, fourVariables), sized(39), 44,
			map[string]string{firstAlgorithm: "2009d3f4880e2320", Algorithm: "e2be9a75621042d7"}},
		{"capped", cappedFrame("machine", 51, fourVariables),
			capped, 25, map[string]string{firstAlgorithm: "4017ce9d4903356e", Algorithm: "3ebcebf8f48b013a"}},
		{"least", madeFrame("machine", 60, fourVariables),
			least, 24, map[string]string{firstAlgorithm: "863eed74e02bf2d2", Algorithm: "1dd2461b7bdffd08"}},
		{"simulated", walkedFrame(), many, 0, map[string]string{firstAlgorithm: "566589f98d2a1cf4", Algorithm: "fa33184a3dda12a4"}},
	} {
		for algorithm, want := range c.want {
			plan, err := newPlan(c.f, nil, c.d, algorithm)
			if err != nil {
				t.Fatal(err)
			}
			draw, err := plan.Draw("1")
			if err != nil {
				t.Fatal(err)
			}
			r := firstVersion(NewRecord(draw, ListSource{}, "none", noon))
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
			if got := hex.EncodeToString(sum[:8]); got != want {
				t.Errorf("%s: the digest of the record by %s is %s, not %s", c.name, algorithm, got, want)
			}
		}
	}
}
