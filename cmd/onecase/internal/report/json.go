package report

import (
	"bytes"
	"encoding/json"
	"io"
	"math"
	"strconv"
)

// significant is how many digits a number in JSON keeps, and smallest the
// magnitude below which it is 0: what lies beyond differs between processors.
const (
	significant = 9
	smallest    = 1e-12
)

// JSON writes v as indented JSON with numbers cut to nine significant digits.
func JSON(w io.Writer, v any) error {
	var raw bytes.Buffer
	encoder := json.NewEncoder(&raw)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(v); err != nil {
		return err
	}
	_, err := w.Write(roundNumbers(raw.Bytes()))
	return err
}

// roundNumbers rewrites each number in a JSON text that is not whole.
func roundNumbers(text []byte) []byte {
	out := make([]byte, 0, len(text))
	for i := 0; i < len(text); {
		switch c := text[i]; {
		case c == '"':
			end := i + 1
			for text[end] != '"' {
				if text[end] == '\\' {
					end++
				}
				end++
			}
			out = append(out, text[i:end+1]...)
			i = end + 1
		case c == '-' || c >= '0' && c <= '9':
			end := i + 1
			for end < len(text) && bytes.IndexByte([]byte("0123456789+-.eE"), text[end]) >= 0 {
				end++
			}
			out = append(out, roundNumber(text[i:end])...)
			i = end
		default:
			out = append(out, c)
			i++
		}
	}
	return out
}

func roundNumber(number []byte) []byte {
	if !bytes.ContainsAny(number, ".eE") {
		return number
	}
	value, err := strconv.ParseFloat(string(number), 64)
	if err != nil {
		return number
	}
	if math.Abs(value) < smallest {
		return []byte("0")
	}
	rounded, _ := strconv.ParseFloat(strconv.FormatFloat(value, 'g', significant, 64), 64)
	encoded, err := json.Marshal(rounded)
	if err != nil {
		return number
	}
	return encoded
}

// Number is a number for JSON, where what is not known is null: nil for NaN and
// the infinities.
func Number(v float64) *float64 {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return nil
	}
	return &v
}
