package stats

import (
	"math/big"
	"strconv"
)

// decimal returns x as the fraction that its shortest decimal stands for. It
// is exact where people write decimals: 0.05 is 1/20. x is finite.
func decimal(x float64) *big.Rat {
	r, _ := new(big.Rat).SetString(strconv.FormatFloat(x, 'g', -1, 64))
	return r
}

// wholePart returns floor(x k), exactly, for a decimal x >= 0 and k >= 0 where
// the result fits an int64.
func wholePart(x *big.Rat, k int64) int64 {
	product := new(big.Int).Mul(x.Num(), big.NewInt(k))
	return product.Quo(product, x.Denom()).Int64()
}
