package main

import (
	"encoding/binary"
	"unicode/utf16"
)

// The program stands in the page as text in which every UTF-16 unit is two of its bytes,
// the lower first. A unit that a reader of HTML or of UTF-16 would change, or take for the
// end of the script, is written as escapeUnit and the unit with escapeBit turned.
// programBytes in page/program.js reads it.
const (
	escapeUnit = 0xfff0
	escapeBit  = 0x4000
)

// isChanged tells whether a unit cannot stand in the page as it is: "<", line ends and the
// like, surrogates, and the last ones, which are no characters.
func isChanged(unit uint16) bool {
	return unit < '@' || 0xd800 <= unit && unit < 0xe000 || unit >= escapeUnit
}

// letters writes bytes as text; an odd one is followed by a zero.
func letters(data []byte) string {
	units := make([]uint16, 0, len(data)/2+len(data)/32)
	for i := 0; i < len(data); i += 2 {
		unit := uint16(data[i])
		if i+1 < len(data) {
			unit |= uint16(data[i+1]) << 8
		}
		if isChanged(unit) {
			units = append(units, escapeUnit)
			unit ^= escapeBit
		}
		units = append(units, unit)
	}
	return string(utf16.Decode(units))
}

// inUTF16 encodes the page with the mark of its encoding in front, which browsers believe
// before anything that a server says.
func inUTF16(page string) []byte {
	units := utf16.Encode([]rune("\ufeff" + page))
	out := make([]byte, 0, 2*len(units))
	for _, unit := range units {
		out = binary.LittleEndian.AppendUint16(out, unit)
	}
	return out
}
