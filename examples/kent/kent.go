// Package kent holds the example that onecase demo uses: the published results
// of the 2021 inspection of youth justice work in Kent, and a synthetic case
// list of the published shape. No real case is in it.
package kent

import "embed"

// Files holds cases.csv, cases.xlsx, judgements.csv and kent.toml. The README
// beside them says what is published and what is made up.
//
//go:generate go run ./generate
//go:embed cases.csv cases.xlsx judgements.csv kent.toml
var Files embed.FS

// AsOf is the day from which the eligible starts are counted back, and Seed the
// seed of the example's draw; the synthetic judgements are of the cases that
// this seed selects.
const (
	AsOf = "2021-06-21"
	Seed = "2021-06-21"
)
