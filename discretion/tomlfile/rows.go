package tomlfile

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"
)

// Rows gives the row of every table and key of a valid TOML text; rows and the tables
// of an array count from 1.
func Rows(text []byte) map[string]int {
	rows := map[string]int{}
	count := map[string]int{}
	table := ""
	var p unstable.Parser
	text = withoutMark(text)
	p.Reset(text)
	line, counted := 1, 0 // rows before counted; p.Shape would count them all again for each key
	for p.NextExpression() {
		e := p.Expression()
		if e.Kind != unstable.Table && e.Kind != unstable.ArrayTable && e.Kind != unstable.KeyValue {
			continue
		}
		var parts []string
		row := 0
		for it := e.Key(); it.Next(); {
			if row == 0 {
				at := int(it.Node().Raw.Offset)
				line, counted = line+bytes.Count(text[counted:at], []byte("\n")), at
				row = line
			}
			parts = append(parts, string(it.Node().Data))
		}
		key := strings.Join(parts, ".")
		switch e.Kind {
		case unstable.Table:
			table = key
		case unstable.ArrayTable:
			count[key]++
			if _, seen := rows[key]; !seen {
				rows[key] = row // where the list itself is what is wrong
			}
			table = key + "." + strconv.Itoa(count[key])
			key = table
		case unstable.KeyValue:
			if table != "" {
				key = table + "." + key
			}
		}
		if _, seen := rows[key]; !seen {
			rows[key] = row
		}
	}
	return rows
}
