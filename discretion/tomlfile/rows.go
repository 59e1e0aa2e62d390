package tomlfile

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"
)

// Rows gives the row of every table and key of a valid TOML text, those within lists and tables
// on one line too; rows and the tables of an array count from 1.
func Rows(text []byte) map[string]int {
	r := rowReader{text: withoutMark(text), rows: map[string]int{}, line: 1}
	count := map[string]int{}
	table := ""
	var p unstable.Parser
	p.Reset(r.text)
	for p.NextExpression() {
		e := p.Expression()
		if e.Kind != unstable.Table && e.Kind != unstable.ArrayTable && e.Kind != unstable.KeyValue {
			continue
		}
		key, row := r.key(e)
		if e.Kind != unstable.KeyValue {
			key = inArrays(key, count)
		}
		switch e.Kind {
		case unstable.Table:
			table = key
		case unstable.ArrayTable:
			count[key]++
			r.add(key, row) // where the list itself is what is wrong
			table = key + "." + strconv.Itoa(count[key])
			key = table
		case unstable.KeyValue:
			if table != "" {
				key = table + "." + key
			}
		}
		r.add(key, row)
		if e.Kind == unstable.KeyValue {
			r.within(e.Value(), key)
		}
	}
	return r.rows
}

// inArrays is the key of a table, where those around it are the last of their arrays so far: the
// limits of the third standard are standards.3.limits.
func inArrays(key string, count map[string]int) string {
	parts := strings.Split(key, ".")
	path := parts[0]
	for _, part := range parts[1:] {
		if n := count[path]; n > 0 {
			path += "." + strconv.Itoa(n)
		}
		path += "." + part
	}
	return path
}

// A rowReader counts the rows of keys.
type rowReader struct {
	text    []byte
	rows    map[string]int
	line    int
	counted int // bytes before which rows are counted; p.Shape would count them all again for each key
}

// deepest is how many tables around a key have rows: more than any type that is read here has.
const deepest = 6

// add gives a row to a key, and to the tables around it that have none.
func (r *rowReader) add(key string, row int) {
	for i, n := 0, 0; i < len(key) && n < deepest; i++ {
		if key[i] == '.' {
			r.first(key[:i], row)
			n++
		}
	}
	r.first(key, row)
}

func (r *rowReader) first(key string, row int) {
	if _, seen := r.rows[key]; !seen {
		r.rows[key] = row
	}
}

// key gives the key of a table or value, and its row.
func (r *rowReader) key(n *unstable.Node) (key string, row int) {
	var parts []string
	for it := n.Key(); it.Next(); {
		if row == 0 {
			at := int(it.Node().Raw.Offset)
			r.line, r.counted = r.line+bytes.Count(r.text[r.counted:at], []byte("\n")), at
			row = r.line
		}
		parts = append(parts, string(it.Node().Data))
	}
	return strings.Join(parts, "."), row
}

// within gives the rows of the keys in a list or a table on one line; an entry of a list has
// that of its first key.
func (r *rowReader) within(n *unstable.Node, path string) {
	children := n.Children()
	for i := 1; children.Next(); i++ {
		switch child := children.Node(); {
		case n.Kind == unstable.Array:
			entry := path + "." + strconv.Itoa(i)
			if grand := child.Children(); child.Kind == unstable.InlineTable && grand.Next() {
				_, row := r.key(grand.Node())
				r.add(entry, row)
			}
			r.within(child, entry)
		case n.Kind == unstable.InlineTable && child.Kind == unstable.KeyValue:
			key, row := r.key(child)
			r.add(path+"."+key, row)
			r.within(child.Value(), path+"."+key)
		}
	}
}
