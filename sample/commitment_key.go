package sample

import (
	"cmp"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"regexp"
	"strings"
)

const keyBytes = 32

// keyFormat begins the line of every key.
const keyFormat = "onecase-key-1"

var keyLine = regexp.MustCompile(keyFormat + `\s+([0-9a-f]{64})\b`)

// newerKey finds the beginning of one that this program does not know.
var newerKey = regexp.MustCompile(`onecase-key-([2-9]|[1-9]\d+)\b`)

// WithKey is a commitment of which no list can be found by trying: a new random key is in its digest of the
// cases (HMAC-SHA256, RFC 2104). It holds for the same list as before, and there is no other list
// and key that it holds for. The digest of the design has no secret.
func (c Commitment) WithKey() Commitment {
	key := make([]byte, keyBytes)
	rand.Read(key) // it never fails
	c.Keyed, c.Key = true, hex.EncodeToString(key)
	c.Frame = c.keyed(c.Frame)
	return c
}

// keyed is the hash of a frame as the commitment has it.
func (c Commitment) keyed(frame string) string {
	if !c.Keyed {
		return frame
	}
	key, _ := hex.DecodeString(c.Key)
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(frame))
	return hex.EncodeToString(mac.Sum(nil))
}

// KeyLine is the key on one line, to keep.
func (c Commitment) KeyLine() string { return keyFormat + " " + c.Key }

// ParseKey finds the key of a commitment in a text. A text with none, or with several, is an error.
func ParseKey(text string) (string, error) {
	found := keyLine.FindAllStringSubmatch(text, 2)
	if newer := newerKey.FindString(text); newer != "" && found == nil {
		return "", fmt.Errorf("the key begins with %s, and this program reads %s: use a newer one", newer, keyFormat)
	}
	if len(found) != 1 {
		return "", errors.New("there is no key, a line that begins with " + keyFormat +
			", or there are several: it has to be the key file that was written with the commitment")
	}
	return found[0][1], nil
}

// checkKey checks that a record has the key of its commitment, and no other.
func (r *Record) checkKey() error {
	keyed := strings.HasPrefix(r.Commitment, keyedFormat)
	return cmp.Or(must(keyed || r.CommitmentKey == "", "it has a key, and its commitment has none"),
		must(!keyed || isDigest(r.CommitmentKey, keyBytes), "it lacks the key of its commitment"))
}
