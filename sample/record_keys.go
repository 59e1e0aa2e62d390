package sample

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// byText are the objects of a record whose keys are texts of the list: ids and groups. All
// others have the names of fields.
var byText = []string{"rows", "sizes", "split"}

// checkKeys refuses a key that an object of a record has twice, and the name of a field that
// is not in small letters: one program would read the first and another the last, or none. The text is one of JSON.
func checkKeys(text []byte) error {
	type object struct {
		keys map[string]bool
		fold bool
	}
	var open []object
	key := ""
	for at := 0; at < len(text); at++ {
		switch text[at] {
		case '{':
			open = append(open, object{map[string]bool{}, !slices.Contains(byText, key)})
		case '}':
			open = open[:len(open)-1]
		case '"':
			start := at
			for at++; text[at] != '"'; at++ {
				if text[at] == '\\' {
					at++
				}
			}
			if !bytes.HasPrefix(bytes.TrimLeft(text[at+1:], " \t\r\n"), []byte(":")) {
				continue // a value
			}
			if err := json.Unmarshal(text[start:at+1], &key); err != nil {
				return err
			}
			o, name := open[len(open)-1], key
			if o.fold {
				name = strings.ToLower(strings.ToUpper(key)) // as the fields of a record are found
			}
			if o.keys[name] {
				return fmt.Errorf("line %d: %q is there twice in one place", lineAt(text, int64(at)), key)
			}
			if key != name {
				return fmt.Errorf("line %d: the key %q should be %q", lineAt(text, int64(at)), key, name)
			}
			o.keys[name] = true
		}
	}
	return nil
}
