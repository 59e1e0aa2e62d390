// Package predict gives the chance of each rating: had every case been read, and
// before any case is read.
//
// A rating is about all eligible cases, not about those that were drawn. What
// matters is whether reading every case would give the same rating, and the package
// answers just that: it completes the population, or draws the sample, applies the
// rules to it and counts ratings. A confidence limit beside a boundary is no
// answer, least of all for the lowest of several questions.
//
// The calls that most work needs:
//
//   - After an inspection: [Robust] predicts the cases that were not read, or a
//     second reading of the same cases, and gives the chance of each rating.
//   - Before fieldwork: [NewOutlookPlan] or [OutlookPlanFrom] assume rates, and
//     [OutlookPlan.Outlook] gives the chances of what the sample will show.
//   - Two inspections: [Compare] gives the limits of each difference and the
//     chances of a better and a worse rating.
//   - One question: [Operating] is the operating characteristic of its bands.
//
// Each question alone is exact. Questions answered on the same cases move
// together; where those answers are known case by case, whole cases are predicted
// or drawn, and counted out or simulated. Where only totals are known, questions
// are taken as independent: the [Basis] says so, and bounds that hold for any
// dependence are given. A simulation states its standard error, and one seed gives
// one result on every machine.
//
// Chances rest on random sampling of each group and on the prior. They say
// nothing of cases that were kept out of the sample for a reason, of judgements
// that another inspector would not share (but see Agreement in [Options]), or of
// discretion, which is the panel's.
package predict
