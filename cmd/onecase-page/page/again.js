// Reading twice: cases drawn for a second reading, and how far it agrees with the first.

const READINGS = { accept: ".csv,.xlsx,.xlsm,.txt", files: true };

const AGAIN = [
  {
    verb: "reread", heading: "Read some cases twice", button: "Draw a second reading", label: "Drawing the second reading",
    about: ["Cases of the sample for somebody else to read again, each with the same chance. ", el("span", { id: "again-grid" }), " Choose the record above first, and the list for the columns that help to find a file."],
    fields: [["cases", "How many cases", { ...NUMBER, placeholder: "such as 12" }], ["seed", "Seed", { placeholder: "made up if left empty" }],
      ["first", "Choose the first answers so far", { ...READINGS, help: "If some are in: the cases are then spread over few and many answers of no." }],
      ["readers", "Who may read again", { placeholder: "A, B, C; empty: the same ones" }]],
    placed: ["judgements"],
    begin: (s) => {
      if (!records.record) return { lacks: "Choose the record first" };
      if (!s.value("cases")) return { lacks: "Say how many cases" };
      const rules = records.cases?.rules, grid = grids.of(records.stem + ".second.xlsx", rules);
      const list = records.list ? [records.list] : [];
      return { words: [records.record.name, ...list.map((l) => l.name), ...grid.words, ...ruleSets.repeated(rules)], files: [records.record, ...list, ...grid.own] };
    },
    boxed: true,
    written: (files) => records.updated(records.record.name, files.get(records.record.name)),
    name: () => records.stem + ".second-reading",
  },
  {
    verb: "agree", heading: "Do the two readings agree?", button: "Compare the readings", label: "Comparing the readings",
    about: "How many answers are alike in both readings, how many would be by chance alone, and what so few cases can show. Also for each question, and what the findings would be if the second reading is the truth, or neither is.",
    fields: [["@first", "Choose the first reading", READINGS], ["@second", "Choose the second reading", { ...READINGS, help: "It may have the cases alone that were read twice. One workbook may hold both: the second on the sheet Second reading." }],
      ["record", "Choose the record", "file"], ["within", "Agreement beyond chance (kappa) to within", { placeholder: "0.1" }], ["confidence", "Confidence of the limits, %", { ...DECIMAL, placeholder: "as the rules or the plan say" }]],
    begin: (s) => {
      const [first, second] = ["@first", "@second"].map((of) => s.files.get(of)?.[0]);
      if (!first || !second && !/\.xlsx$/i.test(first.name)) return { lacks: "Choose both readings first" };
      if (!second) return { words: [first.name], files: [] };
      if (first.name === second.name) return { lacks: "The two files have the same name: give one of them another and choose it again" };
      return { words: [first.name, second.name], files: [] };
    },
    boxed: true, brief: "For each question, and for the methodologist",
    name: (s) => stem((s.files.get("@second") ?? s.files.get("@first"))[0].name) + ".agreement",
  },
];

function startAgain() {
  show(byId("again"), AGAIN.map((a) => el("section", {}, el("h2", {}, a.heading), el("p", {}, a.about), ask(a))));
}
