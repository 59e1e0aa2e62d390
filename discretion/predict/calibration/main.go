// Calibration measures what package predict foretells against what comes true. It makes
// up services of several kinds, inspects a sample of each under hmip-youth-2018, asks
// predict.Robust, reads every case, and prints how often standards fell and rose beside
// how often that was foretold. Its seeds are fixed, so it prints the same every time.
//
//	go run ./discretion/predict/calibration
package main

import (
	"bufio"
	"fmt"
	"log"
	"os"
)

// inspections is how many services of each kind are made up for each design.
const inspections = 200

func main() {
	out := bufio.NewWriter(os.Stdout)
	if err := report(out, inspections); err != nil {
		log.Fatal(err)
	}
	if err := out.Flush(); err != nil {
		log.Fatal(err)
	}
}

// report writes the tables of so many inspections.
func report(out *bufio.Writer, inspections int) error {
	pooled := make([]record, len(ways))
	for _, d := range designs {
		fmt.Fprintf(out, "%s, %d services of each kind:\n\n", d.name, inspections)
		fmt.Fprintln(out, "| services | | fall | rise | score found or foretold, less the true one |\n| --- | --- | ---: | ---: | ---: |")
		for i, kind := range kinds {
			records, err := measure(kind, d, inspections, ways)
			if err != nil {
				return err
			}
			writeRecords(out, kind.name, records)
			if i < named { // the others are extremes
				for w := range ways {
					pooled[w].merge(&records[w])
				}
			}
		}
		fmt.Fprintln(out)
	}
	writeBins(out, pooled)
	return nil
}

// writeRecords writes the rows of one kind of service.
func writeRecords(out *bufio.Writer, name string, records []record) {
	first := records[0]
	fmt.Fprintf(out, "| %s | came true | %.4f ± %.4f | %.4f ± %.4f | %+.2f |\n", name,
		first.fell.mean(), first.fell.error(), first.rose.mean(), first.rose.error(), first.found.mean())
	for w, r := range records {
		fmt.Fprintf(out, "| | %s | %.4f (%+.0f%%) | %.4f (%+.0f%%) | %+.2f ± %.2f |\n", ways[w].name,
			r.falls.mean(), 100*(r.falls.mean()/r.fell.mean()-1), r.rises.mean(), 100*(r.rises.mean()/r.rose.mean()-1),
			r.score.mean(), r.score.error())
	}
}

// writeBins writes how often ratings said to be the same were.
func writeBins(out *bufio.Writer, pooled []record) {
	fmt.Fprintf(out, "The first %d kinds and both designs together, \"the same\": said, true (and by how many standard errors more):\n\n", named)
	fmt.Fprintln(out, "| | of | below .5 | .5-.65 | .65-.8 | .8-.9 | .9-.97 | .97-1 |\n| --- | --- | --- | --- | --- | --- | --- | --- |")
	for w, r := range pooled {
		for of, bins := range r.bins {
			if of == 0 && w > 0 { // a question's chances are the same in every way
				continue
			}
			fmt.Fprintf(out, "| %s | %s |", ways[w].name, rated[of])
			for _, b := range bins {
				if b.said.n == 0 {
					fmt.Fprint(out, " |")
					continue
				}
				fmt.Fprintf(out, " %.3f, %.3f (%+.1f) |", b.said.mean(), b.right.mean(), b.off())
			}
			fmt.Fprintln(out)
		}
	}
}
