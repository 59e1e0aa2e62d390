package discretion

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"onecase/sample"
	"onecase/sample/sheet"
)

// Which cases belong together is the same by a column of the list, by a variable of the
// record and by a column beside the answers.
func TestColumnOfListOrRecord(t *testing.T) {
	record, frame := recordAndFrame(t, nil)
	gender := map[string]string{}
	list := &ListColumn{Frame: frame}
	for _, c := range frame.Cases {
		gender[c.ID] = c.Values[0]
		list.Values = append(list.Values, team(c.ID))
	}
	for _, test := range []struct {
		name  string
		list  *ListColumn
		value func(string) string
	}{{"team", list, team}, {"gender", nil, func(id string) string { return gender[id] }}} {
		beside := judged(t, record)
		kept(beside, test.name, test.value)
		found := judged(t, record)
		found.Record = record
		if err := found.KeepColumn(test.name, test.list); err != nil {
			t.Fatal(err)
		}
		want, err := beside.Clusters(0.8)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := found.Clusters(0.8); err != nil || !reflect.DeepEqual(got, want) || got[0].Clusters != 2 {
			t.Errorf("%s: %+v, want %+v, %v", test.name, got, want, err)
		}
		without, err := LeaveOut(beside, Options{})
		if err != nil {
			t.Fatal(err)
		}
		got, err := LeaveOut(found, Options{})
		if err != nil || len(got) != 2 {
			t.Fatal(got, err)
		}
		for i := range got {
			if got[i].Value != without[i].Value || got[i].Cases != without[i].Cases ||
				got[i].Assessment.Standards[0].Rating != without[i].Assessment.Standards[0].Rating {
				t.Errorf("%s: without %+v, want %+v", test.name, got[i], without[i])
			}
		}
	}
}

// Cases with no value in the list belong to nobody, and judgements serve where there is
// neither.
func TestColumnWithBlanks(t *testing.T) {
	record, frame := recordAndFrame(t, nil)
	list := &ListColumn{Frame: frame, Values: make([]string, len(frame.Cases))}
	ins := judged(t, record)
	ins.Record = record
	if err := ins.KeepColumn("manager", list); err == nil || !strings.Contains(err.Error(), `column "manager" has no value for any case`) {
		t.Error(err)
	}
	first := ins.Results.Grid.Cases[0].ID
	for i, c := range frame.Cases {
		if sample.NormalizeID(c.ID) == sample.NormalizeID(first) {
			list.Values[i] = "Ann"
		}
	}
	if err := ins.KeepColumn("manager", list); err != nil || ins.Results.Grid.Cases[0].Kept != "Ann" ||
		ins.Results.Grid.Cases[1].Kept != "" {
		t.Errorf("%+v, %v", ins.Results.Grid.Cases[:2], err)
	}
	kept(ins, "reader", team)
	if err := ins.KeepColumn("reader", nil); err != nil || ins.Results.Grid.Cases[0].Kept != team(first) {
		t.Errorf("%+v, %v", ins.Results.Grid.Cases[0], err)
	}
	ins.Results.Grid.Kept = ""
	if err := ins.KeepColumn("reader", nil); err == nil ||
		!strings.Contains(err.Error(), `nor have the judgements a column "reader" (for a column of the list, give the list as well`) {
		t.Error(err)
	}
	ins.Record = nil
	if err := ins.KeepColumn("reader", nil); err == nil ||
		!strings.Contains(err.Error(), `the judgements have no column "reader" (add one beside the answers`) {
		t.Error(err)
	}
	ins.Results.Grid.Kept = "reader"
	for _, grid := range []*Grid{ins.Results.Grid, nil} { // totals have no column: those who ask refuse them
		if ins.Results.Grid = grid; ins.KeepColumn("reader", nil) != nil {
			t.Error("a column that is kept, or totals, refused")
		}
	}
	ins = judged(t, record)
	frame.Cases = frame.Cases[1:]
	ins.Record = record
	if err := ins.KeepColumn("manager", list); err == nil ||
		!strings.Contains(err.Error(), "the list is not the one that the sample was drawn from") {
		t.Error(err)
	}
}

// A column is one of answers where at least half of its texts are: every small column.
func TestColumnsOfAnswers(t *testing.T) {
	for code := range 4 * 4 * 4 {
		answers, others, blank := code%4, code/4%4, code/16
		column := &sheet.Sheet{Header: []string{"q"}}
		for _, text := range slices.Concat(slices.Repeat([]string{"no"}, answers), slices.Repeat([]string{"text"}, others),
			slices.Repeat([]string{""}, blank)) {
			column.Rows = append(column.Rows, sheet.NewRow(len(column.Rows)+2, text))
		}
		if got := answered(column, 0); got != (answers >= others) {
			t.Errorf("%d answers, %d other texts, %d blank: %v", answers, others, blank, got)
		}
	}
}
