// Sharing the sample out to readers and days.

const assigning = {
  settings: null, // of the form, with the files that were chosen

  // offer lays the part out; what was shared out stays where it is not anew.
  offer(anew = true) {
    const { cases } = records, result = (!anew && byId("assign-result")) || el("div", { id: "assign-result" });
    remade(byId("assign-part"), el("h2", {}, "Who reads what?"),
      el("p", {}, "The cases are shared out so that every reader’s pile matches the sample. Initials or numbers will do for names."),
      cases ? this.form(result) : el("p", { class: "empty" }, "Choose the record first."), result);
  },

  form(result) {
    const settings = new Settings("assign"), taken = this.settings?.files ?? [];
    this.settings = settings;
    const form = el("form", { class: "fields", id: "assign-form", onsubmit: (event) => { event.preventDefault(); this.assign(result, settings); } },
      el("p", {}, el("label", { for: "assign-names" }, "Readers, one a line"), el("textarea", { id: "assign-names", rows: 4, placeholder: "A\nB\nC, 20", "aria-describedby": "assign-names-help" }),
        el("small", { id: "assign-names-help" }, "After a comma: the most cases for this reader.")),
      settings.field(["readers", "Or choose a table of readers", { files: true, accept: ".csv,.xlsx,.xlsm,.txt", help: "Excel or CSV, with a column “reader” and, where needed, “capacity” (most cases), “days” (such as 1-3), “pair” (who reads along), “not-team” and “not-cases” (teams and cases that this reader may not read)." }]),
      settings.field(["days", "Number of days, if several", { ...NUMBER, max: 366 }]),
      settings.field(["dates", "Date of the first day, or of each", { placeholder: "such as 2026-12-07", help: "Of the first alone: Monday to Friday follow." }]),
      settings.field(["so-far", "If part is read: choose the grid as it stands", { files: true, accept: ".csv,.xlsx", help: "When a reader drops out: what is read stays with who read it, and the readers above are those who go on. The grid gets the new readers and days and keeps what was entered." }]),
      settings.field(["day", "With that grid: the last day that was read", { ...NUMBER, max: 366 }]),
      settings.field(["seed", "Seed", { help: "Left empty, one is made up." }]),
      el("p", { class: "action" }, el("button", { id: "assign" }, "Share out")));
    for (const [flag, files] of taken) settings.take(flag, files);
    return form;
  },

  // typed is a table of the readers that were typed in; null where there are none.
  typed() {
    const lines = byId("assign-names").value.split("\n").map((line) => line.trim()).filter(Boolean);
    const rows = lines.map((line) => /^(.*?)[,;\s]+(\d+)$/.exec(line)?.slice(1) ?? [line, ""]);
    return rows.length ? textFile("readers.csv", ["reader,capacity", ...rows.map(([name, most]) => JSON.stringify(name.replaceAll('"', "")) + "," + most)].join("\n") + "\n") : null;
  },

  async assign(place, settings) {
    await attempt(place, async () => {
      const [chosen] = settings.files.get("readers") ?? [], readers = chosen ?? this.typed();
      if (!readers) { show(place, box("note", "Type the readers in, or choose them")); return; }
      const { record, list: cases } = records, shares = records.stem + ".week.xlsx";
      const listed = cases ? [cases.name, ...(cases.name === list.file?.name ? drawing.kept() : []), ...ruleSets.repeated(records.cases.rules)] : [];
      const soFar = settings.files.get("so-far") ?? [];
      const words = ["assign", record.name, ...listed, ...(chosen ? [] : ["--readers", readers.name]), ...settings.words(), ...soFar.flatMap((grid) => ["--grid", grid.name]), "--output", shares];
      const files = pairs(record, ...(cases ? [cases] : []), readers, ...soFar);
      const result = await program.show(words, files, "Sharing out");
      if (result.code !== 0) { show(place, result.problems.length ? toCorrect(result.problems, undefined, "the readers") : failed(result)); return; }
      const r = JSON.parse(result.stdout);
      const seeded = words.includes("--seed") ? words : [...words, "--seed", r.seed];
      byId("assign-seed").value = r.seed;
      byId("assign-day").value = "";
      settings.drop("so-far");
      records.known = changesOf(record);
      week.files(true);
      await records.updated(record.name, result.written.get(record.name));
      for (const grid of soFar) grids.use({ name: grid.name, bytes: result.written.get(grid.name) });
      say(result.document.title);
      show(byId("assign-result"), box("good", result.document.title,
        el("p", {}, "Keep these in the place of the earlier ones:"),
        el("p", { class: "action" }, saversOf(result.written)),
        cases ? el("p", { class: "action" }, el("button", { type: "button", onclick: async () => { await checking.check(); byId("check-result").scrollIntoView(); } }, grids.asks(records.cases.rules) ? "Make the grid and the letter with these readers and days" : "Make the letter with these days")) : null),
      laidOut(result.document, "derivation"), warnings(result.warnings), saved(records.stem + ".assigned", seeded, files, result.stdout), command(seeded));
    });
  },
};
