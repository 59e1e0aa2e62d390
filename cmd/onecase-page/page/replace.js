// A selected case that cannot be read: what becomes of it, for the record.

const POLICIES = [["replace", "a reserve takes its place"], ["failed", "it stays and counts as not met"], ["not-assessable", "it leaves the sample, and nobody takes its place"]];

const replacing = {
  offer() {
    const { cases } = records;
    const needed = isPublic(records.record) ? "This is a public copy, which has no cases: it can be checked, and all else needs the record." : records.problem ? "This record cannot be used: " + records.problem + "." : "Choose the record first.";
    const result = el("div", { id: "replace-result" });
    remade(byId("replace-part"), el("h2", {}, "A case cannot be read?"),
      el("p", {}, "What is done about it is added to the record. No entry of a record is ever changed."),
      cases ? this.form(cases, result) : el("p", { class: "empty" }, needed), result);
  },

  form(cases, result) {
    return el("form", { class: "fields", id: "replace-form", onsubmit: (event) => { event.preventDefault(); this.replace(result); } },
      el("p", {}, el("label", { for: "replace-case" }, "Case"),
        el("select", { id: "replace-case", "data-flag": "case" }, cases.groups.map((g) =>
          el("optgroup", { label: groupName(g.group) }, g.sample.map((id) => el("option", { value: id }, id)))))),
      el("p", {}, el("label", { for: "replace-reason" }, "Why it cannot be read"),
        el("input", { id: "replace-reason", "data-flag": "reason", autocomplete: "off", required: true, "aria-describedby": "replace-reason-help" }),
        el("small", { id: "replace-reason-help" }, "For the record, such as “file restricted”. No names.")),
      el("p", {}, el("label", { for: "replace-policy" }, "What becomes of it"), choice({ id: "replace-policy" }, POLICIES)),
      this.gridField(),
      el("p", { class: "action" }, el("button", { id: "replace" }, "Add to the record")));
  },

  // gridField takes the filled grid, in which the reserve gets the row of the case.
  gridField() {
    const names = el("small", { id: "replace-grid-name" }), input = el("input", { type: "file", class: "unseen", id: "replace-grid", "data-flag": "grid", accept: ".xlsx,.csv", "aria-describedby": "replace-grid-name" });
    const place = el("p", { class: "drop" }, input, el("label", { for: "replace-grid", class: "button" }, "Choose the filled grid"), " ", names);
    taker(input, place, ([file]) => grids.use(file));
    this.named = () => show(names, grids.filled
      ? [grids.filled.name + ": the reserve gets the row, and what was entered is kept. ", el("button", { type: "button", class: "plain", onclick: () => grids.use(null) }, "do without")]
      : "If answers are in already: the reserve gets the row, and what was entered is kept.");
    this.named();
    return place;
  },

  named() {}, // says which grid is changed, once there is a form

  async replace(place) {
    await attempt(place, async () => {
      const { record, cases, list: listed, stem: name } = records, { filled } = grids;
      const policy = byId("replace-policy").value;
      const made = (id, of) => name + "." + safeName(id.replace(/[^\w-]+/g, "_")) + of, id = byId("replace-case").value;
      let words = ["replace", record.name, ...(listed ? [listed.name] : []), "--case", id, "--reason", byId("replace-reason").value.trim()];
      if (policy !== "replace") words.push("--policy", policy);
      words.push("--output", name + ".sample.xlsx");
      const grid = policy === "replace" && !filled ? grids.of(made(id, ".judgements.xlsx"), cases.rules) : { words: [], files: [] };
      if (grid.words.length) words.push(...ruleSets.repeated(cases.rules), ...grid.words);
      if (policy === "replace") {
        if (!grid.words.length) words.push(...ruleSets.repeated(cases.rules));
        words.push(...asking.words(made(id, ".letter.docx")));
      }
      if (filled) words.push("--grid", filled.name, ...(words.includes("--rules") ? [] : ruleSets.repeated(cases.rules)));
      const files = [...pairs(record, listed, filled), ...grid.files];
      const result = await program.run([...words, "--format", "json"], files, "Replacing the case");
      if (result.code !== 0) { show(place, failed(result)); return; }
      const r = JSON.parse(result.stdout);
      // The grid and the letter are for the case that takes the place, and have its name.
      const ofOne = [".judgements.xlsx", ".letter.docx"], own = r.by ? ofOne.map((ending) => made(r.by, ending)) : [];
      const renamed = (word) => own[ofOne.findIndex((ending) => word === made(id, ending))] ?? word;
      words = words.map(renamed);
      result.written = new Map([...result.written].map(([file, bytes]) => [renamed(file), bytes]));
      byId("replace-form").reset();
      if (filled && result.written.has(filled.name)) grids.updated(filled.name, result.written.get(filled.name));
      await records.updated(record.name, result.written.get(record.name));
      this.show(byId("replace-result"), r, result, words, files, own);
    });
  },

  show(place, r, result, words, files, own) {
    const done = r.by ? "Case " + r.by + " takes the place of " + r.case : r.policy === "failed" ? "Case " + r.case + " stays and counts as not met" : "Case " + r.case + " leaves the sample";
    const written = [...result.written], ofOne = (file) => own.includes(file);
    say(done);
    show(place, box("good", done,
      alike(r),
      el("p", {}, count(r.sample, "case") + " in the sample of " + groupName(r.group).toLowerCase() + ", " + count(r.reserves_left, "reserve") + " left."),
      el("p", {}, r.effect),
      r.grid?.kept ? el("p", {}, "What was entered of " + r.case + " is kept in " + r.grid.kept + ".") : null,
      r.reader ? el("p", {}, r.reader + (r.with ? " reads it with " + r.with : " reads it") + (r.order ? " as number " + r.order : "") + (r.day ? ", on day " + r.day + (r.date ? ", " + r.date : "") + ", or next if that day is over" : "") + ".") : null,
      el("p", {}, "Keep these in the place of the earlier ones:"),
      el("p", { class: "action" }, saversOf(new Map(written.filter(([file]) => !ofOne(file))))),
      written.some(([file]) => ofOne(file)) ? [el("p", {}, "For case " + r.by + " alone, unless the week’s files are made again: " + (written.some(([file]) => ofOne(file) && file.endsWith(".xlsx")) ? "its row, to go into the grid in the place of that of " + r.case + ", and " : "") + "the letter for its file."),
        el("p", { class: "action" }, saversOf(new Map(written.filter(([file]) => ofOne(file)))))] : null,
      recorded(records.record)?.assignments ? el("p", { class: "action" }, el("button", { type: "button", onclick: () => byId("week-files").scrollIntoView() }, "Go to the week’s files, to make them again")) : null),
    warnings(result.warnings), saved(stem(r.record) + "." + safeName(r.case), words, files, result.stdout), command(words));
  },
};

// alike says in which variables the two cases are of one category, and in which they are not.
function alike({ shared, differ }) {
  const titled = (names) => listed(names.map((v) => ROLES[v]?.toLowerCase() ?? v));
  if (!shared.length && !differ.length) return null;
  return el("p", {}, "They are " + (shared.length ? "alike in " + titled(shared) + (differ.length ? ", not in " + titled(differ) : "") : "not alike in " + titled(differ)) + "."
    + (differ.length ? " Of the reserves it keeps the whole sample nearest to its shares; one more like the case may not." : ""));
}
