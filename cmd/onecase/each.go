package main

// each is what a function makes of each entry of a list; nil for an empty one.
func each[T, U any](list []T, of func(T) U) []U {
	var made []U
	for _, entry := range list {
		made = append(made, of(entry))
	}
	return made
}
