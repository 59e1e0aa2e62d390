package report

import (
	"strings"
	"testing"

	"onecase/stats"
)

// Every value has a row of four cells, in the order of the JSON, named by the
// list that it stands in.
func TestLongHasARowForEachValue(t *testing.T) {
	type flag struct {
		Criterion string `json:"criterion"`
		Fires     *bool  `json:"fires"`
	}
	type standard struct {
		ID      string   `json:"id"`
		Bands   Object   `json:"bands"`
		Drivers []string `json:"drivers"`
		Flags   []flag   `json:"flags"`
	}
	type balance struct {
		Variable   string  `json:"variable"`
		Category   string  `json:"category"`
		Difference float64 `json:"difference"`
	}
	yes := true
	var got strings.Builder
	err := Long(&got, "rate", struct {
		Third     float64         `json:"third"`
		Service   *string         `json:"service"`
		Standards []standard      `json:"standards"`
		Balance   []balance       `json:"balance"`
		Routes    [][]flag        `json:"routes"`
		None      []string        `json:"none"`
		Warnings  []stats.Warning `json:"warnings"`
		Inner     Object          `json:"inner"`
	}{
		1.0 / 3, nil,
		[]standard{{"a.b", Object{{"good", 1.0}}, []string{"x", "=y"}, []flag{{"near", &yes}, {"small", nil}}}},
		[]balance{{"gender", "male", -0.5}}, [][]flag{{{"near", nil}}}, []string{},
		[]stats.Warning{{Code: "c"}}, Object{{"up", []flag{{"near", &yes}}}},
	})
	if err != nil {
		t.Fatal(err)
	}
	want := `part,of,key,value
,,verb,rate
,,schema,1
,,third,0.333333333
,,service,
standards,a.b,id,a.b
standards,a.b,bands.good,1
standards,a.b,drivers,x
standards,a.b,drivers,'=y
standards.flags,a.b/near,criterion,near
standards.flags,a.b/near,fires,true
standards.flags,a.b/small,criterion,small
standards.flags,a.b/small,fires,
balance,gender/male,variable,gender
balance,gender/male,category,male
balance,gender/male,difference,-0.5
routes,1/near,criterion,near
routes,1/near,fires,
inner.up,near,criterion,near
inner.up,near,fires,true
`
	if got.String() != want {
		t.Errorf("got\n%s\nwant\n%s", got.String(), want)
	}
}
