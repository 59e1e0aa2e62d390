package deepcopy

import (
	"reflect"
	"testing"
)

type part struct {
	Name   string
	Width  *float64
	Words  []string
	Of     map[string]*part
	Any    any
	Both   [2]*int
	hidden int
}

func sample() part {
	width, n := 8.5, 3
	return part{Name: "a", Width: &width, Words: []string{"x", "y"}, Of: map[string]*part{"b": {Name: "b", Width: &width}, "none": nil},
		Any: &part{Words: []string{"z"}}, Both: [2]*int{&n, nil}}
}

func TestCopySharesNothing(t *testing.T) {
	for _, from := range []any{sample(), new(sample())} {
		var to part
		if err := Copy(&to, from); err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(to, sample()) {
			t.Fatalf("the copy is %+v", to)
		}
		*to.Width, to.Words[0], to.Of["b"].Name, to.Any.(*part).Words[0], *to.Both[0] = 1, "changed", "changed", "changed", 1
		*to.Of["b"].Width = 2
		delete(to.Of, "none")
		kept, ok := from.(part)
		if !ok {
			kept = *from.(*part)
		}
		if !reflect.DeepEqual(kept, sample()) {
			t.Errorf("changes of the copy show in what was copied: %+v", kept)
		}
	}
}

func TestCopyTakesAwayWhatWasThere(t *testing.T) {
	to := sample()
	to.hidden = 7
	if err := Copy(&to, part{Name: "empty"}); err != nil {
		t.Fatal(err)
	}
	if want := (part{Name: "empty", hidden: 7}); !reflect.DeepEqual(to, want) {
		t.Errorf("got %+v, want %+v", to, want)
	}
}

func TestCopyRefusesOtherTypes(t *testing.T) {
	var to part
	for _, pair := range [][2]any{{to, sample()}, {&to, 3}, {(*part)(nil), sample()}, {&to, (*part)(nil)}, {nil, nil}} {
		if Copy(pair[0], pair[1]) == nil {
			t.Errorf("a %T became a copy of a %T", pair[0], pair[1])
		}
	}
}
