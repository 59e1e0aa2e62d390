package report

import (
	"encoding"
	"fmt"
	"math"
	"reflect"
	"strconv"
	"strings"
)

// A node is a value of a result: an object or an array, whose parts keep their
// order, or a single value with its text.
type node struct {
	kind    kind
	text    string
	members []member // of an object
	entries []node   // of an array
}

type member struct {
	key   string
	value node
}

type kind int

const (
	null kind = iota
	text
	number // also true and false
	array
	object
)

// An Object is an object of a result whose keys the data make; nil is null.
type Object []Member

// A Member is a key of an Object with its value.
type Member struct {
	Key   string
	Value any
}

// treeOf makes the tree of a result. Its keys are the json tags of the fields; a
// field without one is not shown, and an embedded struct adds its own keys. A list
// that is nil is empty. What is not known is null: a nil pointer, a number that is
// NaN or infinite, and the zero value of a field with the tag null:"zero". (The tag
// null:"nan" tells readers of the type of a number that may be NaN.)
func treeOf(result any) node { return valueNode(reflect.ValueOf(result)) }

func valueNode(v reflect.Value) node {
	if v.IsValid() && v.CanInterface() {
		switch special := v.Interface().(type) {
		case Object:
			return special.node()
		case encoding.TextMarshaler:
			if words, err := special.MarshalText(); err == nil {
				return node{kind: text, text: string(words)}
			}
		}
	}
	switch v.Kind() {
	case reflect.Invalid:
		return node{}
	case reflect.Pointer, reflect.Interface:
		return valueNode(v.Elem())
	case reflect.Struct:
		return node{kind: object, members: fieldMembers(v)}
	case reflect.Slice, reflect.Array:
		list := node{kind: array, entries: make([]node, v.Len())}
		for i := range list.entries {
			list.entries[i] = valueNode(v.Index(i))
		}
		return list
	case reflect.String:
		return node{kind: text, text: v.String()}
	case reflect.Bool:
		return node{kind: number, text: strconv.FormatBool(v.Bool())}
	case reflect.Int, reflect.Int64:
		return node{kind: number, text: strconv.FormatInt(v.Int(), 10)}
	case reflect.Float64:
		return numberNode(v.Float())
	}
	panic(fmt.Sprintf("report: a result cannot have a %s", v.Type()))
}

func (o Object) node() node {
	if o == nil {
		return node{}
	}
	n := node{kind: object}
	for _, m := range o {
		n.members = append(n.members, member{m.Key, treeOf(m.Value)})
	}
	return n
}

func fieldMembers(v reflect.Value) []member {
	var members []member
	for i := range v.NumField() {
		field, value := v.Type().Field(i), v.Field(i)
		key, options, _ := strings.Cut(field.Tag.Get("json"), ",")
		switch {
		case key == "" && field.Anonymous && value.Kind() == reflect.Struct:
			members = append(members, fieldMembers(value)...)
		case key == "" || options == "omitempty" && value.IsZero():
		case field.Tag.Get("null") == "zero" && value.IsZero():
			members = append(members, member{key: key})
		default:
			members = append(members, member{key, valueNode(value)})
		}
	}
	return members
}

// significant is how many digits a number keeps, and smallest the magnitude below
// which it is 0: what lies beyond differs between processors.
const (
	significant = 9
	smallest    = 1e-12
)

// numberNode is a number as encoding/json writes it, cut to the significant digits.
func numberNode(x float64) node {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return node{}
	}
	if x != math.Trunc(x) {
		x, _ = strconv.ParseFloat(strconv.FormatFloat(x, 'g', significant, 64), 64)
	}
	format := byte('f')
	switch magnitude := math.Abs(x); {
	case magnitude < smallest:
		x = 0
	case magnitude < 1e-6 || magnitude >= 1e21:
		format = 'e'
	}
	return node{kind: number, text: strings.Replace(strconv.FormatFloat(x, format, -1, 64), "e-0", "e-", 1)}
}
