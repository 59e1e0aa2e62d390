"""Writes openpyxl.xlsx. See README.md. All people in it are made up."""
from datetime import date, datetime
from openpyxl import Workbook
from openpyxl.styles import Font

book = Workbook()
notes = book.active
notes.title = "Guidance"
notes["A1"] = "Please complete every column."
notes["A2"] = "Return by Friday."

sheet = book.create_sheet("Long list")
sheet["A1"] = "Long list of cases (made up)"
sheet["A1"].font = Font(bold=True, size=16)
sheet.merge_cells("A1:I1")
sheet["A2"] = "As of"
sheet["B2"] = date(2021, 6, 21)
sheet.append([])
sheet.append(["Case ID", "CRN", "Family name", "First name(s)", "Date of birth", "Gender",
              "Case/sentence type [RO, YRO, DTO, YC, YCC, CR]",
              "Risk of Serious Harm [RoSH] Classification",
              "Date of sentence or release on licence", "Count"])
rows = [
    ("00123", "X1", "Alder", "Ann", date(2005, 4, 3), "F", "RO", "RLRH", date(2020, 12, 31), "dd/mm/yyyy"),
    ("00124", "X2", "Birch", "Ben", date(2004, 3, 4), "M", "YRO", "RMRH", date(2020, 4, 3), "mm/dd/yyyy"),
    ("00125", "X3", "Cedar", "Cy", date(2004, 3, 5), "M", "DTO", "RHRH", date(2020, 3, 4), "mmm-yy"),
    ("00126", "X4", "Dogwood", "Di", date(2004, 3, 6), "F", "YC", "RVRH", datetime(2020, 10, 1, 9, 30), "dd/mm/yyyy hh:mm"),
    ("00127", "X5", "Elm", "Ed", date(2004, 3, 7), "M", "YCC", "RLRH", "31/12/2020", "General"),
    None,
    ("00128", "X6", "Fir", "Flo", date(2004, 3, 8), "F", "CR", "RLRH", 44196, "General"),
    ("00129", "X7", "Gum", "Guy", date(2004, 3, 9), "M", "CR", "RLRH", date(2020, 11, 30), "[$-809]d\\ mmmm\\ yyyy;@"),
]
for number, row in enumerate(rows, start=5):
    if row is None:
        continue
    *cells, number_format = row
    for column, value in enumerate(cells, start=1):
        sheet.cell(number, column, value)
    sheet.cell(number, 9).number_format = number_format
    sheet.cell(number, 10, f"=ROW()-4")
sheet.cell(13, 1, 130).number_format = "00000"
for column, value in enumerate(["X8", "Holly", "Hal", date(2004, 3, 10), "M", "RO", "RMRH", date(2020, 11, 29)], start=2):
    sheet.cell(13, column, value)
for number in range(14, 40):  # formatted and empty
    sheet.cell(number, 9).number_format = "dd/mm/yyyy"
book.save("openpyxl.xlsx")
