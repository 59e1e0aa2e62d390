// Package sample plans and draws samples of cases that match their population,
// and keeps a record from which anyone can repeat the draw.
package sample
