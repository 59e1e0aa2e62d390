package browsertest

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestPageIsQuick says how long people wait, and fails where it is so long that
// something is wrong.
func TestPageIsQuick(t *testing.T) {
	since := time.Now()
	lap := func(what string, limit time.Duration) {
		took := time.Since(since)
		t.Logf("%-44s %6.2f s", what, took.Seconds())
		if took > limit {
			t.Errorf("%s takes %v", what, took)
		}
		since = time.Now()
	}
	p := open(t, 1366, 768)
	lap("browser started and page ready", 60*time.Second)
	ready := evaluate[float64](p, "Number(document.body.dataset.readyAfter)")
	t.Logf("%-44s %6.2f s", "of which from opening the page to ready", ready/1000)

	dir := t.TempDir()
	var list strings.Builder
	list.WriteString("case_id,group,gender,rosh,safety\n")
	for i := range 5000 {
		fmt.Fprintf(&list, "C%05d,%s,%s,%s,%s\n", i, []string{"court", "ooc"}[i%2], []string{"male", "female"}[i%3%2],
			[]string{"low", "medium", "high"}[i%7%3], []string{"low", "medium", "high"}[i%11%3])
	}
	if err := os.WriteFile(filepath.Join(dir, "long.csv"), []byte(list.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, file := range []string{filepath.Join(kent, "cases.csv"), filepath.Join(kent, "cases.xlsx"), filepath.Join(dir, "long.csv")} {
		p.click("1. Your list")
		since = time.Now()
		p.choose("list-file", file)
		p.wait(filepath.Base(file) + ": ")
		lap("read and planned: "+filepath.Base(file), 60*time.Second)
		p.click("3. Draw")
		p.click("Draw")
		p.wait("Drawn: ")
		lap("drawn: "+filepath.Base(file), 60*time.Second)
	}

	p.click("4. Rate")
	since = time.Now()
	p.choose("rate-files", filepath.Join(kent, "kent.toml"))
	p.wait("Kent: Requires improvement")
	lap("rated: kent.toml", 10*time.Second)
	for _, yes := range []string{"14", "15", "16"} {
		p.set("yes-court.reviewing.public", yes)
		p.wait("13/22 → " + yes + "/22")
		lap("slider moved and ratings shown", 5*time.Second)
	}
}
