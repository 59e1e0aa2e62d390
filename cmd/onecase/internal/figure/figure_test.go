package figure

import (
	"bytes"
	"encoding/xml"
	"errors"
	"flag"
	"fmt"
	"image/png"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/plot/vg/vgsvg"
)

// look is a folder for the pictures of the test's figures, for a person to look
// at: go test ./cmd/onecase/internal/figure -args -look=DIR
var look = flag.String("look", "", "write the test's figures as PNG and SVG to this folder")

func TestFiguresAreTheSameEachTime(t *testing.T) {
	again := figures()
	for name, d := range figures() {
		picture, err := d.PNG()
		if err != nil {
			t.Fatal(err)
		}
		other, err := again[name].PNG()
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(picture, other) {
			t.Errorf("%s: two PNGs of one figure differ", name)
		}
		if !bytes.Equal(d.SVG(), again[name].SVG()) || d.Figure() != again[name].Figure() {
			t.Errorf("%s: two SVGs of one figure differ", name)
		}
		if _, err := png.Decode(bytes.NewReader(picture)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if *look != "" {
			for ending, text := range map[string][]byte{".png": picture, ".svg": d.SVG()} {
				if err := os.WriteFile(filepath.Join(*look, name+ending), text, 0o644); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}

// The extents are those of the fonts that the figures name.
func TestTextsNeitherTouchNorLeaveThePicture(t *testing.T) {
	for name, d := range figures() {
		for _, d := range []Drawing{d, d.alone()} {
			width, height := d.extent()
			boxes := d.draw(vgsvg.New(100, 100))
			if len(boxes) < 5 {
				t.Errorf("%s: only %d texts", name, len(boxes))
			}
			for i, a := range boxes {
				if a.left < -0.01 || a.top < -0.01 || a.right > width+0.01 || a.bottom > height+0.01 {
					t.Errorf("%s: %q leaves the picture: %+v of %g by %g", name, a.text, a, width, height)
				}
				for _, b := range boxes[:i] {
					if a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom {
						t.Errorf("%s: %q touches %q", name, a.text, b.text)
					}
				}
			}
		}
	}
}

func TestDescriptionsStateTheNumbers(t *testing.T) {
	all := figures()
	for name, wants := range map[string][]string{
		"questions": {"Requires improvement from 50%, Good from 65%, Outstanding from 80%",
			"Court: assessment, Inadequate: desistance 62% (24 of 39, limits 56% to 66%)",
			"police 50% (2 of 4, limits 20% to 80%, the lowest)", "desistance 82%;", "80% confidence"},
		"questions-awkward": {"none has no result"},
		"distances":         {"Court: assessment, Inadequate; down: lowest rating; up: 4 to 6 cases to Requires improvement.", "Out of court: joint working, Requires improvement; down: 1 case to Inadequate; up: 1 to 2 cases to Good."},
		"balance":           {"39 of 50 cases.", "gender male: 43 eligible, exact share 33.54, 34 selected."},
		"plan": {"gender male: 43 eligible, exact share 33.54, 33 or 34 in a sample.",
			"safety unknown: 50 eligible, exact share 39.00, 39 in a sample."},
		"coverage": {"promise 80%", "exact keeps it: at least 82.7%, 91.7% on average.",
			"wald does not keep it: at least 66.6%, 81.8% on average."},
		"funnel":          {"court.assessment.safety: 57% of all cases read, 4 units; outside the inner limits: Middle (12 of 45), South (20 of 21), South-west of all (21 of 22)."},
		"limits":          {"Limits are at 80% confidence. exact 59.1%, 51.7% to 65.5%; shortest"},
		"limits-awkward":  {"c 50.0% (1 of 2), 50.0% to 50.0%."},
		"changes":         {"court.assessment: desistance before 61.5% (24 of 39), 56.0% to 66.0%, after 81.8% (27 of 33), 76.0% to 86.0%, difference +20.3, limits +12.4 to +28.0; safety", "80% confidence"},
		"characteristics": {"18 of 50 read, more than 10 yes: 18.9% at 50%, 80.5% at 66%."},
		"scores":          {"The results give 17 of 36.", "Requires improvement 65.4%, Good 34.6%", "18 22%"},
	} {
		for _, want := range wants {
			if !strings.Contains(all[name].Description, want) {
				t.Errorf("%s lacks %q in\n%s", name, want, all[name].Description)
			}
		}
	}
}

// What people wrote into a list stays text: in the picture, its title and its
// description.
func TestSVGEscapesText(t *testing.T) {
	hostile := "</text><script>alert(1)</script>&\x00\x1b\xff\"'style=\"font-family:Liberation Sans;\n<b>"
	percent := 40.0
	d := Questions(hostile, []Band{{hostile, 0}, {"Good", 50}},
		[]Group[Question]{{hostile, hostile, []Question{{Name: hostile, Result: hostile, Percent: &percent}}}}, 0.8)
	for _, text := range []string{string(d.SVG()), d.Figure().SVG} {
		elements := map[string]bool{}
		decoder := xml.NewDecoder(strings.NewReader(text))
		for {
			token, err := decoder.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatalf("%v in\n%s", err, text)
			}
			if start, ok := token.(xml.StartElement); ok {
				elements[start.Name.Local] = true
			}
		}
		for name := range elements {
			if !slices.Contains([]string{"svg", "title", "desc", "g", "path", "text"}, name) {
				t.Errorf("an element <%s> where figures have none", name)
			}
		}
		for _, want := range []string{"<title>&lt;/text&gt;&lt;script&gt;", "<desc>"} {
			if !strings.Contains(text, want) {
				t.Errorf("the SVG lacks %q", want)
			}
		}
	}
}

func TestColumnHoldsEveryDrawing(t *testing.T) {
	all := figures()
	both := Column("Kent", all["questions"], all["distances"])
	text := string(both.SVG())
	for _, want := range []string{"<title>Kent</title>", ">Each key question against the bands</text>",
		">Cases to the next rating</text>", "6 cases to Requires improvement"} {
		if !strings.Contains(text, want) {
			t.Errorf("the column lacks %q", want)
		}
	}
	boxes := both.alone().draw(vgsvg.New(100, 100))
	if got := boxes[0].text; got != "Kent" {
		t.Errorf("the column begins with %q", got)
	}
	if one := Column("Kent", all["scores"]); !bytes.Equal(one.SVG(), all["scores"].SVG()) {
		t.Error("a column of one drawing is not that drawing")
	}
}

func TestLackingNamesEachLetterOnce(t *testing.T) {
	if got := figures()["limits-awkward"].Lacking(); got != "東京" {
		t.Errorf("lacking %q", got)
	}
	if got := figures()["limits"].Lacking(); got != "" {
		t.Errorf("lacking %q", got)
	}
}

func TestShortenKeepsWithinTheWidth(t *testing.T) {
	for _, width := range []float64{10, 40, 80, 300} {
		got := shorten("Out of court: joint working 東京", label, width)
		if w := label.width(got); w > width {
			t.Errorf("%q takes %.1f of %g points", got, w, width)
		}
	}
	if got := shorten("Good", label, 100); got != "Good" {
		t.Errorf("a text that fits became %q", got)
	}
}

func TestNiceStepDividesIntoFewParts(t *testing.T) {
	for _, test := range []struct {
		length float64
		parts  int
		want   float64
	}{{39, 6, 10}, {36, 20, 2}, {0.22, 5, 0.05}, {1, 6, 0.2}, {1000, 6, 200}, {5, 5, 1}} {
		if got := niceStep(test.length, test.parts); fmt.Sprint(got) != fmt.Sprint(test.want) {
			t.Errorf("a length of %g in %d parts: steps of %g, want %g", test.length, test.parts, got, test.want)
		}
	}
}

// A rating that is too long for its column goes on in the next line, whole.
func TestRatingsAreWhole(t *testing.T) {
	groups := kent()
	for i := range groups {
		groups[i].Result = "Requires improvement (decided)"
	}
	var texts []string
	for _, b := range Questions("Kent", youthBands, groups, 0.8).draw(vgsvg.New(100, 100)) {
		texts = append(texts, b.text)
	}
	if n := strings.Count(strings.Join(texts, " "), groups[0].Result); n != len(groups) {
		t.Errorf("%d of %d ratings are whole in %q", n, len(groups), texts)
	}
}

// A title that is too long for a line is set on two, whole; beyond that it is cut.
func TestLongTitlesAreSetOnTwoLines(t *testing.T) {
	short := Drawing{Title: "Kent"}
	long := Drawing{Title: strings.TrimSpace(strings.Repeat("a long title ", 9))}
	longest := Drawing{Title: strings.Repeat("a long title ", 30)}
	if got := short.titleLines(); len(got) != 1 || got[0] != "Kent" {
		t.Errorf("a short title is set as %q", got)
	}
	if got := long.titleLines(); len(got) != 2 || strings.Join(got, " ") != long.Title {
		t.Errorf("a long title is set as %q", got)
	}
	if got := longest.titleLines(); len(got) != 2 || !strings.HasSuffix(got[1], "…") {
		t.Errorf("too long a title is set as %q", got)
	}
	for _, d := range []Drawing{short, long, longest, {}} {
		for _, line := range d.titleLines() {
			if w := titleStyle.width(line); w > pageWidth {
				t.Errorf("%q is %v points wide, the page %v", line, w, float64(pageWidth))
			}
		}
	}
	if short.titled().height >= long.titled().height {
		t.Error("a second line has no room of its own")
	}
}

// Names of units stand beside the points and the lines, or are left out; the line of a funnel is the share of the
// cases read, which is not that of all units by their weights.
func TestNamesOfUnitsCoverNoPointAndNoLine(t *testing.T) {
	across, up := scale{0, 80, 0, 200}, scale{0, 1, 120, 0}
	name := textBox{"Clay", 120, 50, 160, 58}
	for _, test := range []struct {
		line []Point
		want bool
	}{
		{[]Point{{0, 0}, {80, 0.9}}, true},       // steeply through the box
		{[]Point{{0, 0.5}, {80, 0.6}}, true},     // rises into it
		{[]Point{{0, 0.5}, {80, 0.5}}, false},    // passes below
		{[]Point{{0, 0.55}, {40, 0.55}}, false},  // at its height, and ends before it
		{[]Point{{70, 0.55}, {80, 0.55}}, false}, // begins after it
	} {
		if got := name.crossed(test.line, across, up); got != test.want {
			t.Errorf("%v crosses the name: %t", test.line, got)
		}
	}
	limits := [][2][]Point{{{{1, 0}, {40, 0.8}, {80, 0.88}}, {{1, 1}, {80, 0.97}}}}
	texts := func(f Funnel) (all []string) {
		for _, b := range Funnels("", []Funnel{f}, []string{"95%"}).draw(vgsvg.New(100, 100)) {
			all = append(all, b.text)
		}
		return all
	}
	got := texts(Funnel{"", 0.93, []FunnelUnit{{"Adams", 74, 80, false}, {"Bell", 60, 80, true}}, limits})
	for _, want := range []string{"Bell", "all cases read, each counted once", "a unit outside the inner limits", "a unit within them"} {
		if !slices.Contains(got, want) {
			t.Errorf("%q is not in %q", want, got)
		}
	}
	thicket := [2][]Point{} // lines over all of the chart
	for x := 0.0; x <= 100; x++ {
		thicket[0] = append(thicket[0], Point{x, math.Mod(x, 2)})
	}
	if got := texts(Funnel{"", 0.93, []FunnelUnit{{"Bell", 60, 80, true}}, [][2][]Point{thicket}}); slices.Contains(got, "Bell") {
		t.Error("a name stands on lines")
	}
}
