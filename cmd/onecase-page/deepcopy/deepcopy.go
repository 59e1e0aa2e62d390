// Package deepcopy copies values with all that they point to. It has the part of
// github.com/tiendc/go-deepcopy that the library of workbooks calls, without copying by
// methods, which no type of that library has.
package deepcopy

import (
	"fmt"
	"reflect"
)

// Copy makes *dst a copy of src, a value of its type or a pointer to one, that shares nothing
// with it but the contents of fields that are not exported, which stay as they are in *dst.
func Copy(dst, src any) error {
	to, from := reflect.ValueOf(dst), reflect.ValueOf(src)
	if from.Kind() == reflect.Pointer {
		from = from.Elem()
	}
	if to.Kind() != reflect.Pointer || to.IsNil() || !from.IsValid() || to.Type().Elem() != from.Type() {
		return fmt.Errorf("a %T cannot become a copy of a %T", dst, src)
	}
	fill(to.Elem(), from)
	return nil
}

func fill(to, from reflect.Value) {
	switch from.Kind() {
	case reflect.Struct:
		for i := range from.NumField() {
			if to.Field(i).CanSet() {
				fill(to.Field(i), from.Field(i))
			}
		}
	case reflect.Pointer, reflect.Interface:
		if from.IsNil() {
			to.SetZero()
			return
		}
		to.Set(copied(from))
	case reflect.Slice:
		if from.IsNil() {
			to.SetZero()
			return
		}
		to.Set(reflect.MakeSlice(from.Type(), from.Len(), from.Len()))
		for i := range from.Len() {
			fill(to.Index(i), from.Index(i))
		}
	case reflect.Array:
		for i := range from.Len() {
			fill(to.Index(i), from.Index(i))
		}
	case reflect.Map:
		if from.IsNil() {
			to.SetZero()
			return
		}
		to.Set(reflect.MakeMapWithSize(from.Type(), from.Len()))
		for key, value := range from.Seq2() {
			part := reflect.New(value.Type()).Elem()
			fill(part, value)
			to.SetMapIndex(key, part)
		}
	default:
		to.Set(from)
	}
}

// copied is a new pointer to, or interface of, a copy of what from holds.
func copied(from reflect.Value) reflect.Value {
	part := reflect.New(from.Elem().Type())
	fill(part.Elem(), from.Elem())
	if from.Kind() == reflect.Interface {
		return part.Elem()
	}
	return part
}
