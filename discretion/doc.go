// Package discretion turns case judgements into ratings under a rule set and
// says how little it would take to change them.
//
// A rule set is one vintage of one inspectorate's published rules, kept as data
// ([rules.Load]). Judgements come from an inspection file, or from a table of
// answers or totals ([ParseInspection], [Inspection.AddJudgements]). [Assess] applies the
// rules: a percentage for each key question, the band it falls in, a rating for
// each standard, a score and an overall rating; and beside every rating the
// question that drives it, the fewest cases that would have to be judged
// differently to change it, and whether the published criteria open it to
// professional discretion.
//
// The calls that most work needs:
//
//   - Rules: [rules.Load] for those shipped or a file, [rules.Set.Check] against
//     themselves.
//   - Results: [ParseInspection], or [NewInspection] with
//     [Inspection.AddJudgements]; [Inspection.UseRecord] takes the populations
//     from the record of a draw.
//   - Ratings: [Assess].
//   - What if? [Inspection.Clone], then [Inspection.Set] or [Inspection.Flip],
//     and Assess again.
//   - How sure is a rating? Robust of package [onecase/discretion/predict], had every
//     eligible case been read.
//   - How sure is a percentage? [Inspection.Estimate].
//   - Several services: [Pool]. Two inspections of one service: Compare of package
//     predict.
//   - Before fieldwork: NewOutlookPlan of package predict.
//
// The package flags and explains. It never exercises discretion: a decision and
// its reason are always the panel's, and are kept beside the computed rating.
package discretion
