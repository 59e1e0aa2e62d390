package figure

const noteLine = 13 // each line of a note

// Note is a text below figures, for what has to be known wherever they are shown.
func Note(title, text string) Drawing {
	lines := wrapped(plain(text), label, pageWidth)
	return Drawing{Title: title, Description: text, height: noteLine * float64(len(lines)), paint: func(p *pen) {
		for i, line := range lines {
			p.text(0, 10+noteLine*float64(i), line, label)
		}
	}}
}
