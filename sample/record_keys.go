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
// is not in small letters: one program would read the first and another the last, or none.
func checkKeys(text []byte) error {
	type object struct {
		keys  map[string]bool // nil in an array
		fold  bool
		value bool // the next token is a value, and not a key
	}
	d := json.NewDecoder(bytes.NewReader(text))
	var open []object
	key := ""
	for {
		token, err := d.Token()
		if err != nil {
			return nil
		}
		last := len(open) - 1
		isKey := last >= 0 && open[last].keys != nil && !open[last].value
		switch token {
		case json.Delim('{'), json.Delim('['):
			o := object{fold: !slices.Contains(byText, key)}
			if token == json.Delim('{') {
				o.keys = map[string]bool{}
			}
			if last >= 0 {
				open[last].value = false
			}
			open = append(open, o)
			continue
		case json.Delim('}'), json.Delim(']'):
			open = open[:last]
			continue
		}
		if !isKey {
			if last >= 0 {
				open[last].value = false
			}
			continue
		}
		key, _ = token.(string)
		name := key
		if open[last].fold {
			name = strings.ToLower(strings.ToUpper(key)) // as the fields of a record are found
		}
		if open[last].keys[name] {
			return fmt.Errorf("line %d: %q is there twice in one place", lineAt(text, d.InputOffset()), key)
		}
		if key != name {
			return fmt.Errorf("line %d: the key %q should be %q", lineAt(text, d.InputOffset()), key, name)
		}
		open[last].keys[name], open[last].value = true, true
	}
}
