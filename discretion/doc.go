// Package discretion turns case judgements into ratings under a rule set and
// says how little it would take to change them.
//
// A rule set is one vintage of one inspectorate's published rules, kept as data
// in package rules. Judgements come from an inspection file, or from a table of
// answers or totals. [Assess] applies the rules: a percentage for each key
// question, the band it falls in, a rating for each standard, a score and an
// overall rating; and beside every rating the question that drives it, the fewest
// cases that would have to be judged differently to change it, and whether the
// published criteria open it to professional discretion.
//
// The calls that most work needs:
//
//   - Rules: [rules.Load] for those shipped or a file, [rules.Set.Check] against
//     themselves, [rules.Set.Design] and [rules.Set.Cleaning] for a sample.
//   - Results: [Open] for files; [ParseInspection] for a text, or [NewInspection]
//     with [Inspection.AddJudgements]; [Inspection.UseRecord] takes the
//     populations from the record of a draw.
//   - Ratings: [Assess].
//   - What if? [Inspection.Clone], then [Inspection.Set] or [Inspection.Flip],
//     and Assess again.
//   - How sure is a percentage? [Inspection.Estimate].
//   - Do two readings agree? [Agree].
//   - Several services: [Pool].
//
// How sure a rating is, what fieldwork may find and how two inspections differ
// are in package predict.
//
// The package flags and explains. It never exercises discretion: a decision and
// its reason are always the panel's, and are kept beside the computed rating.
package discretion
