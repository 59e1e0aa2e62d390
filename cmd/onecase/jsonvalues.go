package main

import (
	"bytes"
	"encoding/json"
	"strconv"

	"onecase/discretion/predict"
	"onecase/discretion/rules"
	"onecase/stats"
)

// unlessEmpty is text for JSON: null where it is not known.
func unlessEmpty[T ~string](text T) *T {
	if text == "" {
		return nil
	}
	return &text
}

// unlessZero is a number for JSON: null where 0 says that it is not known.
func unlessZero(n int) *int {
	if n == 0 {
		return nil
	}
	return &n
}

// notNull is a copy of a slice that is never null in JSON.
func notNull[T any](s []T) []T { return append([]T{}, s...) }

// populationOrNull is a population for JSON.
func populationOrNull(population int) *int {
	if population == stats.Infinite {
		return nil
	}
	return &population
}

// chances is an object with a chance for each rating, in their order.
type chances struct {
	rules  *rules.Set
	chance []float64
}

func chancesOf(rules *rules.Set, chance []float64) *chances {
	if chance == nil {
		return nil
	}
	return &chances{rules, chance}
}

// MarshalJSON writes {"inadequate": 0.5, ...}.
func (c chances) MarshalJSON() ([]byte, error) {
	return object(len(c.chance), func(i int) (string, any) { return c.rules.Ratings[i].ID, c.chance[i] })
}

// bounds is an object with the least and the greatest chance of each rating.
type bounds struct {
	rules *rules.Set
	bound []predict.Bound
}

// MarshalJSON writes {"inadequate": {"low": 0.1, "high": 0.4}, ...}.
func (b bounds) MarshalJSON() ([]byte, error) {
	type lowHigh struct {
		Low  float64 `json:"low"`
		High float64 `json:"high"`
	}
	return object(len(b.bound), func(i int) (string, any) { return b.rules.Ratings[i].ID, lowHigh(b.bound[i]) })
}

// scoreChances is an object with a chance for each score.
type scoreChances []predict.ScoreChance

// MarshalJSON writes {"17": 0.1, ...}.
func (s scoreChances) MarshalJSON() ([]byte, error) {
	return object(len(s), func(i int) (string, any) { return strconv.Itoa(s[i].Score), s[i].Chance })
}

// object writes an object whose keys keep their order.
func object(n int, entry func(i int) (key string, value any)) ([]byte, error) {
	var out bytes.Buffer
	for i := range n {
		key, value := entry(i)
		name, err := json.Marshal(key)
		if err != nil {
			return nil, err
		}
		text, err := json.Marshal(value)
		if err != nil {
			return nil, err
		}
		out.WriteByte("{,"[min(i, 1)])
		out.Write(name)
		out.WriteByte(':')
		out.Write(text)
	}
	if n == 0 {
		out.WriteByte('{')
	}
	out.WriteByte('}')
	return out.Bytes(), nil
}

// A leftOutResult is what a comparison or a pool leaves out, and why.
type leftOutResult struct {
	ID  string `json:"id"`
	Why string `json:"why"`
}
