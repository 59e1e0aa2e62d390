package stats

import "math"

// Infinite stands in place of a population's size when it has none that is
// known: the sample is then treated as binomial.
const Infinite = 0

// MaxPopulation is the largest population the package takes. The product of
// two counts up to it fits an int64, which keeps differences of such products
// exact.
const MaxPopulation = math.MaxInt32
