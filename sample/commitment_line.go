package sample

import (
	"cmp"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// CommitmentFormat begins the line of every commitment; its version follows.
const CommitmentFormat = "onecase-commit-"

// keysFormat begins the line with the keys, which is not published.
const keysFormat = "onecase-commit-keys"

// String is the commitment on one line, to publish. It has no key.
func (c Commitment) String() string {
	return fmt.Sprintf("%s%d %s \"%s\" %s %s", CommitmentFormat, c.Version, c.Date, c.Source, c.Frame, c.Design)
}

// Line is the keys on one line, to keep with the list.
func (k CommitmentKeys) Line() string {
	return fmt.Sprintf("%s %s %s", keysFormat, k.Frame, k.Design)
}

// commitmentLine finds a commitment, also where a mail has folded, quoted or prettified it, and
// keysLine its keys.
var (
	commitmentLine = regexp.MustCompile(CommitmentFormat + `([12])[\s>]+(\d{4}-\d\d-\d\d)[\s>]+["“]([^"“”]*)["”][\s>]+([0-9a-f]{64})[\s>]+([0-9a-f]{64})\b`)
	keysLine       = regexp.MustCompile(keysFormat + `[\s>]+([0-9a-f]{32})[\s>]+([0-9a-f]{32})\b`)
)

// ParseCommitment finds the commitment in a text, with its keys if they are there too. A text
// with none, or with several that differ, is an error.
func ParseCommitment(text string) (Commitment, error) {
	found := Commitment{}
	for _, m := range commitmentLine.FindAllStringSubmatch(text, -1) {
		version, _ := strconv.Atoi(m[1])
		words := strings.FieldsFunc(m[3], func(r rune) bool { return strings.ContainsRune(" \t\r\n>", r) })
		c := Commitment{version, m[2], NormalizeID(strings.Join(words, " ")), m[4], m[5], CommitmentKeys{}}
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
	if found == (Commitment{}) {
		return found, fmt.Errorf("there is no commitment, a line that begins with %s%d, and has a date, a source in quotation marks and two digests", CommitmentFormat, CommitmentVersion)
	}
	if found.Version == 1 {
		return found, nil
	}
	for _, m := range keysLine.FindAllStringSubmatch(text, -1) {
		keys := CommitmentKeys{m[1], m[2]}
		if found.Keys != (CommitmentKeys{}) && found.Keys != keys {
			return Commitment{}, errors.New("there are the keys of several commitments: keep those of the line that was published")
		}
		found.Keys = keys
	}
	return found, nil
}

// checkCommitment checks that a record's commitment is just one, as it is written, with its keys.
func checkCommitment(line string, keys CommitmentKeys) error {
	if line == "" {
		return must(keys == CommitmentKeys{}, "it has keys and no commitment")
	}
	c, err := ParseCommitment(line)
	return cmp.Or(err, must(c.String() == line, "its commitment is not a line as it is published"),
		must(c.Version > 1 || keys == CommitmentKeys{}, "its commitment is one without keys, and it has some"),
		must(c.Version == 1 || isDigest(keys.Frame, keyBytes) && isDigest(keys.Design, keyBytes), "the keys of its commitment are not %d hexadecimal digits each", 2*keyBytes))
}
