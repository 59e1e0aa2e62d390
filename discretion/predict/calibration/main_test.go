package main

import (
	"bufio"
	"bytes"
	"math"
	"os"
	"strings"
	"testing"
)

// The README has what the program prints of one kind of service: the rows of separate
// questions, which are soon worked out; all where ONECASE_SWEEP is set.
func TestTheREADMEHasTheTables(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	var text bytes.Buffer
	out := bufio.NewWriter(&text)
	tried := ways[:1]
	if os.Getenv("ONECASE_SWEEP") != "" {
		tried = ways
	}
	records, err := measure(kinds[4], designs[0], inspections, tried)
	if err != nil {
		t.Fatal(err)
	}
	writeRecords(out, kinds[4].name, records)
	out.Flush()
	t.Logf("%d services tried, %d ways", inspections, len(tried))
	lines := 0
	for line := range strings.Lines(text.String()) {
		if lines++; !bytes.Contains(readme, []byte(line)) {
			t.Errorf("the README does not have\n%s", line)
		}
	}
	if lines < 2 {
		t.Errorf("%d lines", lines)
	}
}

// Where questions are alike, tied ones foretell fewer falls, more rises and a higher
// score than separate ones, and come nearer to what is true.
func TestTiedQuestionsForetellBetter(t *testing.T) {
	const services = 12
	records, err := measure(kinds[3], designs[1], services, ways)
	if err != nil {
		t.Fatal(err)
	}
	separate := records[0]
	for w, tied := range records[1:] {
		if tied.falls.mean() > 0.6*separate.falls.mean() || tied.rises.mean() < 1.5*separate.rises.mean() {
			t.Errorf("%s: falls %.4f and rises %.4f; separate %.4f and %.4f", ways[w+1].name,
				tied.falls.mean(), tied.rises.mean(), separate.falls.mean(), separate.rises.mean())
		}
		if off := math.Abs(tied.score.mean()); off > math.Abs(separate.score.mean())/2 {
			t.Errorf("%s: the score is off by %.2f, separate by %.2f", ways[w+1].name, off, separate.score.mean())
		}
		if tied.fell != separate.fell || tied.fell.n != services {
			t.Errorf("%+v and %+v came true", tied.fell, separate.fell)
		}
	}
}
