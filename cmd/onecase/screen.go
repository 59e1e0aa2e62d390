package main

import (
	"io"
	"os"
	"runtime"
	"strconv"

	"golang.org/x/term"

	"onecase/cmd/onecase/internal/report"
)

// Lines are as wide as the terminal within these bounds, and widest elsewhere.
const (
	narrowest = 40
	widest    = 100
)

// screenOf describes the screen that text is written for. COLUMNS overrides the
// terminal's width. Only terminals get bold and dim; NO_COLOR (no-color.org) and
// TERM=dumb turn them off, and so do Windows consoles older than its Terminal.
func screenOf(w io.Writer) report.Screen {
	screen := report.Screen{Width: widest}
	f, ok := w.(*os.File)
	if !ok {
		return screen
	}
	columns := 0
	if term.IsTerminal(int(f.Fd())) {
		screen.Styled = os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb" &&
			(runtime.GOOS != "windows" || os.Getenv("WT_SESSION") != "")
		columns, _, _ = term.GetSize(int(f.Fd()))
	}
	if n, err := strconv.Atoi(os.Getenv("COLUMNS")); err == nil && n > 0 {
		columns = n
	}
	if columns > 0 {
		screen.Width = min(max(columns, narrowest), widest)
	}
	return screen
}
