// Step 1: the list, what was recognised in it, and what is to be put right.

const list = {
  file: null,
  reading: null, // a file that says how lists are read
  look: null, // its header and the roles there are
  columns: new Map(), // role to header, as the user corrected it
  meanings: new Map(), // ROLE:TEXT to category
  keep: new Set(), // of unlike rows of a case, those that are right
  aside: new Set(), // rows that are no cases: 149,150 or 149-160
  groupBy: "", // the header whose texts are the groups
  skip: false,
  plan: null, // the last plan that was made of it, step 2; null where it cannot be made
  warnings: [], // of the last plan
  needs: null, // the roles that its rules need, null where they are not known
  note: "", // what is to be known of rules that are a template
  asks: true, // whether the rules have questions for the grid
  ruled: null, // its rules, null for none
  letGo: [], // what was said for the list before, and does not hold for it
  facts: null, // what was read of it, a plan without the user's design where theirs cannot be made

  get files() { return pairs(this.file, this.reading); },

  // words are the flags that read the list.
  words() {
    const words = this.reading ? ["--reading", this.reading.name] : [];
    for (const [role, header] of this.columns) words.push("--column", role + "=" + header);
    for (const [text, category] of this.meanings) words.push("--category", text + "=" + category);
    for (const row of this.keep) words.push("--keep-row", row);
    for (const rows of this.aside) words.push("--skip-rows", rows);
    const add = (flag, id) => { if (byId(id).value.trim()) words.push(flag, byId(id).value.trim()); };
    add("--as-of", "as-of");
    add("--rules", "list-rules");
    add("--sheet", "list-sheet");
    add("--encoding", "list-encoding");
    if (this.groupBy) words.push("--group-by", this.groupBy);
    if (this.skip) words.push("--skip-problems");
    return words;
  },

  async open(file) {
    const elsewhere = misplaced(file);
    if (elsewhere) {
      show(byId("list-result"), elsewhere);
      say("This file belongs elsewhere");
      return;
    }
    this.letGo = this.file && this.file.name !== file.name ? this.forgetDraw() : [];
    this.file = file;
    for (const said of [this.columns, this.meanings, this.keep, this.aside]) said.clear();
    this.skip = false;
    this.groupBy = "";
    planning.forget();
    committing.take(null);
    byId("list-sheet").value = byId("list-encoding").value = "";
    byId("list-sheet-part").hidden = !/\.xls[xm]$/i.test(file.name);
    byId("list-encoding-part").hidden = !byId("list-sheet-part").hidden;
    drawing.made = null;
    show(byId("draw-said"));
    show(byId("draw-result"));
    show(byId("keep-fields"));
    await this.read();
  },

  // forgetDraw lets go of what is of one list's draw alone, and says of what: the next list has its own.
  forgetDraw() {
    const gone = [["total", "the number of cases"], ["seed", "the seed"], ["questions", "the questions"], ["service", "the service"], ["files-by", "the day by which files are wanted"]].filter(([id]) => byId(id).value.trim());
    for (const [id] of gone) byId(id).value = "";
    if (grids.questions) gone.push(["", "the file of questions"]);
    grids.take(null);
    return gone.map(([, what]) => what);
  },

  // readAs takes a file that says how lists are read, null for none.
  async readAs(file) {
    this.reading = file;
    show(byId("reading-result"), file && el("p", {}, "Lists are read as " + file.name + " says. ", el("button", { type: "button", class: "plain", onclick: () => this.readAs(null) }, "Do without it")));
    return this.read();
  },

  // saveReading is a button that saves how the list is read, for the next one like it.
  saveReading() {
    const name = stem(this.file.name) + ".reading.toml";
    return el("p", { class: "action" }, saver("Save how this list is read", name, async () =>
      (await program.run(["plan", this.file.name, ...this.words(), ...planning.readingWords(), "--save-reading", name], this.files, "Writing the file")).written.get(name)),
    " For the next list like it.");
  },

  // named says beside the button which list is open.
  named() { byId("list-file-name").textContent = this.file ? this.file.name + " is open." : "or drop the file here."; },

  // read reads the list and plans, which says how it was understood: true if that went through.
  read() {
    if (!this.file) return;
    this.named();
    touched();
    return this.again();
  },

  again: latest(async (superseded) => {
    const place = byId("list-result");
    const read = await attempt(place, () => list.readOnce(place, superseded), () => list.read());
    if (read) return read;
    list.plan = list.facts = null;
    show(place, place.firstElementChild);
    planning.unread();
    drawing.offer();
    return read;
  }),

  async readOnce(place, superseded) {
    this.look = await program.look(this.file, byId("list-sheet").value.trim(), [...[...this.columns].map(([role, header]) => role + "=" + header), ...this.aside]);
    const words = ["plan", this.file.name, ...this.words()];
    const design = planning.words();
    const result = await program.run([...words, ...design, "--format", "json"], this.files, "Reading the list");
    let read = result;
    if (superseded()) return true;
    this.warnings = result.warnings;
    this.plan = this.facts = result.code === 0 ? JSON.parse(result.stdout) : null;
    if (!this.plan && design.length) {
      // Where the list alone can be planned, what was asked for in step 2 is at fault.
      read = await program.run([...words, "--format", "json"], this.files, "Reading the list");
      if (read.code === 0) this.facts = JSON.parse(read.stdout);
    }
    const rules = this.ruled = this.facts && this.facts.rules !== "none" ? await program.rules(ruleSets.reference(this.facts.rules)) : null;
    this.needs = this.facts && neededBy(rules);
    this.undated = rules && !(rules.groups ?? []).some((g) => g.window);
    this.note = /placeholder/i.test(rules?.note) ? rules.name + ": " + rules.note : "";
    await planning.weigh(this.plan, rules);
    if (superseded()) return true;
    this.asks = !rules || rules.rated.length > 0;
    if (this.facts) {
      show(place, this.summary(), warnings(read.warnings.filter((w) => aboutList(w) && !this.ownOf(w).length), 1), this.ownTexts(read.warnings), this.onward(), this.recognised(this.facts.recognised));
    } else this.trouble(place, result, read.problems);
    planning.show(result);
    drawing.offer();
    return true;
  },

  trouble(place, result, problems) {
    const heads = this.look.header.map((h) => h.toLowerCase());
    if (["question", "answer"].every((h) => heads.includes(h))) {
      const { file } = this;
      show(place, box("note", file.name + " looks like a table of answers, and not like a list of cases", el("p", { class: "action" }, el("button", { type: "button", class: "main", onclick: () => { judgements.take([file]); go("rate"); } }, "Take it to step 4"))), folded("Read as a list", problems.length ? corrections(problems) : faulty(result), this.recognised(this.look.recognised)));
      say("This file belongs elsewhere");
      return;
    }
    const found = problems.length
      ? problemList(problems, (said) => this.answer(said), () => { this.skip = true; this.read(); })
      : faulty(result);
    show(place, found, this.recognised(this.look.recognised));
    say(problems.length ? count(questionsOf(problems).filter((q) => !ofRules(q)).length, "question") + " about this list" : "The list could not be read");
  },

  // answer takes what the user says to a question, and goes to the next.
  async answer({ text, means, keep, aside, role, header }) {
    if (text) this.meanings.set(text, means);
    if (keep) this.keep.add(keep);
    if (aside) this.aside.add(aside);
    if (role) this.columns.set(role, header);
    await this.read();
    byId("list-result").querySelector(".asked :is(select, button), .main")?.focus();
  },

  summary() {
    const p = this.facts, matched = [...new Set(p.groups.flatMap((g) => g.match.map((m) => m.variable)))];
    const eligible = p.groups.reduce((n, g) => n + g.population, 0);
    const excluded = p.excluded.map((e) => count(e.count, "row") + " " + (REASONS[e.reason] ?? e.reason));
    say(p.list.name + " read: " + eligible + " eligible cases of " + p.list.rows + " rows");
    return box("good", p.list.name + ": " + count(eligible, "eligible case") + " of " + count(p.list.rows, "row"),
      el("p", {}, p.groups.map((g) => groupName(g.group) + ": " + g.population).join(". "), "."),
      excluded.length ? el("p", {}, "Left out: " + listed(excluded) + ".") : null,
      this.leftOut(p),
      this.letGo?.length ? el("p", {}, "Of the list before, " + listed(this.letGo) + " " + (this.letGo.length > 1 ? "were" : "was") + " not taken over.") : null,
      this.skip ? el("p", {}, "Rows with problems are left out. ", el("button", { type: "button", class: "plain", onclick: () => { this.skip = false; this.read(); } }, "Show them again")) : null,
      this.note ? el("p", {}, el("strong", {}, this.note)) : null,
      p.rules_why ? el("p", {}, rulesInWords(p.rules_why)) : p.rules !== "none" ? el("p", {}, "Rules: " + rulesInWords(p.rules).replace(/^“(.*)”$/, "$1") + ".", p.as_of && this.undated ? " They set no dates: " + (p.recognised.some((r) => r.role === "start") ? "only cases that start after the inspection are left out." : "with no column of start dates, no case is left out for when it started.") : "") : null,
      p.rules_why && p.rules !== "none" ? el("p", {}, "If the list is not of youth justice: ", otherWork("plain"), ".") : null,
      this.asks ? null : el("p", {}, "These rules have no questions that are answered case by case: the panel judges each standard directly. To get a grid for the cases, write questions of your own in step 3."),
      el("p", {}, matched.length ? "The sample is matched on " + listed(matched.map((v) => ROLES[v]?.toLowerCase() ?? v)) + "." : "The sample is matched on nothing."),
      this.unused(p, matched));
  },

  // ownOf are the categories that a warning says are the list's own, of the variables that are matched on.
  ownOf(w) {
    if (w.code !== "own-category") return [];
    const of = w.options[0].value.split(":")[0], suggested = w.options.map((o) => o.value.split("=").at(-1));
    const names = [...new Set(this.facts.groups.flatMap((g) => g.match.filter((m) => m.variable === of).map((m) => m.category)))];
    const own = names.filter((name) => messageOf(w).includes(`"${name}"`));
    const known = [...new Set([...names, ...suggested, "unknown"])].filter((name) => !own.includes(name));
    return own.map((name) => ({ of, name, known }));
  },

  // ownTexts asks what they mean.
  ownTexts(all) {
    const found = all.flatMap((w) => this.ownOf(w));
    if (!found.length) return null;
    const ask = ({ of, name, known }) => {
      const text = of + ":" + name, id = "meaning-" + text;
      return el("p", {}, el("label", { for: id }, ROLES[of] ?? of, " “", name, "”"),
        choice({ id, onchange: (e) => e.target.value && this.answer({ text, means: e.target.value }) },
          [["", "a category of its own"], ...known.map((c) => [c, "means " + (c === "unknown" ? "not known" : categoryName(c))])]));
    };
    return box("note", "Texts that are categories of their own", el("p", {}, "If one of them means the same as another category, say so; the others stay as they are."),
      el("div", { class: "fields" }, found.map(ask)));
  },

  // unused names the columns that nothing was taken from, each with a way to match on it.
  unused(p, matched) {
    const spare = p.recognised.filter((r) => ["team", "manager"].includes(r.role) && !matched.includes(r.header) && (p.rules === "none" || this.needs?.length === 0)).map((r) => r.header);
    const names = [...p.unused, ...spare].filter((name) => !matched.includes(name));
    if (!names.length) return null;
    const { bandable, matchable } = this.look;
    const way = (name) => {
      if (!bandable[name] && !matchable.includes(name)) return null;
      const label = bandable[name] ? "match on it in bands " + bandable[name].replaceAll(",", ", ") : "match on it";
      return el("button", { type: "button", class: "plain", "aria-label": label + ": " + name, "data-match": name, onclick: () => planning.matchOn(name, matched) }, label);
    };
    const line = (name) => el("li", {}, name, " ", way(name));
    return [el("p", {}, "Not used for matching:"), el("ul", { class: "unused" }, names.slice(0, 20).map(line)),
      names.length > 20 ? folded("And " + (names.length - 20) + " more", el("ul", {}, names.slice(20).map(line))) : null];
  },

  // leftOut lists the rows that are out for another reason than their dates, and what
  // that does to the shares of the categories.
  leftOut(p) {
    const rows = p.exclusions.filter((e) => !["outside-window", "not-started"].includes(e.reason));
    if (!rows.length) return null;
    const share = (s) => percent(s.before_share) + " → " + percent(s.after_share);
    return folded("Which rows are left out, and why",
      table("Left out", [">Row", "Case", "Why"], rows.map((e) => [String(e.row), e.id, sentence(e.detail || "A row " + (REASONS[e.reason] ?? e.reason))])),
      table("Shares of the categories, of all rows and of the eligible cases", ["Category", ...(p.groups.length > 1 ? ["Group"] : []), ">Share"],
        p.shares.map((s) => [capital(categoryName(s.variable + ":" + s.category)), ...(p.groups.length > 1 ? [groupName(s.group)] : []), share(s)])));
  },

  // recognised offers every role with the column that was taken for it.
  recognised(found) {
    if (!this.look?.header.length) return null;
    const headers = this.look.header.filter((h) => h !== "");
    const now = new Map(found.map((r) => [r.role, r.header]));
    const field = (role) => {
      const id = "column-" + role;
      const chosen = this.columns.get(role) ?? now.get(role) ?? "";
      return el("p", {}, el("label", { for: id }, ROLES[role] ?? role),
        choice({ id, onchange: (e) => { this.columns.set(role, e.target.value); this.read().then(() => byId(id)?.focus()); } },
          [["", "not in this list"], ...headers.map((h) => [h, h])], chosen));
    };
    const undo = (of, key, ...said) => el("li", {}, said, " ", el("button", { type: "button", class: "plain", "aria-label": "Undo: " + said.join(""), onclick: () => { of.delete(key); this.read(); } }, "undo"));
    const answers = [
      ...[...this.meanings].map(([text, category]) => undo(this.meanings, text, text.replace(/^[^:]*:/, (role) => (ROLES[role.slice(0, -1)] ?? role.slice(0, -1)) + " “"), "” means ", categoryName(category))),
      ...[...this.keep].map((row) => undo(this.keep, row, "Row ", row, " is right")),
      ...[...this.aside].map((rows) => undo(this.aside, rows, /^\d+$/.test(rows) ? "Row " : "Rows ", rows.replaceAll(",", ", "), " set aside")),
    ];
    const roles = this.look.roles, needs = this.needs ?? ["group", "gender", "disposal", "rosh", "safety"];
    const few = ["id", "group", "gender", "disposal", "rosh", "safety", "start"].filter((role) => ["id", "start"].includes(role) || now.has(role) || this.columns.has(role) || needs.includes(role));
    return el("section", {}, el("h2", {}, "What was recognised"),
      el("p", {}, found.length ? "Correct a column here if it was taken for the wrong thing." : "Say which column is which, where it was not found out."),
      el("div", { class: "fields headers" }, roles.filter((r) => few.includes(r)).map(field)),
      folded("Other columns", el("p", {}, "Names and dates of birth serve to find a person who is in the list twice, and are kept nowhere."),
        el("div", { class: "fields headers" }, roles.filter((r) => !few.includes(r)).map(field),
          this.ruled && this.ruled.groups?.length === 1 && !this.groupBy ? el("p", {}, "Under these rules all cases of the list are one group. Where each of several areas or services is to have a sample of its own, make a list of each, and draw from each by itself.")
            : el("p", {}, el("label", { for: "group-by" }, "A group for each text of"), choice({ id: "group-by", "data-flag": "group-by", onchange: (e) => { this.groupBy = e.target.value; this.read(); } },
            [["", this.facts?.rules === "none" ? "none: one group" : "as the rules say"], ...headers.map((h) => [h, h])], this.groupBy)))),
      folded("Rows that are no cases", el("p", {}, "Totals, headings and notes are found and set aside. Name others by their row numbers, also what stands above the row of headings if that was not found."),
        el("p", { class: "short" }, el("label", { for: "skip-rows" }, "Rows"), el("input", { id: "skip-rows", "data-flag": "skip-rows", autocomplete: "off", placeholder: "such as 149,150 or 149-160",
          onchange: (e) => e.target.value.trim() && this.answer({ aside: e.target.value.replaceAll(" ", "") }) }))),
      answers.length ? [el("h3", {}, "What you said"), el("ul", {}, answers)] : null,
      this.facts ? this.saveReading() : null);
  },

  onward() {
    return el("p", { class: "action" }, el("button", { type: "button", class: "main", onclick: () => go("plan") }, "Go on to the plan"));
  },
};

