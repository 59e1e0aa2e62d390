package sample

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"testing"
	"time"

	"onecase/sample/internal/stream"
)

// The vectors are made by testdata/draw.py, a second implementation in another
// language that was written from the README. This test reads that file alone.
type drawVectors struct {
	Algorithm string
	Normalise []struct{ In, Out string }
	Purpose   struct{ Purpose, Group, Seed, Text string }
	Tickets   []struct{ Seed, ID, Ticket string }
	Stream    struct {
		Text        string
		Words       []string
		ShuffleText string `json:"shuffle_text"`
		Shuffle     []int  `json:"shuffle_of_ten"`
	}
	Frame struct {
		Variables []string
		Cases     []struct {
			ID, Group, Team, Start string
			Values                 []string
		}
		Text, SHA256 string
	}
	Draws []struct {
		Seed, Group       string
		Sample, Reserves  int
		ExtendTo          int `json:"extend_to"`
		ExtensionReserves int `json:"extension_reserves"`
		Cells             []struct {
			Values []string
			Cases  int
		}
		Core             vectorRound
		Reserve          vectorRound
		Extension        vectorRound
		ExtensionReserve vectorRound `json:"extension_reserve"`
	}
}

type vectorRound struct {
	Size    int
	GivenUp []int `json:"given_up"`
	Table   Table
	Pick    int64
	Plan    int
	Take    []int
	IDs     []string
}

// vectorFiles are those of the present rules, of the first, and of a group with more plans
// than are listed.
var vectorFiles = []string{"testdata/vectors.json", "testdata/vectors-1.json", "testdata/vectors-wide.json"}

func readDrawVectors(t *testing.T, name string) *drawVectors {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	v := &drawVectors{}
	if err := json.Unmarshal(text, v); err != nil {
		t.Fatal(err)
	}
	if len(v.Draws) == 0 || len(v.Frame.Cases) == 0 {
		t.Fatal("the vectors are gone")
	}
	return v
}

func TestVectorsOfTheParts(t *testing.T) {
	v := readDrawVectors(t, vectorFiles[0])
	if v.Algorithm != Algorithm {
		t.Errorf("the vectors are for %s", v.Algorithm)
	}
	for _, n := range v.Normalise {
		if got := NormalizeID(n.In); got != n.Out {
			t.Errorf("%q is normalised to %q, not %q", n.In, got, n.Out)
		}
	}
	if got := purposeSeed(v.Purpose.Purpose, v.Purpose.Group, v.Purpose.Seed); got != v.Purpose.Text {
		t.Errorf("the text of a purpose is %q, not %q", got, v.Purpose.Text)
	}
	for _, k := range v.Tickets {
		if got := fmt.Sprintf("%x", newDealer(purposeSeed(purposeTicket, "court", k.Seed)).deal(k.ID)); got != k.Ticket {
			t.Errorf("the ticket of %s under %s is %s, not %s", k.ID, k.Seed, got, k.Ticket)
		}
	}
	s := stream.New(v.Stream.Text)
	for i, want := range v.Stream.Words {
		if got := fmt.Sprintf("%016x", s.Word()); got != want {
			t.Errorf("word %d is %s, not %s", i, got, want)
		}
	}
	order := []int{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}
	stream.New(v.Stream.ShuffleText).Shuffle(order)
	if !slices.Equal(order, v.Stream.Shuffle) {
		t.Errorf("ten are shuffled to %v, not %v", order, v.Stream.Shuffle)
	}
}

func (v *drawVectors) frame(t *testing.T) *Frame {
	t.Helper()
	f := &Frame{}
	for k, name := range v.Frame.Variables {
		variable := Variable{Name: name}
		for _, c := range v.Frame.Cases {
			if !slices.Contains(variable.Categories, c.Values[k]) {
				variable.Categories = append(variable.Categories, c.Values[k])
			}
		}
		f.Variables = append(f.Variables, variable)
	}
	for _, c := range v.Frame.Cases {
		start, err := time.Parse(time.DateOnly, c.Start)
		if err != nil {
			t.Fatal(err)
		}
		f.Cases = append(f.Cases, Case{ID: c.ID, Group: c.Group, Values: c.Values, Team: c.Team, Start: start})
	}
	return f
}

func TestVectorsOfTheFrame(t *testing.T) {
	v := readDrawVectors(t, vectorFiles[0])
	if got := v.frame(t).SHA256(); got != v.Frame.SHA256 {
		t.Errorf("the frame's hash is %s, not %s", got, v.Frame.SHA256)
	}
}

func TestVectorsOfTheDraws(t *testing.T) {
	for _, name := range vectorFiles {
		t.Run(name, func(t *testing.T) { readDrawVectors(t, name).compareDraws(t) })
	}
}

func (v *drawVectors) compareDraws(t *testing.T) {
	f := v.frame(t)
	for _, want := range v.Draws {
		d := DefaultDesign()
		d.Sizes = map[string]int{want.Group: want.Sample}
		d.Reserve = float64(want.Reserves) / float64(want.Sample)
		plan, err := newPlan(f, nil, d, v.Algorithm)
		if err != nil {
			t.Fatal(err)
		}
		draw, err := plan.Draw(want.Seed)
		if err != nil {
			t.Fatal(err)
		}
		r := NewRecord(draw, ListSource{}, "none", noon)
		g := &r.Groups[0]
		for c, cell := range want.Cells {
			if got := g.Cells[c]; got.Population != cell.Cases || !slices.Equal(g.Values(Chosen{Cell: c}), cell.Values) {
				t.Errorf("%s: cell %d is %+v, not %+v", want.Seed, c, got, cell)
			}
		}
		want.Core.compare(t, want.Seed+" core", &g.Core, g.Selected)
		want.Reserve.compare(t, want.Seed+" reserve", g.Reserve, g.Reserves)
		r.Design.Reserve = float64(want.ExtensionReserves) / float64(want.ExtendTo)
		if plan, err = r.Plan(f); err != nil {
			t.Fatal(err)
		}
		e, err := r.extension(plan, g, want.ExtendTo, nil)
		if err != nil {
			t.Fatal(err)
		}
		want.Extension.compare(t, want.Seed+" extension", &e.Core, e.Added)
		want.ExtensionReserve.compare(t, want.Seed+" extension's reserve", e.Reserve, e.Reserves)
	}
}

func (want vectorRound) compare(t *testing.T, where string, got *Round, cases []Chosen) {
	t.Helper()
	if got.Size != want.Size || !slices.Equal(got.Take, want.Take) || got.Pick != want.Pick || got.Plan != want.Plan {
		t.Errorf("%s: %d cases, %v by plan %d at %d; the vectors have %d, %v, %d, %d", where, got.Size, got.Take,
			got.Plan, got.Pick, want.Size, want.Take, want.Plan, want.Pick)
	}
	if len(got.GivenUp) != len(want.GivenUp) {
		t.Errorf("%s: %v given up, not %v", where, got.GivenUp, want.GivenUp)
	}
	if len(got.Table) != len(want.Table) {
		t.Errorf("%s: %d plans, not %d", where, len(got.Table), len(want.Table))
		return
	}
	for i, p := range want.Table {
		if got.Table[i].Weight != p.Weight || !slices.Equal(got.Table[i].Up, p.Up) {
			t.Errorf("%s: plan %d is %+v, not %+v", where, i, got.Table[i], p)
		}
	}
	var ids []string
	for _, c := range cases {
		ids = append(ids, c.ID)
	}
	if !slices.Equal(ids, want.IDs) {
		t.Errorf("%s: %v, not %v", where, ids, want.IDs)
	}
}
