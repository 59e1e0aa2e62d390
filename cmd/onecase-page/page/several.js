// Several inspections: two of one service compared, or the units of a region pooled.

const INSPECTION = { files: true, accept: ".toml,.csv,.xlsx,.xlsm,.txt,.json" };

// inspected are the names of what is inspected among files, each an inspection file or
// a table of judgements that no inspection file names.
function inspected(files) {
  const told = files.filter((f) => /\.toml$/i.test(f.name));
  const texts = told.map((f) => new TextDecoder().decode(f.bytes)).join("\n");
  return [...told, ...files.filter((f) => !/\.(toml|json)$/i.test(f.name) && !texts.includes(JSON.stringify(f.name)))].map((f) => f.name);
}

// recordsOf are the flags that give tables the records of their draws, of those that were chosen with them: each is of the
// table all of whose cases are in its sample.
async function recordsOf(files, tables) {
  const words = [], left = tables.map((name) => files.find((f) => f.name === name));
  for (const record of files.filter(isRecord)) {
    for (const table of left) {
      const { code, stdout } = await program.run(["progress", table.name, "--record", record.name, ...ruleSets.repeated(recorded(record)?.rules), "--format", "json"], pairs(table, record), "Comparing with the records");
      if (code !== 0 || JSON.parse(stdout).findings.some((f) => f.kind === "not-sampled")) continue;
      words.push("--record", table.name + "=" + record.name);
      left.splice(left.indexOf(table), 1);
      break;
    }
  }
  return words;
}

// ratedBy are the rules that tables can be taken under, or that each of their columns is a question.
function ratedBy() { return [...rulesNamed(), ["none", "none: each column is a question"]]; }

const SEVERAL = [
  {
    verb: "compare", heading: "Before and after", button: "Compare", label: "Comparing",
    about: "For each question: the difference, with its limits. For each standard: the chance that reading every eligible case would show a better, the same or a worse rating.",
    fields: [["@before", "Choose the earlier inspection", { ...INSPECTION, help: "An inspection file, or a table of judgements.", drops: "record-before" }], ["@after", "Choose the later one", { ...INSPECTION, help: "The same service, under the same rules.", drops: "record-after" }],
      ["rules", "Rules", ratedBy, "A table of judgements names none: choose here those that it is rated by, or that each column is a question."], ["record-before", "Record of the earlier draw", "file"], ["record-after", "Record of the later draw", "file"], ["confidence", "Confidence of the limits, %", { ...DECIMAL, placeholder: "80, or as the rules say" }]],
    begin: (s) => {
      const [before, after] = ["@before", "@after"].map((of) => inspected(s.files.get(of) ?? []));
      if (!before[0] || !after[0]) return { lacks: "Choose both inspections first" };
      if (before[0] === after[0]) return { lacks: "The two files have the same name: give one of them another and choose it again" };
      return { words: [before[0], after[0]], files: [] };
    },
    name: (s) => stem(inspected(s.files.get("@after"))[0]) + ".compared",
  },
  {
    verb: "pool", heading: "A region", button: "Take them together", label: "Taking them together",
    about: "For each question: the share in all units together with its limits, the share of each unit, and how often units would be as far apart by chance alone.",
    fields: [["@units", "Choose the inspections", { ...INSPECTION, help: "Two or more at once, under the same rules: inspection files, or tables of judgements with the records of their draws." }], ["rules", "Rules", ratedBy, "A table of judgements names none: choose here those that it is rated by, or that each column is a question: those of the same name are one."], ["weights", "A unit counts", { placeholder: "as many cases as it has; or: equal", autocomplete: "off" }],
      ["confidence", "Confidence of the limits, %", { ...DECIMAL, placeholder: "80, or as the rules say" }]],
    begin: async (s) => {
      const files = s.files.get("@units") ?? [], words = inspected(files);
      if (words.length < 2) return { lacks: "Choose two inspections or more, all at once" };
      return { words: [...words, ...await recordsOf(files, words.filter((name) => !/\.toml$/i.test(name) && !s.value("record").includes(name + "=")))], files: [] };
    },
    name: "region",
  },
];

function startSeveral() {
  show(byId("several"), SEVERAL.map((s) => el("section", {}, el("h2", {}, s.heading), el("p", {}, s.about), ask(s))));
}
