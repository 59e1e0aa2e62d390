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
	set, err := rules.Load("hmip-youth-2018")
	if err != nil {
		log.Fatal(err)
	}
	frame, err := cases(set)
	if err != nil {
		log.Fatal(err)
	}
	record, err := draw(frame, set)
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
func cases(set *rules.Set) (*sample.Frame, error) {
	text, err := kent.Files.ReadFile("cases.csv")
	if err != nil {
		return nil, err
	}
	table, err := sheet.Read(bytes.NewReader(text), "cases.csv", sheet.ReadOptions{Headers: caselist.Headers})
	if err != nil {
		return nil, err
	}
	asOf, err := caselist.ParseDate(kent.AsOf)
	if err != nil {
		return nil, err
	}
	list, err := caselist.Clean(table, set.Cleaning(caselist.CleanOptions{AsOf: asOf}))
	if err != nil {
		return nil, err
	}
	fmt.Printf("%d rows, %d left out\n", len(table.Rows), len(list.Exclusions))
	return &list.Frame, nil
}

// draw plans the sample that the rules ask for, draws it and says what was chosen.
func draw(frame *sample.Frame, set *rules.Set) (*sample.Record, error) {
	plan, err := sample.NewPlan(frame, set.Groups, set.Design())
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
	return sample.NewRecord(drawn, sample.ListSource{Name: "cases.csv"}, set.ID, time.Now()), nil
}
