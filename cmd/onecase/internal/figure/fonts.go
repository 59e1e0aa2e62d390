package figure

import (
	"codeberg.org/go-fonts/liberation/liberationsansbold"
	"codeberg.org/go-fonts/liberation/liberationsansregular"
)

// The font of the figures, as TrueType. The web page is built with another file in the place
// of this one, in which the letters have widths and no outlines: onecase-page's fonts.go.
var (
	regular = liberationsansregular.TTF
	bold    = liberationsansbold.TTF
)
