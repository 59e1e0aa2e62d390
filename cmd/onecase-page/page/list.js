// Step 1: the list, what was recognised in it, and what is to be put right.

const list = {
  file: null,
  look: null, // its header and the roles there are
  columns: new Map(), // role to header, as the user corrected it
  meanings: new Map(), // ROLE:TEXT to category
  skip: false,
  plan: null, // the last plan that was made of it, step 2; null where it cannot be made
  warnings: [], // of the last plan
  facts: null, // what was read of it, a plan without the user's design where theirs cannot be made

  // words are the flags that read the list.
  words() {
    const words = [];
    for (const [role, header] of this.columns) words.push("--column", role + "=" + header);
    for (const [text, category] of this.meanings) words.push("--category", text + "=" + category);
    const add = (flag, id) => { if (byId(id).value.trim()) words.push(flag, byId(id).value.trim()); };
    add("--as-of", "as-of");
    add("--rules", "list-rules");
    add("--sheet", "list-sheet");
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
    this.file = file;
    this.columns.clear();
    this.meanings.clear();
    this.skip = false;
    planning.forget();
    byId("list-sheet").value = "";
    byId("list-sheet-part").hidden = !/\.xls[xm]$/i.test(file.name);
    show(byId("draw-result"));
    await this.read();
  },

  // read reads the list and plans, which says how it was understood.
  async read() {
    if (!this.file) return;
    const place = byId("list-result");
    await attempt(place, async () => {
      this.look = await program.look(this.file, byId("list-sheet").value.trim(), [...this.columns].map(([role, header]) => role + "=" + header));
      const words = ["plan", this.file.name, ...this.words()];
      const design = planning.words();
      const result = await program.run([...words, ...design, "--format", "json"], pairs(this.file), "Reading the list");
      let read = result;
      this.warnings = result.warnings;
      this.plan = this.facts = result.code === 0 ? JSON.parse(result.stdout) : null;
      if (!this.plan && design.length) {
        // Where the list alone can be planned, what was asked for in step 2 is at fault.
        read = await program.run([...words, "--format", "json"], pairs(this.file), "Reading the list");
        if (read.code === 0) this.facts = JSON.parse(read.stdout);
      }
      if (this.facts) {
        show(place, this.summary(), warnings(read.warnings.filter(aboutList)), this.onward(), this.recognised(this.facts.recognised));
      } else this.trouble(place, result, read.problems);
      planning.show(result);
      drawing.offer();
    });
  },

  trouble(place, result, problems) {
    const found = problems.length
      ? problemList(problems,
        (text, category) => { this.meanings.set(text, category); this.read(); },
        () => { this.skip = true; this.read(); })
      : faulty(result);
    show(place, found, this.recognised(this.look.recognised));
    say(problems.length ? count(problems.length, "thing") + " to put right" : "The list could not be read");
  },

  summary() {
    const p = this.facts;
    const eligible = p.groups.reduce((n, g) => n + g.population, 0);
    const excluded = p.excluded.map((e) => e.count + " " + (REASONS[e.reason] ?? e.reason));
    say(p.list.name + " read: " + eligible + " eligible cases of " + p.list.rows + " rows");
    return box("good", p.list.name + ": " + count(eligible, "eligible case") + " of " + count(p.list.rows, "row"),
      el("p", {}, p.groups.map((g) => groupName(g.group) + ": " + g.population).join(". "), "."),
      excluded.length ? el("p", {}, "Left out: " + listed(excluded) + ".") : null,
      this.skip ? el("p", {}, "Rows with problems are left out. ", el("button", { type: "button", class: "plain", onclick: () => { this.skip = false; this.read(); } }, "Show them again")) : null,
      p.rules_why ? el("p", {}, p.rules_why) : null);
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
    const meanings = [...this.meanings].map(([text, category]) => el("li", {}, text.replace(":", " “") + "” means " + category + " ",
      el("button", { type: "button", class: "plain", onclick: () => { this.meanings.delete(text); this.read(); } }, "undo")));
    const few = ["id", "group", "gender", "disposal", "rosh", "safety", "start"];
    const roles = this.look.roles;
    return el("section", {}, el("h2", {}, "What was recognised"),
      el("p", {}, found.length ? "Correct a column here if it was taken for the wrong thing." : "Say which column is which, where it was not found out."),
      el("div", { class: "fields" }, roles.filter((r) => few.includes(r)).map(field)),
      folded("Other columns", el("p", {}, "Names and dates of birth serve to find a person who is in the list twice, and are kept nowhere."),
        el("div", { class: "fields" }, roles.filter((r) => !few.includes(r)).map(field))),
      meanings.length ? [el("h3", {}, "Texts you explained"), el("ul", {}, meanings)] : null);
  },

  onward() {
    return el("p", { class: "action" }, el("button", { type: "button", class: "main", onclick: () => go("plan") }, "Go on to the plan"));
  },
};

function startList() {
  taker(byId("list-file"), byId("panel-list"), ([file]) => list.open(file));
  byId("list-example").addEventListener("click", () => {
    byId("as-of").value = examples["as-of"];
    byId("seed").value = examples.seed;
    list.open(textFile("cases.csv", examples["cases.csv"]));
  });
  byId("list-settings").addEventListener("change", () => list.read());
  byId("list-settings").addEventListener("submit", (event) => event.preventDefault());
}
