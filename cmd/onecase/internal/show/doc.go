// Package show says results in words: the documents, workings, figures and sentences that
// people read, on a terminal, in a page, in Markdown and in a report.
//
// Each verb's result is shown by the function of the verb's name: [Plan], [Draw], [Verify],
// [Assign], [Progress], [Agree], [Rate], [Robust], [Outlook], [Estimate], [Compare], [Pool].
// They take what the libraries found, and a small struct where the verb knows more, such as
// [Written]; format and explain are those of the command line. What they give is a
// [report.Document], which package report lays out. A working stands in the file NAME_explain.go
// beside its document.
//
// What is said everywhere is worded once: standards, questions and groups in the words of their
// rules (names.go), numbers and percentages (numbers.go), chances (chances.go), and what a
// warning advises to do (remedy.go).
//
// The package reads and writes no file and knows no command line: where something is to be typed
// next, it is given the words.
package show
