package jobline

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// A file that is read within a second shows nothing. Another shows each second what share
// is read, and in the end a blank line.
func TestALineTellsHowFarAJobIs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var quick, slow strings.Builder
		p := Start(&quick, "reading list.csv", time.Second)
		time.Sleep(900 * time.Millisecond)
		p.Stop()
		if quick.Len() > 0 {
			t.Errorf("said %q of a quick file", quick.String())
		}
		p = Start(&slow, "reading list.xlsx", time.Second)
		time.Sleep(1100 * time.Millisecond)
		p.Tell(5000, 40000)
		time.Sleep(time.Second)
		p.Stop()
		if got, want := slow.String(), "\rreading list.xlsx ...\rreading list.xlsx: 12%\r"+strings.Repeat(" ", 22)+"\r"; got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	})
}
