// Command rate rates an inspection, says what holds each rating down, and how
// likely the rating is to stand had every eligible case been read.
package main

import (
	"fmt"
	"log"

	"onecase/discretion"
	"onecase/discretion/predict"
	"onecase/examples/kent"
)

func main() {
	log.SetFlags(0)
	text, err := kent.Files.ReadFile("kent.toml")
	if err != nil {
		log.Fatal(err)
	}
	inspection, err := discretion.ParseInspection("kent.toml", text, "")
	if err != nil {
		log.Fatal(err)
	}
	if err := rate(inspection); err != nil {
		log.Fatal(err)
	}
	if err := robust(inspection); err != nil {
		log.Fatal(err)
	}
}

// rate prints the standards that one case would lower, and what the overall
// rating lacks to rise.
func rate(inspection *discretion.Inspection) error {
	a, err := discretion.Assess(inspection, discretion.Options{})
	if err != nil {
		return err
	}
	fmt.Printf("%s: %s, %d of %d\n", inspection.Service, a.Overall, *a.Score, *a.Maximum)
	for _, st := range a.Standards {
		if st.Down != nil && st.Down.Fewest != nil && *st.Down.Fewest == 1 {
			fmt.Printf("one case from %s: %s, held by %s\n", st.Down.To, st.ID, st.Drivers[0])
		}
	}
	if a.Up != nil && a.Up.Fewest != nil {
		fmt.Printf("%d point more is %s: %d cases\n", a.Up.Points, a.Up.To, *a.Up.Fewest)
	}
	return nil
}

// robust prints the standards whose rating is least likely to stand.
func robust(inspection *discretion.Inspection) error {
	r, err := predict.Robust(inspection, predict.Options{Seed: "1"})
	if err != nil {
		return err
	}
	for _, st := range r.Standards {
		if st.Computed != "" && st.Same != nil && *st.Same < 0.80 {
			fmt.Printf("%s again with a chance of %.1f%%: %s\n", st.Computed, 100**st.Same, st.ID)
		}
	}
	return nil
}
