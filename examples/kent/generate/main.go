// Command generate makes the synthetic files of the Kent example: the case list
// as CSV and as a workbook, and case-level judgements whose totals are the
// published ones. It always makes the same files.
//
//	cd examples/kent && go run ./generate
package main

import (
	"fmt"
	"os"

	"onecase/examples/kent"
)

func main() {
	if err := generate("."); err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1)
	}
}

// files makes each file's content.
func files() (map[string][]byte, error) {
	cases := makeList()
	list, err := listCSV(cases)
	if err != nil {
		return nil, err
	}
	book, err := listXLSX(cases)
	if err != nil {
		return nil, err
	}
	inspection, err := kent.Files.ReadFile("kent.toml")
	if err != nil {
		return nil, err
	}
	judgements, err := makeJudgements(list, inspection)
	if err != nil {
		return nil, err
	}
	return map[string][]byte{"cases.csv": list, "cases.xlsx": book, "judgements.csv": judgements}, nil
}

func generate(dir string) error {
	made, err := files()
	if err != nil {
		return err
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	for name, content := range made {
		if err := root.WriteFile(name, content, 0o644); err != nil {
			return err
		}
	}
	return nil
}
