// Package stream makes random numbers from a text, the same on every machine and
// for ever: SHA-256 in counter mode.
package stream

import (
	"crypto/sha256"
	"encoding/binary"
	"math/big"
	"strconv"
)

// A Stream is a sequence of random words that a text fixes for ever: block i,
// from 1, is SHA-256 of the text, a comma and i in decimal (Rivest's 2011
// counter mode), and each block gives four big-endian 64-bit words.
type Stream struct {
	text    []byte
	prefix  int // bytes of text before the counter
	counter uint64
	block   [sha256.Size]byte
	used    int // bytes of block already given out
}

// New returns the stream of a text, from its start.
func New(text string) *Stream {
	b := append([]byte(text), ',')
	return &Stream{text: b, prefix: len(b), used: sha256.Size}
}

// Block moves to the next block and returns it whole.
func (s *Stream) Block() [sha256.Size]byte {
	s.counter++
	s.text = strconv.AppendUint(s.text[:s.prefix], s.counter, 10)
	s.block = sha256.Sum256(s.text)
	s.used = sha256.Size
	return s.block
}

// Word returns the next 64 bits.
func (s *Stream) Word() uint64 {
	if s.used == sha256.Size {
		s.Block()
		s.used = 0
	}
	w := binary.BigEndian.Uint64(s.block[s.used:])
	s.used += 8
	return w
}

// Fraction returns the next word's 53 leading bits as a number in [0, 1).
func (s *Stream) Fraction() float64 {
	return float64(s.Word()>>11) / (1 << 53)
}

// Below returns the next word modulo n. The bias is at most n/2^64.
func (s *Stream) Below(n int) int {
	return int(s.Word() % uint64(n))
}

// Shuffle puts a in random order (Fisher and Yates, from the last place down).
func (s *Stream) Shuffle(a []int) {
	for i := len(a) - 1; i > 0; i-- {
		j := s.Below(i + 1)
		a[i], a[j] = a[j], a[i]
	}
}

// Pick returns the first block of the text's stream, read as a big-endian
// number, modulo n. The bias is at most n/2^256.
func Pick(text string, n int64) int64 {
	block := New(text).Block()
	r := new(big.Int).SetBytes(block[:])
	return r.Mod(r, big.NewInt(n)).Int64()
}
