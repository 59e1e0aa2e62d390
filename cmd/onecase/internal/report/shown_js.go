package report

// A Shown is a block for a web page that lays it out itself.
type Shown struct {
	Kind    string `json:"kind"`
	Content any    `json:"content"` // the block; of a derivation, its steps as [ShownStep]
}

// A ShownStep is a step of a derivation in lines.
type ShownStep struct {
	Title string   `json:"title"`
	Lines []string `json:"lines"`
}

// Shown is the document's blocks, in their order.
func (d Document) Shown() []Shown {
	shown := make([]Shown, len(d.Blocks))
	for i, b := range d.Blocks {
		shown[i] = Shown{b.kind(), b}
		steps, ok := b.(Derivation)
		if !ok {
			continue
		}
		lines := make([]ShownStep, len(steps))
		for k, s := range steps {
			lines[k] = ShownStep{s.Title, s.lines()}
		}
		shown[i].Content = lines
	}
	return shown
}
