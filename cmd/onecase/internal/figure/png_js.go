package figure

import "errors"

// PNG fails: a web page draws SVG by itself, and painters of pixels are a large part of a program.
func (Drawing) PNG() ([]byte, error) {
	return nil, errors.New("in a web page figures are .svg: the command writes .png as well")
}
