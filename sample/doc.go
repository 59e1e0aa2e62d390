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
// # The calls follow the work
//
//  1. A [Frame] holds the eligible cases; package caselist makes one of a list.
//  2. A [Design] says how many cases, matched on what and under which caps;
//     [DefaultDesign] is the published one.
//  3. [NewPlan] says how many cases of each group, and what a sample could say
//     about every category, before a case is chosen.
//  4. [Plan.Draw] selects them with a seed; [MakeSeed] makes one up.
//  5. [NewRecord] and [Record.Write] write down all that repeats the draw.
//
// A [GroupDraw] is what a draw did to a group. Later [ReadRecord] reads the record
// and [Record.Verify] repeats the draw. [Record.Replace] deals with a case that
// cannot be used, [Record.Extend] makes the sample larger, and [Record.Status]
// says who is in it after both. [Record.Reread] draws cases of it to be read twice. No entry of a record is ever changed.
//
// # What a draw promises
//
// [GroupDraw.Balance] compares the sample with its population, and each group's
// [Inclusion] has the chance of every case. [GroupDraw.Variance] and
// [GroupDraw.JointChance] follow from the design, not from simulation, and say
// where they cannot be had.
//
// # What it does not do
//
// The package does not know files. What is wrong with a frame comes as
// [onecase/sample/sheet.Problems], all at once. Records hold ids and categories,
// no names and no dates of birth. A [Plan] and a [Record] are values: verifying
// writes nothing into a record, and many draws may be made from one plan.
package sample
