package main

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"onecase/sample"
)

// Every flag of a list has its key in the file, and comes back as it was.
func TestReadingFileHasEveryFlag(t *testing.T) {
	texts := map[string]string{"column": "id=Case = no", "category": "Our level:a=b:=high", "bands": "Age=1-2,3+", "keep-row": "6",
		"skip-rows": "3-5,9", "skip-problems": "true", "include": "K:1:why", "as-of": "2021-06-21"}
	var o listOptions
	var declared flagSet
	o.bind(&declared)
	for _, f := range o.flags {
		text, ok := texts[f.name]
		if !ok {
			text = "some text"
		}
		var file readingFile
		file.set(f.name, text)
		if diff := cmp.Diff([]sample.Option{{Name: f.name, Value: text}}, file.options()); diff != "" {
			t.Errorf("--%s: %s", f.name, diff)
		}
	}
}
