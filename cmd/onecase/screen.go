package main

import (
	"io"
	"os"
	"runtime"
	"strconv"

	"golang.org/x/term"

	"onecase/cmd/onecase/internal/report"
)

// Lines are as wide as the terminal within these bounds, and of the greater
// where the result does not go to one.
const (
	narrowest = 40
	widest    = 100
)

// screenOf tells what text is written for. COLUMNS goes before the terminal's own
// width. Bold and dim are for terminals alone; NO_COLOR (no-color.org) and
// TERM=dumb turn them off, and consoles of Windows older than its Terminal do
// not know them.
func screenOf(w io.Writer) report.Screen {
	screen := report.Screen{Width: widest}
	f, ok := w.(*os.File)
	if !ok {
		return screen
	}
	columns := 0
	if term.IsTerminal(int(f.Fd())) {
		screen.Styled = os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb" && (runtime.GOOS != "windows" || os.Getenv("WT_SESSION") != "")
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
