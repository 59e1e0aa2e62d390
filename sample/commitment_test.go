package sample

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"onecase/stats"
)

// committedPlan is a plan of twenty cases with one variable.
func committedPlan(t *testing.T, change func(*Frame, *Design)) *Plan {
	t.Helper()
	f := &Frame{Variables: []Variable{{Name: "gender", Categories: []string{"female", "male"}}}}
	for i, id := range strings.Fields("a b c d e f g h i j k l m n o p q r s t") {
		f.Cases = append(f.Cases, Case{ID: id, Group: "all", Values: []string{[]string{"female", "male"}[i%2]}})
	}
	d := DefaultDesign()
	change(f, &d)
	p, err := NewPlan(f, []Group{{ID: "all"}}, d)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func asItIs(*Frame, *Design) {}

// A commitment holds for its plan, in whatever order the list stands, and for no other
// list, design or rules.
func TestCommitmentHoldsListAndDesign(t *testing.T) {
	c, err := committedPlan(t, asItIs).Commit("none", "dice", time.Date(2021, 6, 20, 23, 0, 0, 0, time.UTC))
	if err != nil || c.Date != "2021-06-20" {
		t.Fatal(c, err)
	}
	if err := c.Broken(committedPlan(t, asItIs), "none"); err != nil {
		t.Error(err)
	}
	if err := c.Broken(committedPlan(t, func(f *Frame, _ *Design) { slices.Reverse(f.Cases) }), "none"); err != nil {
		t.Errorf("another order of the list: %v", err)
	}
	if err := c.Broken(committedPlan(t, asItIs), "other"); err == nil || !strings.Contains(err.Error(), "design") {
		t.Errorf("other rules: %v", err)
	}
	for name, change := range map[string]func(*Frame, *Design){
		"a case left out":      func(f *Frame, _ *Design) { f.Cases = f.Cases[1:] },
		"another category":     func(f *Frame, _ *Design) { f.Cases[3].Values = []string{"female"} },
		"another id":           func(f *Frame, _ *Design) { f.Cases[3].ID = "z" },
		"matched on nothing":   func(f *Frame, _ *Design) { *f = f.matchedOnNothing() },
		"another size":         func(_ *Frame, d *Design) { d.Sizes = map[string]int{"all": 9} },
		"other reserves":       func(_ *Frame, d *Design) { d.Reserve = 0.1 },
		"a case taken":         func(_ *Frame, d *Design) { d.Include = []Forced{{"a", "of note"}} },
		"another method":       func(_ *Frame, d *Design) { d.Method = Simple },
		"a least number":       func(_ *Frame, d *Design) { d.AtLeast = []AtLeast{{"gender", "male", 1}} },
		"census of small ones": func(_ *Frame, d *Design) { d.CensusFrom = 0.95 },
	} {
		if err := c.Broken(committedPlan(t, change), "none"); err == nil {
			t.Errorf("%s passes", name)
		}
	}
}

func (f *Frame) matchedOnNothing() Frame {
	bare := Frame{}
	for _, c := range f.Cases {
		bare.Cases = append(bare.Cases, Case{ID: c.ID, Group: c.Group})
	}
	return bare
}

// The line is found in a mail that folds, quotes or prettifies it, and nowhere else.
func TestParseCommitment(t *testing.T) {
	c, err := committedPlan(t, asItIs).Commit("none", "the lottery of 23 June 2021, in order", time.Date(2021, 6, 20, 0, 0, 0, 0, time.UTC))
	if err != nil {
		t.Fatal(err)
	}
	line := c.String()
	for _, text := range []string{
		line, "Dear all,\nplease keep this:\n" + line + "\nYours\n", strings.ReplaceAll(line, " ", "\n> "), "> " + line + "\n> " + line,
		strings.Replace(strings.Replace(line, `"`, "“", 1), `"`, "”", 1), strings.ReplaceAll(line, " ", "\r\n"),
		"line," + strconv.Quote(line), "line,\"" + strings.ReplaceAll(line, `"`, `""`) + "\"\n", // files of results
	} {
		if got, err := ParseCommitment(text); err != nil || got != c {
			t.Errorf("%q: %v, %v", text, got, err)
		}
	}
	for _, text := range []string{
		"", "onecase-commit-1", line[:len(line)-1], strings.ToUpper(line), strings.Replace(line, "2021-06-20", "2021-06-31", 1),
		line + "\n" + strings.Replace(line, "2021-06-20", "2021-06-21", 1), line + "0", strings.Replace(line, "commit-1", "commit-3", 1),
		line + "\n" + strconv.Quote(strings.Replace(line, "2021-06-20", "2021-06-21", 1)), // one of them as in a file of results
	} {
		if got, err := ParseCommitment(text); err == nil {
			t.Errorf("%q is taken for %v", text, got)
		}
	}
	for _, source := range []string{"", " ", `a "b"`, "a\nb", strings.Repeat("x", 300)} {
		if _, err := committedPlan(t, asItIs).Commit("none", source, time.Now()); err == nil {
			t.Errorf("the source %q is taken", source)
		}
	}
}

// A record keeps its commitment under its seal: another one, one dated after the draw and
// one put in later are found.
func TestVerifyCommitment(t *testing.T) {
	plan, drawn := committedPlan(t, asItIs), time.Date(2021, 6, 21, 9, 0, 0, 0, time.UTC)
	draw, err := plan.Draw("31415265314131415265")
	if err != nil {
		t.Fatal(err)
	}
	record := func(made time.Time, change func(*Record)) *Verification {
		c, err := plan.Commit("none", "dice", made)
		if err != nil {
			t.Fatal(err)
		}
		r := NewRecord(draw, ListSource{Name: "list.csv", SHA256: "x"}, "none", drawn)
		c.Keep(r)
		change(r)
		v, err := r.Verify(plan.frame, "x")
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	if v := record(drawn, func(*Record) {}); !v.Verified || len(v.Warnings) > 0 {
		t.Errorf("%+v", v)
	}
	for name, v := range map[string]*Verification{
		"dated after the draw": record(drawn.AddDate(0, 0, 1), func(*Record) {}),
		"taken out":            record(drawn, func(r *Record) { r.Commitment = "" }),
		"another date":         record(drawn, func(r *Record) { r.Commitment = strings.Replace(r.Commitment, "06-21", "06-01", 1) }),
		"another design":       record(drawn, func(r *Record) { r.Commitment = r.Commitment[:len(r.Commitment)-4] + "0000" }),
	} {
		if v.Verified {
			t.Errorf("%s: verified", name)
		}
	}
	plain := NewRecord(draw, ListSource{Name: "list.csv", SHA256: "x"}, "none", drawn)
	if text, err := compactJSON(plain); err != nil || strings.Contains(string(text), "commitment") {
		t.Error("a record without a commitment is not written as before")
	}
}

func TestDoubtsOfDice(t *testing.T) {
	for seed, code := range map[string]string{
		"3 1 4": "few-throws", "": "few-throws", "thrown in the hall on Monday": "few-throws", "314159265": "few-throws",
		"３１４１５２６５３５３１４１５２６５３５": "few-throws",
		"31415265353141526535": "", " 31415265353141526535 ": "", // the blanks around are not in the seed
		"31415 26535 31415 26535": "seed-spelling", "3,1,4,1,5,2,6,5,3,5,3,1,4,1,5,2,6,5,3,5": "seed-spelling",
		"dice 31415265353141526535": "seed-spelling", "31415265353141526535.": "seed-spelling",
		"31415265353141526535\u200b": "seed-spelling", "3141526535314152653": "seed-spelling", "314152653531415265351": "seed-spelling",
	} {
		got := ""
		if ws := (Commitment{Source: Dice}).Doubts(seed); len(ws) > 0 {
			got = ws[0].Code
		}
		if got != code {
			t.Errorf("%q: %q, want %q", seed, got, code)
		}
	}
	for _, source := range []string{"Dice", "DICE, thrown by the mayor", "throws of dice in the hall"} {
		if c := (Commitment{Source: source}); !c.ByDice() || c.Doubts("3 1 4") == nil {
			t.Errorf("few throws from %q are not doubted", source)
		}
	}
}

// A die of six sides throws no 0, 7, 8 or 9, and one of ten sides all digits.
func TestDoubtsOfDigitsThatNoDieThrows(t *testing.T) {
	for _, digit := range "0123456789" {
		seed := strings.Repeat("3", Throws-1) + string(digit)
		for source, thrown := range map[string]bool{Dice: strings.ContainsRune("123456", digit), "three six-sided dice": strings.ContainsRune("123456", digit),
			"ten-sided dice": true, "dice, 10-sided": true, "dice of the kind d10": true} {
			if ws := (Commitment{Source: source}).Doubts(seed); (len(ws) == 0) != thrown || !thrown && (ws[0].Code != "no-throw" || !strings.Contains(ws[0].Message, string(digit))) {
				t.Errorf("%s from %s: %v", seed, source, ws)
			}
		}
	}
	for source, sides := range map[string]int{Dice: 6, "dice of the ten judges": 6, "Ten-Sided dice": 10} {
		if got := (Commitment{Source: source}).Sides(); got != sides {
			t.Errorf("%s: a die has %d sides, want %d", source, got, sides)
		}
	}
}

// Whoever commits is told before there is a seed what would be doubted of any: a source that is not warned of has a
// seed that nothing is doubted of.
func TestOpenSources(t *testing.T) {
	const round = "30c4a37bbd3c9c2aa1d4a0c1b3d2d9f7b7a8d6aef1c04ae2a5b2cf4d2cb8d1e0"
	for source, seed := range map[string]string{
		"dice": "31415265353141526535", "drand round 4835516": round, "the beacon's next round": round, "pulse 2204 of NIST": round + round,
		"the lottery, in ascending order, as 00 00 00": "06 14 23", "the lottery, as drawn in order, as 00 00 00": "14 06 23", "a number of the lottery, as 000000": "614230",
		"the lottery, in ascending order, as 00 00": "", "a number of the lottery, as 00000": "", "the lottery, in ascending order, as 000000": "",
		"the lottery": "", "the lottery, as 00 00 00": "", "the lottery, as 00.00.00": "", "the index of shares, as 0000.00": "7412.50", "the lottery in ascending order": "",
	} {
		c := Commitment{Source: source}
		if ws := c.Open(); (len(ws) > 0) != (seed == "") || seed != "" && c.Doubts(seed) != nil {
			t.Errorf("%s: %v; of %q: %v", source, ws, seed, c.Doubts(seed))
		}
	}
}

// Numbers of a lottery can be written in many ways, and each gives another sample. Only a source that says which one
// leaves nothing to choose; the number of a beacon is written in one way.
func TestDoubtsOfOtherSeeds(t *testing.T) {
	const ascending, round = "the lottery of 5 December, in ascending order, as 00 00 00", "30c4a37bbd3c9c2aa1d4a0c1b3d2d9f7b7a8d6aef1c04ae2a5b2cf4d2cb8d1e0"
	for _, c := range []struct {
		source, seed string
		doubted      bool
	}{
		{"the lottery of 5 December", "6 14 23", true}, {"the lottery of 5 December", "061423", true},
		{"the same numbers as always", "6 14 23", true}, {"a lottery as 00 00 00 or so", "06 14 23", true},
		{ascending, "06 14 23", false}, {ascending, " 06 14 23\n", false}, {ascending, "23 14 06", true},
		{"the lottery of 5 December, as 00 00 00", "23 14 06", true}, {"the lottery, as drawn in order, as 00 00 00", "23 14 06", false},
		{"the index at noon, as 0000.00", "2314.06", false}, {"the six digits of the lottery, as 000000", "231406", false}, {"Lottery, Ascending, as 0 00 000", "9 10 100", false}, {ascending, "06 06 23", false},
		{"the two numbers ascending, then the bonus, as 00 00 00", "06 23 14", false},
		{ascending, "6 14 23", true}, {ascending, "06,14,23", true}, {ascending, "06  14 23", true}, {ascending, "061423", true},
		{ascending, "06 14 23 31", true}, {ascending, "０６ 14 23", true}, {ascending, "", true},
		{"drand round 4835516", round, false}, {"drand round 4835516", strings.ToUpper(round), true},
		{"drand round 4835516", "0x" + round, true}, {"drand round 4835516", round[:31], true},
		{"drand round 4835516", round[:32], true}, {"drand round 4835516", round[1:], true}, {"drand round 4835516", round + round, true},
		{"pulse 2204 of the NIST beacon", round + round, false}, {"pulse 2204 of the NIST beacon", round, true},
	} {
		if ws := (Commitment{Source: c.source}).Doubts(c.seed); (len(ws) > 0) != c.doubted || c.doubted && ws[0].Code != "seed-spelling" {
			t.Errorf("%q from %q: %v", c.seed, c.source, ws)
		}
	}
}

// A seed of few digits is one of so few that all can be tried before the commitment.
func TestFewSeeds(t *testing.T) {
	for source, seed := range map[string]string{"the closing price, as 00": "57", "the closing price, as 000.00": "123.45", "two numbers in the order drawn, as 00 00": "14 06"} {
		for _, ws := range []stats.Warnings{(Commitment{Source: source}).Open(), (Commitment{Source: source}).Doubts(seed)} {
			if len(ws) != 1 || ws[0].Code != "few-seeds" {
				t.Errorf("%s: %v", source, ws)
			}
		}
	}
}

// Two seeds of audits of Colorado's elections, of 10 July 2020 and 15 November 2021, each
// of twenty throws of a ten-sided die as published. The tickets are Python's hashlib's,
// see testdata/README.md. The leading zero of the second is part of it.
func TestSeedsOfColorado(t *testing.T) {
	text, err := os.ReadFile("testdata/colorado.json")
	if err != nil {
		t.Fatal(err)
	}
	var vectors []struct {
		Seed    string
		Tickets []struct{ ID, Ticket string }
		Order   []string
	}
	if err := json.Unmarshal(text, &vectors); err != nil || len(vectors) != 2 {
		t.Fatal(err, len(vectors))
	}
	for _, v := range vectors {
		if len(v.Seed) != 20 || NormalizeID(v.Seed) != v.Seed {
			t.Errorf("the seed %q", v.Seed)
		}
		d, tickets := newDealer(v.Seed), map[string]ticket{}
		for _, want := range v.Tickets {
			dealt := d.deal(want.ID)
			tickets[want.ID] = dealt
			if got := fmt.Sprintf("%x", dealt[:]); got != want.Ticket {
				t.Errorf("%s, %s: %s, want %s", v.Seed, want.ID, got, want.Ticket)
			}
		}
		got := slices.SortedFunc(slices.Values(v.Order), func(a, b string) int { return tickets[a].Compare(tickets[b]) })
		if !slices.Equal(got, v.Order) {
			t.Errorf("%s: in the order %v, want %v", v.Seed, got, v.Order)
		}
	}
}

// Of ten and ten alike in all there are 20! / (10! 10!) = 184,756 lists.
func TestGuesses(t *testing.T) {
	if got := committedPlan(t, asItIs).Guesses(); math.Abs(got-math.Log2(184_756)) > 1e-9 {
		t.Errorf("2^%v lists", got)
	}
	dated := committedPlan(t, func(f *Frame, _ *Design) {
		for i := range f.Cases {
			f.Cases[i].Start = noon.AddDate(0, 0, i)
		}
	})
	if got := dated.Guesses(); math.Abs(got-math.Log2(2_432_902_008_176_640_000)) > 1e-9 { // 20!
		t.Errorf("2^%v lists", got)
	}
	large := mustPlan(t, madeFrame("guesses", 200, fourVariables), sized(40))
	if committedPlan(t, asItIs).WarnGuesses() == nil || large.WarnGuesses() != nil {
		t.Error("the small list is not warned of, or the large one is")
	}
}
