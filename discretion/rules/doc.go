// Package rules reads the published rules of inspectorates, as data: who is
// sampled, what is asked of each case, how answers become bands, ratings and an
// overall rating, and when a rating is open to discretion.
//
// [Load] gives a shipped rule set or one from a TOML file; [Set.Check] holds it
// against itself. A [Scale] places counts in bands, in whole numbers; a [Rater]
// makes ratings and a score of bands. The README of package discretion describes
// the language.
package rules
