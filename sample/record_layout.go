package sample

import "bytes"

// lineWidth is how long a value may be to stand on one line.
const lineWidth = 96

// layOut appends compact JSON to out with its long objects and arrays broken
// into a line for each element. Arrays of numbers stay whole.
func layOut(out, value []byte, indent string) []byte {
	open := value[0]
	if len(indent)+len(value) <= lineWidth && indent != "" || open != '{' && open != '[' || open == '[' && !bytes.ContainsAny(value, `{"`) && len(value) > 2 {
		return append(out, value...)
	}
	elements := split(value[1 : len(value)-1])
	if len(elements) == 0 {
		return append(out, value...)
	}
	out = append(out, open, '\n')
	deeper := indent + " "
	for i, e := range elements {
		out = append(out, deeper...)
		if open == '{' {
			colon := endOfString(e, 0) + 1
			out = append(append(out, e[:colon]...), ' ')
			e = e[colon:]
		}
		out = layOut(out, e, deeper)
		if i < len(elements)-1 {
			out = append(out, ',')
		}
		out = append(out, '\n')
	}
	return append(append(out, indent...), open+2) // ] and } are two after [ and {
}

// split cuts the inside of a JSON array or object at the commas of its own level.
func split(inside []byte) [][]byte {
	var parts [][]byte
	depth, from := 0, 0
	for i := 0; i < len(inside); i++ {
		switch inside[i] {
		case '"':
			i = endOfString(inside, i) - 1
		case '{', '[':
			depth++
		case '}', ']':
			depth--
		case ',':
			if depth == 0 {
				parts = append(parts, inside[from:i])
				from = i + 1
			}
		}
	}
	if from < len(inside) {
		parts = append(parts, inside[from:])
	}
	return parts
}

// endOfString returns the place after the JSON string that begins at start.
func endOfString(b []byte, start int) int {
	for i := start + 1; i < len(b); i++ {
		switch b[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		}
	}
	return len(b)
}
