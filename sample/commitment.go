package sample

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"time"

	"onecase/stats"
	"onecase/stats/phrase"
)

// A Commitment fixes what is drawn from, and how, before there is a seed. Published
// then, it leaves nothing to choose once the seed is known (Blum 1983; Colorado's election
// rule 25.2 has the list fixed before the dice are thrown).
type Commitment struct {
	Version int    // of the line; in the first its two hashes are bare, without keys
	Date    string // the day it was made, YYYY-MM-DD in UTC
	Source  string // where the seed is to come from, such as "dice"
	Frame   string // the digest of the key for the frame and of the frame's hash, as a record has it
	Design  string // the same of rules, design, groups, variables and the draw's algorithm
	Keys    CommitmentKeys
}

// CommitmentKeys are the secrets that the digests of a published line have in them, so that nobody
// finds list or design by trying. They are kept with the list, and in the record of the draw.
type CommitmentKeys struct {
	Frame  string `json:"frame"`  // keyBytes at random, as hexadecimal digits; "" where it is not known
	Design string `json:"design"` // the same
}

// keyBytes is the length of a key before it is written as hexadecimal digits.
const keyBytes = 16

// CommitmentVersion is the version of the lines that are made.
const CommitmentVersion = 2

// Dice is the source of a seed that is thrown before witnesses, and Throws is how many
// throws of a six-sided die make one that nobody gets again by trying: 51 bits.
const (
	Dice   = "dice"
	Throws = 20
)

// Commit is the commitment to draw by the plan, under rules, with a seed from a source
// that is not known yet. Its keys are made at random.
func (p *Plan) Commit(rules, source string, at time.Time) (Commitment, error) {
	return p.commit(rules, source, at, CommitmentKeys{Frame: randomDigits(keyBytes), Design: randomDigits(keyBytes)})
}

func (p *Plan) commit(rules, source string, at time.Time, keys CommitmentKeys) (Commitment, error) {
	source = NormalizeID(source)
	if err := cmp.Or(checkLabel("the source of the seed", source),
		must(source != "", "the source of the seed is empty"),
		must(!strings.ContainsAny(source, `"“”`), "the source of the seed has a quotation mark: leave it out"),
	); err != nil {
		return Commitment{}, err
	}
	r := p.fixed(rules)
	return Commitment{CommitmentVersion, stamp(at)[:len(time.DateOnly)], source,
		keyed(keys.Frame, r.Frame.SHA256), keyed(keys.Design, r.designDigest()), keys}, nil
}

// keyed is the SHA-256 of a key and a hash, both as hexadecimal digits; the hash itself without a key.
func keyed(key, hash string) string {
	if key == "" {
		return hash
	}
	sum := sha256.Sum256([]byte(key + hash))
	return hex.EncodeToString(sum[:])
}

// fixed is what a record of the plan says before there is a seed.
func (p *Plan) fixed(rules string) *Record {
	return &Record{Algorithm: p.algorithm, Rules: rules, Design: p.Design, Frame: FrameSource{
		SHA256: p.frame.hash(), Groups: phrase.Each(p.Groups, func(g GroupPlan) string { return g.Group }), Variables: p.frame.variableNames()}}
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

// Broken says where a plan is not the one that was committed to; nil where it is.
func (c Commitment) Broken(p *Plan, rules string) error { return c.broken(p.fixed(rules)) }

func (c Commitment) broken(r *Record) error {
	if err := must(c.Version == 1 || c.Keys.Frame != "" && c.Keys.Design != "", "the line of %s is there without its keys: "+
		"they are in the file that commit wrote with it", c.Date); err != nil {
		return err
	}
	frame, design := c.Frame == keyed(c.Keys.Frame, r.Frame.SHA256), c.Design == keyed(c.Keys.Design, r.designDigest())
	return cmp.Or(
		must(c.Version == 1 || frame || design, "neither the eligible cases nor the design are those that were committed to on %s, or the keys are those of another line", c.Date),
		must(frame, "the eligible cases are not those that were committed to on %s: a case, or what the list says of one, is another, "+
			"or the list is read or matched in another way", c.Date),
		must(design, "the design is not the one that was committed to on %s: sizes, reserves, matching, rules or other choices differ", c.Date),
	)
}

// Keep puts the commitment into the record of a draw that it holds for, and seals it in.
func (c Commitment) Keep(r *Record) {
	r.Commitment, r.CommitmentKeys = c.String(), c.Keys
	r.Seal = r.sealOfDraw()
}

// Doubts are what to know of a seed that was to come from dice.
func (c Commitment) Doubts(seed string) (ws stats.Warnings) {
	throws := strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, seed)
	if c.Source == Dice && len(throws) < Throws/2 {
		ws.Add("few-throws", "throw as many dice as the sheet has boxes, and write down every throw",
			"the seed has %s of a die; so few can be thrown until they suit", phrase.Count(len(throws), "throw"))
	}
	return ws
}

// compareCommitment compares the record's commitment with what was drawn.
func (v *Verification) compareCommitment(r *Record) {
	if r.Commitment == "" {
		return
	}
	c, err := ParseCommitment(r.Commitment)
	if c.Keys = r.CommitmentKeys; err == nil {
		err = cmp.Or(c.broken(r), must(len(r.Times.Drawn) < len(c.Date) || c.Date <= r.Times.Drawn[:len(c.Date)], "it was made on %s, after the draw", c.Date))
	}
	if err != nil {
		v.differ("commitment", r.Commitment, "", "the commitment does not hold for this draw: %v", err)
		return
	}
	v.Warnings = append(v.Warnings, c.Doubts(r.Seed)...)
}
