package sample

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"regexp"
	"slices"
	"strings"
	"testing"
)

func keyedCommitment(t *testing.T, p *Plan) Commitment {
	t.Helper()
	c, err := p.Commit("none", "dice", noon)
	if err != nil {
		t.Fatal(err)
	}
	return c.WithKey()
}

// A line with a key is read like one without, and so is the key, each from one file. It holds
// for its list and design alone, and for no other key.
func TestCommitmentsWithKeys(t *testing.T) {
	plan := committedPlan(t, asItIs)
	c, other := keyedCommitment(t, plan), keyedCommitment(t, plan)
	if c.Frame == other.Frame || c.Key == other.Key || c.Design != other.Design {
		t.Error("the keys are not of one commitment each")
	}
	text := "to keep:\n" + c.KeyLine() + "\n" + c.String() + "\n"
	got, err := ParseCommitment(text)
	key, keyErr := ParseKey(text)
	if err != nil || keyErr != nil || got.Key != "" {
		t.Fatal(got, err, keyErr)
	}
	if err := got.Broken(plan, "none"); err == nil || !strings.Contains(err.Error(), "there is a key") {
		t.Errorf("without its key: %v", err)
	}
	if got.Key = key; got != c || got.Broken(plan, "none") != nil {
		t.Errorf("%+v is read as %+v", c, got)
	}
	if err := got.Broken(committedPlan(t, func(f *Frame, _ *Design) { f.Cases[3].Values = []string{"female"} }), "none"); err == nil {
		t.Error("it holds for another list")
	}
	if got.Key = other.Key; got.Broken(plan, "none") == nil {
		t.Error("it holds with another key")
	}
	for _, text := range []string{"", keyFormat, c.KeyLine()[:40], c.KeyLine() + "0", c.KeyLine() + "\n" + other.KeyLine()} {
		if key, err := ParseKey(text); err == nil {
			t.Errorf("%q is taken for the key %s", text, key)
		}
	}
	if _, err := ParseKey("onecase-key-2 " + c.Key + c.Key); err == nil || !strings.Contains(err.Error(), "this program reads onecase-key-1: use a newer one") {
		t.Errorf("a newer key: %v", err)
	}
}

// The digest is that of Python's hmac.new(bytes.fromhex("0a" * 32), b"794e...", "sha256").
func TestKeyedDigest(t *testing.T) {
	c := Commitment{Keyed: true, Key: strings.Repeat("0a", keyBytes)}
	const frame, want = "794e289954812d0794014bed80446ba32583e3049aed77fff50111b120fe8573",
		"d18daaafefbc8dccde82aaacbe34aa618224a7ff318c7c116f62fdb19fcd7352"
	if got := c.keyed(frame); got != want {
		t.Errorf("%s", got)
	}
}

// Whoever knows every id and every value, the line and the public copy, and tries all lists, finds none that
// fits. In a line without a key, and in the record, the same attack finds just the one list.
func TestTryingEveryListAgainstACommitmentFindsNothing(t *testing.T) {
	few := func(f *Frame, _ *Design) { f.Cases = f.Cases[:8] }
	plan := committedPlan(t, few)
	draw, err := plan.Draw("3 1 4")
	if err != nil {
		t.Fatal(err)
	}
	c := keyedCommitment(t, plan)
	r := NewRecord(draw, ListSource{}, "none", noon)
	c.Keep(r)
	plain, err := plan.Commit("none", "dice", noon)
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{"line": c.String(), "copy": publicText(t, r.Public()), "record": string(written(t, r)),
		"plain": plain.String()}
	for name, text := range texts {
		digests := regexp.MustCompile(`\b[0-9a-f]{64}\b`).FindAllString(text, -1)
		fits := func(frame string) bool {
			if slices.Contains(digests, frame) {
				return true
			}
			for _, key := range digests { // perhaps it is the key
				secret, _ := hex.DecodeString(key)
				mac := hmac.New(sha256.New, secret)
				mac.Write([]byte(frame))
				if slices.Contains(digests, hex.EncodeToString(mac.Sum(nil))) {
					return true
				}
			}
			return false
		}
		found, want := 0, 0
		if name == "record" || name == "plain" {
			want = 1
		}
		for women := range 1 << 8 {
			guess := committedPlan(t, func(f *Frame, _ *Design) {
				few(f, nil)
				for i := range f.Cases {
					f.Cases[i].Values = []string{f.Variables[0].Categories[women>>i&1]}
				}
			})
			if fits(guess.frame.hash()) {
				found++
			}
		}
		if found != want || len(digests) == 0 {
			t.Errorf("the %s: %d lists fit one of %d digests, want %d", name, found, len(digests), want)
		}
	}
}

// A record has the key of its commitment, sealed in: without it, with another or with one too many it is no
// record, or not verified.
func TestVerifyCommitmentWithKey(t *testing.T) {
	plan := committedPlan(t, asItIs)
	draw, err := plan.Draw("3 1 4 1 5 2 6 5 3 1 4 1")
	if err != nil {
		t.Fatal(err)
	}
	c := keyedCommitment(t, plan)
	for name, change := range map[string]func(*Record){
		"":                 func(*Record) {},
		"with another key": func(r *Record) { r.CommitmentKey = strings.Repeat("0d", keyBytes) },
		"without its key":  func(r *Record) { r.CommitmentKey = "" },
		"without its line": func(r *Record) { r.Commitment = "" },
		"made one without": func(r *Record) {
			r.Commitment, r.CommitmentKey = strings.Replace(r.Commitment, "commit-2", "commit-1", 1), ""
		},
		"a key that is cut": func(r *Record) { r.CommitmentKey = r.CommitmentKey[2:] },
	} {
		r := NewRecord(draw, ListSource{}, "none", noon)
		c.Keep(r)
		change(r)
		r.Seal = r.sealOfDraw()
		read, err := ReadRecord(strings.NewReader(string(written(t, r))))
		if err == nil {
			v, verifyErr := read.Verify(plan.frame, "")
			if verifyErr != nil {
				t.Fatal(verifyErr)
			}
			if v.Verified != (name == "") {
				t.Errorf("%s: verified %v", name, v.Verified)
			}
		} else if name == "" {
			t.Error(err)
		}
	}
}
