package predict

import "testing"

// sweep marks a test that tries very many cases, or repeats a draw very often, to
// be exact or sure. With -short it is left out: under the race detector and on
// slow platforms the other tests are enough.
func sweep(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("a sweep")
	}
}
