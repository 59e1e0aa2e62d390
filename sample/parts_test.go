package sample

import (
	"runtime"
	"testing"
)

// Every piece of work is in just one part, parts follow one another, and none but a lone
// one is smaller than the least.
func TestPartsHoldEveryPieceOnce(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	for cores := 1; cores <= 4; cores++ {
		runtime.GOMAXPROCS(cores)
		for n := range 30 {
			for least := 1; least <= 5; least++ {
				parts := spans(n, least)
				if want := max(1, min(cores, n/least)); len(parts) != want {
					t.Fatalf("%d pieces, %d or more in a part, on %d cores: %v", n, least, cores, parts)
				}
				at := 0
				for _, p := range parts {
					if p.from != at || len(parts) > 1 && p.to-p.from < least {
						t.Fatalf("%d pieces, %d or more in a part: %v", n, least, parts)
					}
					at = p.to
				}
				if at != n {
					t.Fatalf("%d pieces: %v", n, parts)
				}
			}
		}
	}
}