// neededBy are the roles that rules need of a list, beside the case and its start: for its groups and its matching.
function neededBy(rules) {
  const groups = rules?.groups ?? [];
  return [...(rules?.match ?? []), ...(groups.length > 1 ? ["group"] : []), ...(groups.some((g) => g.disposals?.length) ? ["disposal"] : [])];
}

// otherWork has buttons for a list that is not of the work that was guessed.
function otherWork(kind) {
  const take = (rules) => () => { byId("list-rules").value = rules; planning.ungroup(); list.read(); };
  const adults = ruleSets.known.find(([id]) => id === ADULTS);
  return [adults && [el("button", { type: "button", class: kind, onclick: take(ADULTS) }, "Adults on probation: " + adults[1]), kind === "plain" ? ", or " : " "],
    el("button", { type: "button", class: kind, onclick: take("none") }, "Read it without rules")];
}

// ADULTS is the latest rule set for adults on probation.
const ADULTS = "hmip-pdu-2023";

function startList() {
  taker(byId("list-file"), byId("panel-list"), async ([file]) => { await list.open(file); reveal(byId("list-result")); });
  taker(byId("reading-file"), byId("reading-part"), ([file]) => list.readAs(file));
  byId("list-example").addEventListener("click", () => attempt(byId("list-result"), async () => {
    const example = await program.example();
    byId("as-of").value = example.as_of;
    byId("seed").value = example.seed;
    const before = work.unsaved;
    list.open(textFile("cases.csv", example.list));
    work.unsaved = before; // an example is nobody's work
  }));
  byId("list-rules").addEventListener("change", () => { planning.ungroup(); list.groupBy = ""; });
  byId("list-settings").addEventListener("change", () => list.read());
  byId("list-settings").addEventListener("submit", (event) => event.preventDefault());
}
