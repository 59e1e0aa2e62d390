package sheet

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"

	"onecase/stats"
	"onecase/stats/phrase"
)

// Bounds on what is read. They are far above any list of cases and keep a
// hostile file from using up the machine.
const (
	maxFile    = 64 << 20  // bytes of the file
	maxText    = 56 << 20  // bytes of the texts of all cells
	maxCells   = 16 << 20  // below the header, blank ones too
	maxRows    = 1_000_000 // rows below the header
	maxColumns = 1_000
	maxCell    = 32_767 // characters of one cell; Excel's own limit
)

// ReadOptions says how to read a file. The zero value reads most lists.
type ReadOptions struct {
	// Sheet is the worksheet of a workbook; "" is the first that holds a list,
	// with a row of headers and rows below it. Other files have none.
	Sheet string
	// Encoding is the character encoding of a CSV file, one of [Encodings];
	// "" is found from the file.
	Encoding string
	// Headers are the column headers that are known. The header row is the one
	// with the most of them.
	Headers Headers
	// NoHeader are rows of the file that are not the header, whatever they look like.
	NoHeader []RowRange
	// Values says that the numbers of a workbook are needed as they are and not only
	// as their format shows them; see [Sheet.Value].
	Values bool
	// Progress is told now and then how far reading has come, in rows of a
	// workbook or bytes of a CSV file; it must not take long. Nil for nobody.
	Progress func(done, total int)
}

// RowRange are rows of a file, First to Last.
type RowRange struct{ First, Last int }

// Has says whether a row is one of them.
func (r RowRange) Has(row int) bool { return r.First <= row && row <= r.Last }

// Headers tell the column headers of a kind of table from other texts. The zero
// value knows none: the header row is then the first with two different texts that is no line of bands, which leaves more
// than half of the columns blank.
type Headers struct {
	// Known says whether a text is a known header.
	Known func(text string) bool
	// Alone says whether a header means by itself what it means below a text that
	// is merged above it. Nil: never, and the two are put together.
	Alone func(above, header string) bool
	// Same says whether two texts are headers of one thing in other words, so that a row
	// of such texts is the header once more. Nil: none are.
	Same func(a, b string) bool
	// Aside are names of worksheets that go with a table of this kind and are none: one is
	// read if it is asked for, or if there is no other.
	Aside []string
}

func (h Headers) known(text string) bool { return h.Known != nil && h.Known(text) }

// told calls Progress for every thousandth row.
func (o ReadOptions) told(row, done, total int) {
	if o.Progress != nil && row%1000 == 0 && total > 0 {
		o.Progress(min(done, total), total)
	}
}

// ReadFile reads a CSV file or an Excel workbook (.xlsx, .xlsm), whichever the
// content is; folders, devices and pipes are refused. The error of a file that cannot be read says why and what to do;
// single rows that cannot be read are in the sheet's Problems.
func ReadFile(name string, opts ReadOptions) (*Sheet, error) {
	f, size, err := open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return read(f, size, name, opts)
}

// Contents is what a file holds that [ReadFile] would read; what it refuses to read is refused.
func Contents(name string) ([]byte, error) {
	f, size, err := open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var content bytes.Buffer
	content.Grow(int(min(size, maxFile)))
	err = copyWhole(&content, f, name)
	return content.Bytes(), err
}

// open opens a file and tells its size.
func open(name string) (f *os.File, size int64, err error) {
	if f, err = OpenRegular(name); err != nil {
		fix := stats.Remedy("")
		if pathErr, ok := errors.AsType[*fs.PathError](err); ok {
			err, fix = pathErr.Err, "check the name and the folder"
		}
		if errors.Is(err, fs.ErrNotExist) {
			err = errors.New("there is no such file")
		}
		return nil, 0, fileProblem(name, fix, "%v", err)
	}
	if info, err := f.Stat(); err == nil {
		size = info.Size()
	}
	return f, size, nil
}

// copyWhole copies what a file holds.
func copyWhole(to io.Writer, r io.Reader, name string) error {
	n, err := io.Copy(to, io.LimitReader(r, maxFile+1))
	switch {
	case err != nil:
		return fileProblem(name, "", "reading stopped: %v", err)
	case n > maxFile:
		return fileProblem(name, "save only the columns that are needed", "the file is larger than %d MB", maxFile>>20)
	}
	return nil
}

// Read is ReadFile for content that is already open; name is for messages.
func Read(r io.Reader, name string, opts ReadOptions) (*Sheet, error) {
	return read(r, 0, name, opts)
}

// read is Read for content of about so many bytes.
func read(r io.Reader, size int64, name string, opts ReadOptions) (*Sheet, error) {
	var content strings.Builder
	content.Grow(int(min(size, maxFile)))
	err := copyWhole(&content, r, name)
	if err != nil {
		return nil, err
	}
	data := content.String()
	if strings.TrimSpace(data) == "" {
		return nil, fileProblem(name, "save the list again", "the file is empty")
	}
	sum := make(chan string, 1)
	go func() { // beside the reading
		digest := sha256.New()
		io.Copy(digest, struct{ io.Reader }{strings.NewReader(data)}) // in pieces: a hash takes no text; it never fails
		sum <- hex.EncodeToString(digest.Sum(nil))
	}()
	b := newBuilder(name, opts.Headers)
	b.noHeader = opts.NoHeader
	switch {
	case strings.HasPrefix(data, "PK\x03\x04"), strings.HasPrefix(data, "PK\x05\x06"):
		err = readWorkbook(b, data, opts)
	case strings.HasPrefix(data, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
		err = fileProblem(name, "open it in Excel and save it as .xlsx without a password",
			"this is an old Excel workbook (.xls) or one with a password")
	case strings.HasPrefix(data, "%PDF-"):
		err = fileProblem(name, "ask for the list as an Excel or CSV file", "this is a PDF file")
	case strings.HasPrefix(data, "\x1f\x8b"), strings.HasPrefix(data, "7z\xbc\xaf"), strings.HasPrefix(data, "Rar!\x1a"):
		err = fileProblem(name, "unpack it and give the list in it", "this is a packed file")
	case isMarkup(data):
		err = fileProblem(name, "open it in Excel and save it as .xlsx", "this is a web page or XML under a spreadsheet's name")
	case opts.Sheet != "":
		err = fileProblem(name, stats.Advise("leave %v out", stats.Option{Name: "sheet"}),
			"there is no sheet %s: this is separated text, which has no sheets", phrase.Quote(opts.Sheet))
	default:
		err = readCSV(b, data, opts)
	}
	if err != nil {
		return nil, err
	}
	b.sheet.SHA256 = <-sum
	return b.finish()
}

// isMarkup says whether a file begins as HTML or XML does; some programs export
// tables as web pages named .xls.
func isMarkup(data string) bool {
	start := strings.ToLower(strings.TrimSpace(strings.TrimPrefix(data[:min(len(data), 100)], utf8BOM)))
	for _, tag := range []string{"<html", "<!doctype", "<table", "<?xml", "<meta"} {
		if strings.HasPrefix(start, tag) {
			return true
		}
	}
	return false
}

// fileProblem is the error of a file that cannot be read at all.
func fileProblem(file string, fix stats.Remedy, format string, args ...any) error {
	return Problems{{File: file, Message: fmt.Sprintf(format, args...), Fix: fix}}
}
