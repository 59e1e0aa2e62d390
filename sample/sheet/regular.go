package sheet

import (
	"errors"
	"os"
)

// OpenRegular opens a file that has an end. A folder, a device or a pipe is refused
// before it is opened, which could wait for ever.
func OpenRegular(name string) (*os.File, error) {
	info, err := os.Stat(name)
	switch {
	case err != nil:
		return nil, err
	case info.IsDir():
		return nil, errors.New("this is a folder: give the name of a file in it")
	case !info.Mode().IsRegular():
		return nil, errors.New("this is a device or a pipe: save what it gives in a file first")
	}
	return os.Open(name)
}
