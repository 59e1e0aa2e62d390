// What the page's program has in the place of a module that finds methods by reflection, for
// the sake of which the linker would keep every method of every type.
module github.com/tiendc/go-deepcopy

go 1.26
