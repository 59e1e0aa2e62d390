// Package discretion turns case judgements into ratings under a rule set and
// says how little it would take to change them.
//
// A rule set is one vintage of one inspectorate's published rules, kept as data
// ([LoadRules]). Judgements come from an inspection file, or from a table of
// answers or totals ([ParseInspection], [Inspection.AddJudgements]). [Assess] applies the
// rules: a percentage for each key question, the band it falls in, a rating for
// each standard, a score and an overall rating; and beside every rating the
// question that drives it, the fewest cases that would have to be judged
// differently to change it, and whether the published criteria open it to
// professional discretion.
//
// The package flags and explains. It never exercises discretion: a decision and
// its reason are always the panel's, and are kept beside the computed rating.
package discretion
