package sample

// A Sheet is a table of text as it stood in a file: one header row and the
// rows below it. Readers make it (package caselist reads CSV and XLSX); what
// the cells mean is decided later.
type Sheet struct {
	File      string   // the file's name as the user gave it
	Name      string   // the worksheet's name; "" where the format has none
	SHA256    string   // of the file's bytes, lower-case hexadecimal
	HeaderRow int      // the header's row number in the file, from 1
	Header    []string // trimmed; as long as the widest row that was kept
	Rows      []Row
}

// A Row is one row of a Sheet below the header.
type Row struct {
	Number int      // its row number in the file, from 1
	Cells  []string // trimmed; as many as the header has
}
