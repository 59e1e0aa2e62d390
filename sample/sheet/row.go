package sheet

import "slices"

// A Row is one row of a Sheet below the header. A long list has millions of cells, so
// the texts of neighbouring rows are kept as one, and a Row knows where its own are.
type Row struct {
	Number int // its row number in the file, from 1
	block  *block
	first  int32 // its first cell, in the block
}

// NewRow is a row of its own with these cells.
func NewRow(number int, cells ...string) Row {
	var p packer
	p.add(number, cells, len(cells))
	return p.close(len(cells))[0]
}

// Cell is the text of a cell, trimmed; columns count from 0. It is "" where the row has
// no such column.
func (r Row) Cell(column int) string {
	if column >= r.block.width {
		return ""
	}
	return r.block.cell(int(r.first) + column)
}

// Cells returns all texts of the row, as many as the header has.
func (r Row) Cells() []string { return r.AppendCells(nil) }

// AppendCells appends all texts of the row to a slice, which it returns.
func (r Row) AppendCells(cells []string) []string {
	cells = slices.Grow(cells, r.block.width)
	for i := range r.block.width {
		cells = append(cells, r.Cell(i))
	}
	return cells
}

// Filled is the first column from the given one on whose cell has a text; -1 for none.
func (r Row) Filled(from int) int {
	for i := from; i < r.block.width; i++ {
		if r.Cell(i) != "" {
			return i
		}
	}
	return -1
}

// Equal says whether two rows have the same number and the same texts.
func (r Row) Equal(other Row) bool {
	return r.Number == other.Number && slices.Equal(r.Cells(), other.Cells())
}

// A block has the texts of some rows of equal width, one behind the other.
type block struct {
	width int
	text  string
	ends  []uint32 // where each cell's text ends
	// Long texts that may be shared are apart, and their cells are empty in text.
	longAt []uint32 // those cells, in order
	longOf []uint32 // the text of each, in long
	long   []string
}

func (b *block) cell(i int) string {
	start := uint32(0)
	if i > 0 {
		start = b.ends[i-1]
	}
	if end := b.ends[i]; end > start || b.long == nil {
		return b.text[start:end]
	}
	if at, ok := slices.BinarySearch(b.longAt, uint32(i)); ok {
		return b.long[b.longOf[at]]
	}
	return ""
}

// A packer makes rows and puts them in blocks.
type packer struct {
	rows []Row
	// shared says that texts come from a table of the file's, where one may stand for
	// many cells, so that the long ones are not copied.
	shared bool

	width  int    // of the widest row so far
	block  *block // open for more rows; nil for none
	filled int    // rows in it
	text   []byte
	ends   []uint32
	recent [64]uint32 // places in long, one more, by the look of the text
}

// Bounds on a block.
const (
	blockRows = 1024
	blockText = 1 << 20 // bytes, as far as whole rows go
	longText  = 12      // bytes of a text that is copied though it may be shared
)

// add keeps a row, at least as wide as given and as the rows before it.
func (p *packer) add(number int, cells []string, width int) {
	p.width = max(p.width, width, len(cells))
	if p.block != nil && (p.block.width != p.width || p.filled == blockRows || len(p.text) > blockText) {
		p.seal()
	}
	if p.block == nil {
		p.block, p.filled, p.text, p.ends = &block{width: p.width}, 0, p.text[:0], p.ends[:0]
	}
	p.rows = append(p.rows, Row{Number: number, block: p.block, first: int32(len(p.ends))})
	p.filled++
	for _, c := range cells {
		if p.shared && len(c) > longText {
			p.refer(c)
		} else {
			p.text = append(p.text, c...)
		}
		p.ends = append(p.ends, uint32(len(p.text)))
	}
	for range p.width - len(cells) {
		p.ends = append(p.ends, uint32(len(p.text)))
	}
}

// refer gives the next cell a text without a copy of it.
func (p *packer) refer(text string) {
	b := p.block
	slot := &p.recent[(len(text)+7*int(text[0])+31*int(text[len(text)-1]))%len(p.recent)]
	if n := int(*slot); n == 0 || n > len(b.long) || b.long[n-1] != text {
		b.long = append(b.long, text)
		*slot = uint32(len(b.long))
	}
	b.longAt, b.longOf = append(b.longAt, uint32(len(p.ends))), append(b.longOf, *slot-1)
}

// seal ends the open block.
func (p *packer) seal() {
	if p.block != nil {
		p.block.text, p.block.ends = string(p.text), slices.Clone(p.ends)
		p.block = nil
	}
}

// close ends the open block and returns all rows, each as wide as the widest and as the
// given width.
func (p *packer) close(width int) []Row {
	p.seal()
	p.width = max(p.width, width)
	if len(p.rows) > 0 && p.rows[0].block.width < p.width { // no later row is narrower than an earlier one
		p.rewrite(func(int, []string) {})
	}
	return p.rows
}

// rewrite lets change alter the cells of each row, by its place.
func (p *packer) rewrite(change func(i int, cells []string)) {
	p.seal()
	changed := packer{shared: p.shared, width: p.width, rows: make([]Row, 0, len(p.rows))}
	var cells []string
	for i, row := range p.rows {
		cells = row.AppendCells(cells[:0])
		change(i, cells)
		changed.add(row.Number, cells, p.width)
	}
	changed.seal()
	*p = changed
}
