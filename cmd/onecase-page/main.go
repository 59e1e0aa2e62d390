// Command onecase-page builds the web page: the command onecase, compiled to
// WebAssembly, with a face for people who do not use a terminal, as one HTML
// file that needs no server, no network and no installation.
//
//	go run ./cmd/onecase-page -o onecase.html
//
// The page has 7.9 MB and at most 8, most of it the program, compressed and written two bytes
// to a character of UTF-16; slim.go says what the program is built without. The time until it
// is ready goes into unpacking and compiling that, and into what its packages set up before
// it begins; TestPageIsQuick in browsertest prints the times of this and of each step.
//
// The forms of the page are made of the flags of the command, and show the document
// that the command's report has. What the page leaves to the command stands in
// page/lacks.txt, with the reasons, and at the foot of the page.
//
// The tests in browsertest drive the page in Chromium, and in Firefox where it
// is installed. They compare what it saves with what the command writes, look
// for requests, and take pictures for people to look at:
//
//	cd browsertest && go test -pictures /tmp/pictures
//	cd browsertest && go test -run TestPicture -pictures ../../../.github
//
// Every number on the page comes from the command, run in the browser on files
// that the page holds in memory, so that its results are the command's own. The
// page's Content-Security-Policy forbids every connection; what is opened in it
// stays in it, but for what the user saves: files of results, and the work as a
// whole, from which the page goes on. The same source and the same version of Go make the same page,
// byte for byte.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
)

func main() {
	output := flag.String("o", "onecase.html", "the `FILE` to write")
	force := flag.Bool("force", false, "overwrite the file if it exists")
	flag.Parse()
	if flag.NArg() > 0 {
		fmt.Fprintf(os.Stderr, "onecase-page: %q is not understood: the page's name goes after -o\n", flag.Arg(0))
		os.Exit(2)
	}
	size, err := write(*output, *force)
	if err != nil {
		fmt.Fprintf(os.Stderr, "onecase-page: %v\n", err)
		os.Exit(1)
	}
	fmt.Printf("%s: %.1f MB. Open it in a browser; it needs nothing else.\n", *output, float64(size)/1e6)
}

// write builds the page and writes it to path, and not over a file that exists
// unless told to. It returns the page's size in bytes.
func write(path string, force bool) (size int, err error) {
	if _, err := os.Lstat(path); err == nil && !force {
		return 0, fmt.Errorf("%s exists: give another name with -o, or -force to overwrite it", path)
	}
	program, glue, err := compile()
	if err != nil {
		return 0, err
	}
	text, err := assemble(program, glue)
	if err != nil {
		return 0, err
	}
	page := inUTF16(text)
	mode := os.O_WRONLY | os.O_CREATE | os.O_TRUNC
	if !force {
		mode |= os.O_EXCL
	}
	f, err := os.OpenFile(path, mode, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return 0, fmt.Errorf("%s exists: give another name with -o, or -force to overwrite it", path)
	}
	if err != nil {
		return 0, err
	}
	_, err = f.Write(page)
	return len(page), errors.Join(err, f.Close())
}
