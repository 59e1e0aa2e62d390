// Package sample plans samples of cases that match their population, draws them
// and keeps a record from which anyone can repeat the draw.
//
// Its opinion: a sample that has to stand up to challenge is drawn by published
// rules from a published list, and every case has a stated chance. So the draw
// matches all variables at once and still gives each case the same chance, n/N;
// everything random comes from one text, the seed; and the order of the list
// decides nothing. The README beside this file specifies the draw so that it can
// be written again in another language.
//
// The calls follow the work: [NewPlan] says how many cases of each group, and
// what a sample could say about every category. [Plan.Draw] selects them.
// [NewRecord] writes down all that repeats the draw; [ReadRecord] reads it,
// [Record.Verify] repeats it, [Record.Replace] deals with a case that cannot be
// used and [Record.Extend] makes the sample larger.
//
// What is most often set is in [Design]: the confidence and margin, sizes of groups,
// caps and least numbers; [DefaultDesign] is the published one. What a draw did is
// in [GroupDraw]; who was read in the end, after replacements, in [Record.Status].
//
// A [Frame] is what package caselist makes of a list. The package does not know
// files, and its records hold ids and categories, no names and no dates of birth.
package sample
