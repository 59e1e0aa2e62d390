package sample

import (
	"crypto/sha256"
	"encoding/binary"
	"math/big"
	"strconv"
)

// A stream is a sequence of random words that a text fixes for ever: block i,
// from 1, is SHA-256 of the text, a comma and i in decimal (Rivest's 2011
// counter mode), and each block gives four big-endian 64-bit words.
type stream struct {
	text    []byte
	prefix  int // bytes of text before the counter
	counter uint64
	block   [sha256.Size]byte
	used    int // bytes of block already given out
}

func newStream(text string) *stream {
	b := append([]byte(text), ',')
	return &stream{text: b, prefix: len(b), used: sha256.Size}
}

// nextBlock moves to the next block and returns it whole.
func (s *stream) nextBlock() [sha256.Size]byte {
	s.counter++
	s.text = strconv.AppendUint(s.text[:s.prefix], s.counter, 10)
	s.block = sha256.Sum256(s.text)
	s.used = sha256.Size
	return s.block
}

// word returns the next 64 bits.
func (s *stream) word() uint64 {
	if s.used == sha256.Size {
		s.nextBlock()
		s.used = 0
	}
	w := binary.BigEndian.Uint64(s.block[s.used:])
	s.used += 8
	return w
}

// fraction returns the next word's 53 leading bits as a number in [0, 1).
func (s *stream) fraction() float64 {
	return float64(s.word()>>11) / (1 << 53)
}

// below returns the next word modulo n. The bias is at most n/2^64.
func (s *stream) below(n int) int {
	return int(s.word() % uint64(n))
}

// shuffle puts a in random order (Fisher and Yates, from the last place down).
func (s *stream) shuffle(a []int) {
	for i := len(a) - 1; i > 0; i-- {
		j := s.below(i + 1)
		a[i], a[j] = a[j], a[i]
	}
}

// pickBelow returns the first block of the text's stream, read as a big-endian
// number, modulo n. The bias is at most n/2^256.
func pickBelow(text string, n int64) int64 {
	block := newStream(text).nextBlock()
	r := new(big.Int).SetBytes(block[:])
	return r.Mod(r, big.NewInt(n)).Int64()
}
