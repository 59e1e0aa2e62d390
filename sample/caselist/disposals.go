package caselist

import "slices"

// Disposals are the categories that the texts of a disposal column are read as. A
// rule set may have others; a text of a list is then read as one that is written
// like it.
func Disposals() []string { return slices.Clone(tables[Disposal].categories) }
