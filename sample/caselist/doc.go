// Package caselist reads lists of cases as services send them, CSV files and
// Excel workbooks, and cleans them into frames that samples are drawn from.
//
// It assumes that a list has a header row and a row for each case, and little
// else: titles may stand above the header, a workbook may merge it from two
// rows, columns have any order and wording, dates and codes any of the usual
// forms. What it recognises it reports; what it does not recognise it refuses,
// with the row and what to do, and it never leaves a case out without a line
// that says so.
//
// Most callers want [sheet.ReadFile] with [Headers] and then [Clean]. Reading is
// apart from meaning: a [sheet.Sheet] is text, and other tables are read the same
// way.
//
// # From a list to a frame
//
//  1. [sheet.ReadFile] makes a [sheet.Sheet] of a file; [sheet.ReadOptions] has
//     [Headers], and the worksheet and the encoding where it would choose others.
//  2. [Clean] finds the column of each [Role], reads dates and codes, puts the
//     rows of one person together and leaves out what is not eligible.
//     [CleanOptions] has the groups and their windows, and what to take in place
//     of what would be recognised.
//  3. A [Result] has the frame, and accounts for every row: what was
//     [Recognised], each [Exclusion] with its [Reason], each [Merge].
//
// What keeps a list from being cleaned comes as [sheet.Problems], all of it at
// once. [FitGroups] says whether a list's groups can be told at all, before.
//
// # Names and dates of birth
//
// Names and dates of birth serve to find people who are in a list twice. They
// are in no result, problem or warning of [Clean]. [sheet.ReadFile] quotes a word
// of the file where it had to guess the encoding, and the beginning of a cell that
// is too long to be one.
package caselist
