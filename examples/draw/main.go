// Command draw reads a case list, draws a matched sample from it, and has the
// draw repeated from its record.
package main

import (
	"bytes"
	"fmt"
	"log"
	"time"

	"onecase/discretion/rules"
	"onecase/examples/kent"
	"onecase/sample"
	"onecase/sample/caselist"
	"onecase/sample/sheet"
)

func main() {
	log.SetFlags(0)
	frame, groups, err := cases()
	if err != nil {
		log.Fatal(err)
	}
	record, err := draw(frame, groups)
	if err != nil {
		log.Fatal(err)
	}

	// Anyone who has the record and the list gets the same cases.
	verification, err := record.Verify(frame, "")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("verified:", verification.Verified)
}

// cases reads the synthetic list of Kent and keeps the cases that the rules make
// eligible.
func cases() (*sample.Frame, []sample.Group, error) {
	text, err := kent.Files.ReadFile("cases.csv")
	if err != nil {
		return nil, nil, err
	}
	sheet, err := sheet.Read(bytes.NewReader(text), "cases.csv", sheet.ReadOptions{Headers: caselist.Headers})
	if err != nil {
		return nil, nil, err
	}
	rules, err := rules.Load("hmip-youth-2018")
	if err != nil {
		return nil, nil, err
	}
	asOf, err := caselist.ParseDate(kent.AsOf)
	if err != nil {
		return nil, nil, err
	}
	list, err := caselist.Clean(sheet, caselist.CleanOptions{Groups: rules.Groups, AsOf: asOf})
	if err != nil {
		return nil, nil, err
	}
	fmt.Printf("%d rows, %d left out\n", len(sheet.Rows), len(list.Exclusions))
	return &list.Frame, rules.Groups, nil
}

// draw plans the sample, draws it and says what was chosen.
func draw(frame *sample.Frame, groups []sample.Group) (*sample.Record, error) {
	plan, err := sample.NewPlan(frame, groups, sample.DefaultDesign())
	if err != nil {
		return nil, err
	}
	drawn, err := plan.Draw("dice 3 1 4 1 5")
	if err != nil {
		return nil, err
	}
	for _, g := range drawn.Groups {
		fmt.Printf("%s: %d of %d cases, the first of them %s; %d reserves; no category is off by more than %.2f cases\n",
			g.Group, g.Sample, g.Population, g.Selected[0].ID, len(g.Reserves), g.LargestDifference())
	}
	return sample.NewRecord(drawn, sample.ListSource{Name: "cases.csv"}, "hmip-youth-2018", time.Now()), nil
}
