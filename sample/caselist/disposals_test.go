package caselist

import "testing"

// Every category is read as itself.
func TestDisposalsAreReadAsThemselves(t *testing.T) {
	for _, d := range Disposals() {
		if got, ok := tables[Disposal].read(d, nil); !ok || got != d {
			t.Errorf("%s is read as %q, %v", d, got, ok)
		}
	}
}
