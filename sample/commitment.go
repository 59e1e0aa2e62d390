package sample

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"
	"time"

	"onecase/stats"
	"onecase/stats/phrase"
)

// A Commitment fixes what is drawn from, and how, before there is a seed. Published
// then, it leaves nothing to choose once the seed is known (Blum 1983; Colorado's election
// rule 25.2 has the list fixed before the dice are thrown).
type Commitment struct {
	Date   string // the day it was made, YYYY-MM-DD in UTC
	Source string // where the seed is to come from, such as "dice"
	Frame  string // the hash of the eligible cases, as a record has it; if Keyed, that with the key
	Design string // the hash of rules, design, groups, variables and the draw's algorithm
	// Keyed tells that there is a secret in Frame, so that no list can be tried against it
	// without Key, which the line does not have.
	Keyed bool
	Key   string // hexadecimal digits; "" where it is not known, or there is none
}

// What begins the line of a commitment, and of one with a key.
const (
	CommitmentFormat = "onecase-commit-1"
	keyedFormat      = "onecase-commit-2"
)

// Dice is the source of a seed that is thrown before witnesses, and Throws is how many
// throws of a six-sided die make one that nobody gets again by trying: 51 bits. Of a ten-sided one they make 66.
const (
	Dice   = "dice"
	Throws = 20
)

// Commit is the commitment to draw by the plan, under rules, with a seed from a source
// that is not known yet.
func (p *Plan) Commit(rules, source string, at time.Time) (Commitment, error) {
	source = NormalizeID(source)
	if err := cmp.Or(checkLabel("the source of the seed", source),
		must(source != "", "the source of the seed is empty"),
		must(!strings.ContainsAny(source, `"“”`), "the source of the seed has a quotation mark: leave it out"),
	); err != nil {
		return Commitment{}, err
	}
	r := p.fixed(rules)
	return Commitment{Date: stamp(at)[:len(time.DateOnly)], Source: source, Frame: r.Frame.SHA256, Design: r.designDigest()}, nil
}

// fewGuesses is the binary logarithm of the number of lists below which they can all be tried.
const fewGuesses = 100

// Guesses is the binary logarithm of the number of lists there can be for somebody who knows
// the ids and what the list says, and not of which case it says it. Each can be tried against the
// hash of the frame, which has no secret in it.
func (p *Plan) Guesses() float64 {
	alike := map[string]int{}
	for _, c := range p.frame.Cases {
		c.ID = ""
		alike[string(c.appendLine(nil))]++
	}
	log := logFactorial(len(p.frame.Cases))
	for _, n := range alike {
		log -= logFactorial(n)
	}
	return log / math.Ln2
}

func logFactorial(n int) float64 {
	log, _ := math.Lgamma(float64(n) + 1)
	return log
}

// WarnGuesses warns of a commitment to a list that can be found by trying.
func (p *Plan) WarnGuesses() (ws stats.Warnings) {
	if bits := p.Guesses(); bits < fewGuesses {
		ws.Add("guessable-list", "send the line to someone who may know the list, in place of publishing it",
			"the line fixes the draw, but keeps no secret: the list says so little of each case that whoever knows the ids can try every list, 2^%.0f or fewer, against the line, and so find what it says of each", math.Ceil(bits))
	}
	return ws
}

// fixed is what a record of the plan says before there is a seed.
func (p *Plan) fixed(rules string) *Record {
	return &Record{Algorithm: p.algorithm, Rules: rules, Design: p.Design, Frame: FrameSource{
		SHA256: p.frame.hash(), Groups: phrase.Each(p.Groups, func(g GroupPlan) string { return g.Group }),
		Variables: p.frame.variableNames()}}
}

