package show

import "testing"

// Three ways are named at most; the working is pointed at only where it has all of them.
func TestFewWays(t *testing.T) {
	for _, c := range []struct {
		ways []string
		more int
		want string
	}{
		{[]string{"A"}, 0, "A"},
		{[]string{"A", "B", "C"}, 0, "A, or B, or C"},
		{[]string{"A", "B", "C", "D"}, 0, "A, or B, or C, and 1 other way (the working has all)"},
		{[]string{"A", "B", "C", "D"}, 2, "A, or B, or C, and 3 other ways"},
	} {
		if got := fewWays(c.ways, c.more); got != c.want {
			t.Errorf("%v and %d more: %s, want %s", c.ways, c.more, got, c.want)
		}
	}
}
