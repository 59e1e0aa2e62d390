package main

import (
	_ "embed"
	"io"
)

// notices are the licences of all that the program is built with.
//
//go:embed notices.txt
var notices string

// A noticesResult is what notices prints as JSON.
type noticesResult struct {
	Notices string `json:"notices"` // the licences, as one text
}

func runNotices(c *call) error {
	if _, err := c.arguments(); err != nil {
		return err
	}
	if c.format == "json" {
		return c.show(noticesResult{notices}, nil)
	}
	// Every other format is the text itself.
	return c.put(func(w io.Writer) error {
		_, err := io.WriteString(w, notices)
		return err
	})
}