// designDigest is the SHA-256 of all that decides a draw but list and seed.
func (r *Record) designDigest() string {
	text, err := compactJSON(struct {
		Algorithm string   `json:"algorithm"`
		Rules     string   `json:"rules"`
		Groups    []string `json:"groups"`
		Variables []string `json:"variables"`
		Design    Design   `json:"design"`
	}{r.Algorithm, r.Rules, r.Frame.Groups, r.Frame.Variables, r.Design})
	if err != nil {
		panic(fmt.Sprintf("sample: a design that cannot be written: %v", err)) // a float that is no number, which no plan has
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// String is the commitment on one line, to publish.
func (c Commitment) String() string {
	return fmt.Sprintf("%s %s \"%s\" %s %s", phrase.Either(c.Keyed, keyedFormat, CommitmentFormat), c.Date, c.Source, c.Frame, c.Design)
}

// commitmentLine finds a commitment, also where a mail has folded, quoted or prettified it.
var commitmentLine = regexp.MustCompile(`(` + CommitmentFormat + `|` + keyedFormat +
	`)[\s>]+(\d{4}-\d\d-\d\d)[\s>]+["“]([^"“”]*)["”][\s>]+([0-9a-f]{64})[\s>]+([0-9a-f]{64})\b`)

// quotesOfFiles are those within a text of a JSON or CSV file, as they were.
var quotesOfFiles = strings.NewReplacer(`\"`, `"`, `""`, `"`)

// newerCommitment finds the beginning of one that this program does not know.
var newerCommitment = regexp.MustCompile(`onecase-commit-([3-9]|[1-9]\d+)\b`)

// ParseCommitment finds the commitment in a text. A text with none, or with several that
// differ, is an error.
func ParseCommitment(text string) (Commitment, error) {
	found := Commitment{}
	for _, m := range commitmentLine.FindAllStringSubmatch(text+"\n"+quotesOfFiles.Replace(text), -1) {
		c := Commitment{Date: m[2], Source: NormalizeID(strings.Join(strings.FieldsFunc(m[3],
			func(r rune) bool { return strings.ContainsRune(" \t\r\n>", r) }), " ")), Frame: m[4], Design: m[5], Keyed: m[1] == keyedFormat}
		if _, err := time.Parse(time.DateOnly, c.Date); err != nil {
			return Commitment{}, fmt.Errorf("the commitment's date %s is not a day", c.Date)
		}
		if err := checkLabel("the source of the seed", c.Source); err != nil {
			return Commitment{}, err
		}
		if found != (Commitment{}) && found != c {
			return Commitment{}, errors.New("there are several commitments: keep the one that was published")
		}
		found = c
	}
	if newer := newerCommitment.FindStringSubmatch(text); found == (Commitment{}) && newer != nil {
		return found, fmt.Errorf("the commitment begins with %s, and this program reads %s and %s: use a newer one", newer[0], CommitmentFormat, keyedFormat)
	}
	return found, must(found != Commitment{},
		"there is no commitment, a line that begins with %s or %s, and has a date, a source in quotation marks and two digests", CommitmentFormat, keyedFormat)
}

// Broken says where a plan is not the one that was committed to; nil where it is.
func (c Commitment) Broken(p *Plan, rules string) error { return c.broken(p.fixed(rules)) }

func (c Commitment) broken(r *Record) error {
	return cmp.Or(
		must(!c.Keyed || c.Key != "", "there is a key in the commitment, without which no list can be compared with it"),
		must(c.Keyed || c.Key == "", "there is no key in the commitment"),
		must(c.Frame == c.keyed(r.Frame.SHA256),
			"the eligible cases are not those that were committed to on %s: a case, or what the list says of one, is another, "+
				"or the list is read or matched in another way%s", c.Date,
			phrase.Either(c.Keyed, ", or the key is that of another commitment", "")),
		must(c.Design == r.designDigest(),
			"the design is not the one that was committed to on %s: sizes, reserves, matching, rules or other choices differ", c.Date),
	)
}

// Keep puts the commitment into the record of a draw that it holds for, and seals it in.
func (c Commitment) Keep(r *Record) {
	r.Commitment, r.CommitmentKey = c.String(), c.Key
	r.Seal = r.sealOfDraw()
}

var (
	thrown   = regexp.MustCompile(`(?i)\bdice\b`)
	tenSided = regexp.MustCompile(`(?i)\b(ten|10)[ -]sided\b|\bd10\b`)
	// shapes finds at the end of a source how the seed will be written: a 0 for each digit, with what stands between.
	shapes = regexp.MustCompile(`\bas (0[0 .,;:/+-]*)$`)
	// beaconValue is the whole number of a beacon's round, in the one of its two spellings that is not in capitals;
	// pulseValue is that of NIST's beacon, which the source names. A part of it would be one of many.
	beaconValue = regexp.MustCompile(`^[0-9a-f]{64}$`)
	pulseValue  = regexp.MustCompile(`^[0-9a-f]{128}$`)
	pulse       = regexp.MustCompile(`(?i)\bNIST\b`)
	noSides     = regexp.MustCompile(`[07-9]`)
	digit       = regexp.MustCompile(`[0-9]`)
	number      = regexp.MustCompile(`[0-9]+`)
	ordered     = regexp.MustCompile(`(?i)\b(order|ascending|descending)\b`)
	several     = regexp.MustCompile(`[0-9][^0-9.]+[0-9]|\..*\.`) // numbers: one may have a decimal point
	beacon      = regexp.MustCompile(`(?i)\b(beacon|drand|NIST)\b`)
	ascending   = regexp.MustCompile(`(?i)\bascending( order)?,? as [^a-z]*$`) // all of them: no bonus number behind
)

// ByDice tells whether the seed is to be thrown with dice.
func (c Commitment) ByDice() bool { return thrown.MatchString(c.Source) }

// Sides is how many sides the dice have: 6, where the source does not say that they have 10, of which one is a 0.
func (c Commitment) Sides() int {
	if tenSided.MatchString(c.Source) {
		return 10
	}
	return 6
}

// Open warns of a source that leaves open how its numbers will be written: all but dice, the whole
// number of a beacon's round, and what says signs and order.
func (c Commitment) Open() (ws stats.Warnings) {
	shape := shapes.FindStringSubmatch(c.Source)
	switch {
	case c.ByDice() || shape == nil && beacon.MatchString(c.Source):
	case shape == nil:
		ws.Add("seed-spelling", remedyOfSpelling, unsaidSpelling)
	default:
		ws = c.openShape(shape[1])
	}
	return ws
}

// remedyOfSpelling is what leaves nothing open in how a seed is written.
const (
	remedyOfSpelling = "commit to how the seed is written too, a 0 for each digit, such as: " +
		"the lottery of 5 December, in ascending order, as 00 00 00 00 00 00; or take the whole number of a beacon's round, " +
		"64 hexadecimal digits in small letters, of NIST's beacon 128"
	unsaidSpelling = "nothing was committed to of how the seed is written: the same numbers in another order, with other signs between or with " +
		"zeros before them give other samples, so that one of them can still be chosen"
)

// leastDigits is how many digits a seed of a public source has at least: of fewer it is one of so few seeds that
// whoever chooses list and design may try them all beforehand.
const leastDigits = 6

// openShape warns of a source that says how its seed is written, and leaves the order of several numbers open, or so few
// seeds that all can be tried.
func (c Commitment) openShape(shape string) (ws stats.Warnings) {
	many := several.MatchString(shape)
	if many && !ordered.MatchString(c.Source) {
		ws.Add("seed-spelling", "commit to the order of the numbers too, such as: the lottery of 5 December, in ascending order, as 00 00 00 00 00 00; "+
			"or: in the order in which they were drawn, as",
			"nothing was committed to of the order of the seed's numbers: other orders of the same numbers give other samples, so that one of them can still be chosen")
	}
	if !many && ascending.MatchString(c.Source) {
		ws.Add("seed-spelling", "commit to signs between the numbers, such as: the lottery of 5 December, in ascending order, as 00 00 00 00 00 00",
			"the seed's numbers are to be in ascending order and have no sign between them, so that nobody can tell whether they are")
	}
	if n := strings.Count(shape, "0"); n < leastDigits {
		ws.Add("few-seeds", "take a source of six digits or more, or dice",
			"the seed is one of %s at most, as it has %s: whoever chooses list, design and day can try all of them before committing", "1"+strings.Repeat("0", n), phrase.Count(n, "digit"))
	}
	return ws
}

// isBeacons tells whether a seed is the whole number of a beacon's round.
func (c Commitment) isBeacons(seed string) bool {
	if pulse.MatchString(c.Source) {
		return pulseValue.MatchString(seed)
	}
	return beaconValue.MatchString(seed)
}

// ascends tells whether the numbers of a seed, of any length, stand in ascending order.
func ascends(seed string) bool {
	return slices.IsSortedFunc(number.FindAllString(seed, -1), func(a, b string) int {
		a, b = strings.TrimLeft(a, "0"), strings.TrimLeft(b, "0")
		return cmp.Or(cmp.Compare(len(a), len(b)), strings.Compare(a, b))
	})
}

// Doubts are what to know of a seed that was drawn with: there are too few throws of dice, or it can be
// written in several ways, of which each gives another sample.
func (c Commitment) Doubts(seed string) stats.Warnings {
	seed = NormalizeID(seed)
	if c.ByDice() {
		return c.doubtsOfDice(seed)
	}
	var ws stats.Warnings
	written := digit.ReplaceAllString(seed, "0")
	switch shape := shapes.FindStringSubmatch(c.Source); {
	case shape != nil && written != shape[1]:
		ws.Add("seed-spelling", "draw with the seed as the commitment says that it is written",
			"the seed is not written as %s, a 0 for each digit, as was committed to: other signs between the same numbers give other samples, "+
				"so that one of them can still be chosen", shape[1])
	case shape != nil && ascending.MatchString(c.Source) && !ascends(seed):
		ws.Add("seed-spelling", "draw with the numbers in ascending order",
			"the numbers of the seed are not in ascending order, as was committed to: other orders of the same numbers give other samples, "+
				"so that one of them can still be chosen")
	case shape == nil && !c.isBeacons(seed):
		ws.Add("seed-spelling", remedyOfSpelling, unsaidSpelling)
	case shape != nil:
		ws = c.openShape(shape[1])
	}
	return ws
}

func (c Commitment) doubtsOfDice(seed string) (ws stats.Warnings) {
	throws := strings.Join(digit.FindAllString(seed, -1), "")
	switch {
	case len(throws) < Throws/2:
		ws.Add("few-throws", stats.Remedy(fmt.Sprintf("throw a die %d times, as the sheet for the dice has boxes, and write down every throw", Throws)),
			"the draw is random only if nobody tried for it: the seed has %s of a die, and so few can be thrown until they suit", phrase.Count(len(throws), "throw"))
	case len(throws) != Throws || throws != seed:
		ws.Add("seed-spelling", "draw with the throws of the witnesses' sheet, all of them, in digits alone",
			"the seed is not %d digits and nothing else: the same throws with spaces or words between, or more or fewer of them, "+
				"give other samples, so that one of them can still be chosen", Throws)
	}
	if other := slices.Compact(slices.Sorted(slices.Values(noSides.FindAllString(throws, -1)))); c.Sides() == 6 && other != nil {
		ws.Add("no-throw", "draw with the throws of the witnesses' sheet; of dice with ten sides, say so in the commitment, as its source",
			"the seed is to come from six-sided dice, and has %s in it, which no such die throws: it may have been made up in place of thrown", phrase.First(len(other), other, ", ", ""))
	}
	return ws
}

// compareCommitment compares the record's commitment with what was drawn.
func (v *Verification) compareCommitment(r *Record) {
	if r.Commitment == "" {
		return
	}
	c, err := ParseCommitment(r.Commitment)
	c.Key = r.CommitmentKey
	if err == nil {
		err = cmp.Or(c.broken(r), must(c.Date <= r.Times.Drawn, "it was made on %s, after the draw", c.Date))
	}
	if err != nil {
		v.differ("commitment", r.Commitment, "", "the commitment does not hold for this draw: %v", err)
		return
	}
	v.Warnings = append(v.Warnings, c.Doubts(r.Seed)...)
}
