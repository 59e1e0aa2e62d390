// Checking a draw: it is done again from its record and list, and compared.

// isPublic tells a public copy from a record.
const isPublic = (file) => file != null && /"onecase-public-record"/.test(new TextDecoder().decode(file.bytes));

const checking = {
  // drawn draws again, with files of the sample as it now stands, whose names end so: an empty grid, or the filled one with
  // rows for the cases that came in.
  async drawn(now, filled = null) {
    const { record, list: cases, stem: name } = records, rules = records.cases?.rules, file = (of) => name + "." + of.replace(".", now + ".");
    const grid = filled ? { words: ["--grid", filled.name], files: pairs(filled) } : grids.of(file("judgements.xlsx"), rules);
    const words = ["verify", record.name, cases.name, "--sample", file("sample.xlsx"), ...(cases.name === list.file?.name ? drawing.kept() : []), ...ruleSets.repeated(rules),
      ...grid.words, ...asking.words(file("letter.docx")), ...(recorded(record)?.assignments ? ["--sheets", file("week.xlsx")] : [])];
    const files = [...pairs(record, cases), ...grid.files];
    return { words, files, result: await program.show(words, files, "Drawing again") };
  },

  async check() {
    const place = byId("check-result");
    await arrived();
    const { record, list: cases } = records;
    if (isPublic(record)) return this.checkPublic(place, record);
    if (record && records.problem) { records.tell(); return; }
    if (!record || !cases) {
      show(place, box("note", "Two files are needed", el("p", {}, "Choose the record and the list first.")));
      return;
    }
    if (record.name === cases.name) {
      show(place, box("note", "The two files have the same name", el("p", {}, "Give one of them another name and choose it again.")));
      return;
    }
    await attempt(place, async () => {
      const { words, files, result } = await this.drawn("-now");
      if (!result.stdout) { show(place, failed(result)); return; }
      const v = JSON.parse(result.stdout);
      if (v.verified) {
        say("Verified");
        records.known = changesOf(record);
        week.files(true);
        show(place, box("good", "Verified", el("p", {}, "The list, the design and the seed ", el("code", {}, v.seed), " give just this sample."),
          el("p", {}, "The record holds one draw" + (v.extended.length ? ", and " + count(v.extended.reduce((n, e) => n + e.added, 0), "case") + " added later" : "") + ". " + (v.replaced.length ? count(v.replaced.length, "case") + " could not be used: see below." : "No case was replaced.")),
          el("p", { class: "action" }, [...result.written].map(([file, bytes]) => saver("Save " + file, file, bytes)), " The sample as it now stands, with " + (grids.asks(records.cases?.rules) ? "its empty grid, " : "") + "the letter that asks for its files and, once it is shared out, who reads what.")));
      } else {
        say(result.document.title);
        show(place, box("wrong", result.document.title));
      }
      place.append(...laidOut(result.document).flat(Infinity).filter(Boolean));
      const alone = ["verify", record.name, cases.name, ...ruleSets.repeated(records.cases?.rules)]; // its report names no file that a button has yet to save
      place.append(...[warnings(result.warnings), saved(stem(record.name) + ".check", alone, pairs(record, cases), result.stdout), command(words)].flat(Infinity).filter(Boolean));
    });
  },

  // checkPublic checks a public copy, which needs no list.
  checkPublic(place, record) {
    return attempt(place, async () => {
      const words = ["verify", record.name], files = pairs(record);
      const result = await program.show(words, files, "Drawing again from the counts");
      if (!result.stdout) { show(place, failed(result)); return; }
      const v = JSON.parse(result.stdout);
      say(v.verified ? "Verified" : "Not verified");
      show(place, v.verified ? box("good", "Verified, as far as a public copy can be") : box("wrong", "Not verified: " + count(v.differences.length, "difference")),
        ...[laidOut(result.document), warnings(result.warnings), saved(stem(record.name) + ".check", words, files, result.stdout), command(words)].flat(Infinity).filter(Boolean));
    });
  },

  // publish writes the public copy of the record.
  async publish() {
    const place = byId("check-result");
    await attempt(place, async () => {
      const { record } = records;
      if (!record) { show(place, box("note", "A file is needed", el("p", {}, "Choose the record first."))); return; }
      const words = ["record", record.name, "--public", "--output", records.stem + ".public.json"];
      const result = await program.show(words, pairs(record), "Writing the public copy");
      if (!result.stdout) { show(place, failed(result)); return; }
      say("The public copy is ready");
      const small = result.warnings.find((w) => w.code === "small-cells"), others = result.warnings.filter((w) => w !== small);
      show(place, box("good", small ? "The copy without cases is ready, for those who check the draw" : "The public copy is ready, for anyone",
        el("p", {}, "With it the draw can be checked, here and without the list."), small ? el("p", {}, sentence(messageOf(small)) + " So it is not for everybody: give it to those who check the draw, and publish its last seal alone.") : null,
        el("p", { class: "action" }, [...result.written].map(([file, bytes]) => saver("Save " + file, file, bytes, "main")))),
      warnings(others), folded("What it has, and what it has not", laidOut(result.document)), command(words));
    });
  },
};

function startCheck() {
  startRecords();
  byId("check-settings").addEventListener("submit", (event) => { event.preventDefault(); checking.check(); });
  byId("publish").addEventListener("click", () => checking.publish());
}
