package main

import (
	"bytes"
	"encoding/binary"
	"slices"
	"testing"
	"unicode/utf16"
)

// unlettered reads what letters writes, in the page's encoding, as the page does.
func unlettered(encoded []byte, size int) []byte {
	var out []byte
	for i := 0; i < len(encoded); i += 2 {
		unit := binary.LittleEndian.Uint16(encoded[i:])
		if unit == escapeUnit {
			i += 2
			unit = binary.LittleEndian.Uint16(encoded[i:]) ^ escapeBit
		}
		out = binary.LittleEndian.AppendUint16(out, unit)
	}
	return out[:size]
}

// Every pair of bytes comes back, and what stands for it is neither markup nor changed on the
// way. That a browser gives each back too is seen where the page is opened: its program has
// every pair (TestPageIsBuilt), and the browser checks the sum of what it unpacks.
func TestLettersGiveEveryPairOfBytesBack(t *testing.T) {
	var all []byte
	for unit := range 1 << 16 {
		all = binary.LittleEndian.AppendUint16(all, uint16(unit))
	}
	for _, data := range [][]byte{all, all[:len(all)-1], all[1:], {}, {0}, {'<'}, {0xd8}} {
		text := letters(data)
		if encoded := inUTF16(text)[2:]; !bytes.Equal(unlettered(encoded, len(data)), data) {
			t.Errorf("%d bytes come back as others", len(data))
		}
		if at := slices.IndexFunc([]rune(text), func(r rune) bool { return r < '@' || r > escapeUnit || utf16.IsSurrogate(r) }); at >= 0 {
			t.Errorf("the text of %d bytes has the character %U", len(data), []rune(text)[at])
		}
	}
}

func TestPageBeginsWithTheMarkOfItsEncoding(t *testing.T) {
	if got, want := inUTF16("<é😀"), []byte{0xff, 0xfe, '<', 0, 0xe9, 0, 0x3d, 0xd8, 0, 0xde}; !bytes.Equal(got, want) {
		t.Errorf("got % x, want % x", got, want)
	}
}
