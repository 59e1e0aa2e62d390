package sample_test

import (
	"fmt"
	"time"

	"onecase/sample"
)

// frame is twenty cases, a quarter of them women.
func frame() *sample.Frame {
	f := &sample.Frame{Variables: []sample.Variable{{Name: "gender", Categories: []string{"female", "male"}}}}
	for i := range 20 {
		gender := "male"
		if i%4 == 0 {
			gender = "female"
		}
		f.Cases = append(f.Cases, sample.Case{ID: fmt.Sprintf("K%02d", i+1), Group: "court", Values: []string{gender}})
	}
	return f
}

func ExamplePlan_Draw() {
	plan, err := sample.NewPlan(frame(), nil, sample.DefaultDesign())
	if err != nil {
		fmt.Println(err)
		return
	}
	g := plan.Groups[0]
	fmt.Printf("%d of %d, %d reserves, margin %.1f points\n", g.Sample, g.Population, g.Reserves, 100*g.Margin)
	draw, err := plan.Draw("dice 3 1 4 1 5")
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, b := range draw.Groups[0].Balance() {
		fmt.Printf("%s %s: %d for a share of %.1f\n", b.Variable, b.Category, b.Selected, b.Target)
	}
	// Output:
	// 18 of 20, 2 reserves, margin 4.9 points
	// gender female: 4 for a share of 4.5
	// gender male: 14 for a share of 13.5
}

func ExampleRecord_Verify() {
	plan, err := sample.NewPlan(frame(), nil, sample.DefaultDesign())
	if err != nil {
		fmt.Println(err)
		return
	}
	draw, err := plan.Draw("dice 3 1 4 1 5")
	if err != nil {
		fmt.Println(err)
		return
	}
	record := sample.NewRecord(draw, sample.ListSource{Name: "cases.csv"}, "none", time.Now())
	changed := frame()
	changed.Cases[6].Values[0] = "female"
	verification, err := record.Verify(changed, "")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(verification.Verified)
	fmt.Println(verification.Differences[0].Message)
	// Output:
	// false
	// case K07 (row 0) has changed since the sample was drawn
}

func ExampleRecord_Replace() {
	plan, err := sample.NewPlan(frame(), nil, sample.DefaultDesign())
	if err != nil {
		fmt.Println(err)
		return
	}
	draw, err := plan.Draw("dice 3 1 4 1 5")
	if err != nil {
		fmt.Println(err)
		return
	}
	record := sample.NewRecord(draw, sample.ListSource{Name: "cases.csv"}, "none", time.Now())
	p, _, err := record.Replace("K07", "file restricted", sample.UseReserve, time.Now())
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(p.Case, "is replaced by", p.By)
	// Output:
	// K07 is replaced by K01
}
