// Package rulestest makes random rules of the whole rule language for tests, and has a second, plain
// implementation of the language to hold the first against: rules as they were written down, and
// fractions for figures.
package rulestest
