// Step 4, what is rated: files of judgements, or totals typed in, with what
// only the panel knows.

const judgements = {
  files: [], // as opened: tables, an inspection file, a record
  drawn: null, // the record of a draw that was made on this page
  typed: false, // totals are typed in
  settings: null, // how the files are read and rounded
  fixed: [], // the fields of the settings
  rulesId: "hmip-youth-2018",
  rules: null, // the rule set, for its questions and bands
  populations: new Map(), // group to eligible cases
  judged: new Map(), // standard to rating
  decided: new Map(), // standard to what the panel decided: { to, reason }
  entered: new Map(), // rules to what was typed in under them
  said: new Map(), // name of a table that was open to what the panel had said of it: { values, of }
  leftOut: "", // the record that was left out, as it is of other cases than the table
  totals: new Map(), // question to { yes, of } or, of answers with points, { levels: [[level, cases]] }

  find(...endings) { return this.files.find((f) => endings.some((e) => f.name.toLowerCase().endsWith(e))); },
  get inspection() { return this.find(".toml"); },
  get record() { return this.find(".json"); },
  get table() { return this.find(".csv", ".xlsx", ".xlsm", ".txt"); },

  async take(files) {
    const typed = this.typed;
    this.leftOut = "";
    if (files.some((f) => !isRecord(f))) {
      show(byId("rate-result")); // it is of the files before
      this.remember();
      if (!this.typed) show(byId("rate-settings")); // what the panel said of the ones before does not hold for these
      // A record stays for another table of the same sample; an inspection file has its own numbers.
      const whole = files.some((f) => f.name.toLowerCase().endsWith(".toml"));
      this.files = whole ? [] : this.files.filter((f) => f === this.record);
      this.typed = false;
    }
    for (const file of files) this.files = [...this.files.filter((f) => f.name !== file.name && !(isRecord(f) && isRecord(file))), file];
    if (this.drawn && !this.record && this.table?.name.startsWith(this.drawn.name.replace(/record\.json$/, "judgements"))) this.files.push(this.drawn); // its grid
    const fits = !this.record || !this.table || await this.fits(this.record);
    if (fits === null) return; // cancelled, and said so
    if (!fits) {
      this.leftOut = this.record.name;
      this.files = this.files.filter((f) => f !== this.record);
    }
    if (typed && !this.typed && !this.record) this.rulesId = ruleSets.reference((this.drawn && recorded(this.drawn)?.rules) ?? list.facts?.rules ?? this.rulesId); // those of what was typed in are not of a table
    if (this.record && !this.inspection) {
      const id = recorded(this.record)?.rules;
      if (id) this.rulesId = ruleSets.reference(id);
    }
    this.settle();
    // In the week's steps it takes the place of their grid only where it is of their record.
    if (this.table && this.table !== grids.filled && (!records.cases || await this.ofWeek())) grids.use(this.table);
    await this.begin();
  },

  // fits says whether the table has a case of a record's sample, null where that was cancelled; what cannot be told counts as fitting.
  async fits(record) {
    for (const rules of [ruleSets.repeated(recorded(record)?.rules), ["--rules", "none"]]) {
      const words = ["progress", this.table.name, "--record", record.name, ...rules, "--format", "json"];
      const result = await attempt(byId("rate-result"), () => program.run(words, pairs(this.table, record), "Comparing with the record"), () => this.begin());
      if (result === false) return null;
      if (!result || result.code === 0) return true;
      if (result.other_sample) return false;
    }
    return true;
  },

  // ofWeek says whether the table is of the record of the week's steps: of one draw with it, or with cases of it.
  async ofWeek() {
    const [week, own] = [records.record, this.record].map((file) => file && recorded(file)?.salt);
    return week && own ? week === own : this.fits(records.record);
  },

  // remember keeps what the panel said of the table that is open, for when that is opened again.
  remember() {
    const fields = [...byId("rate-settings").querySelectorAll("[data-judged], [data-decided], [data-reason]")].filter((field) => field.value !== "");
    if (this.table && fields.length) this.said.set(this.table.name, { values: Object.fromEntries(fields.map((field) => [field.id, field.value])), of: listed(this.files.map((f) => f.name)) });
  },

  // again offers what the panel said before of a table of this name.
  again() {
    const before = this.table && this.said.get(this.table.name);
    return before && el("p", {}, "What the panel said of " + before.of + " earlier on this page is kept. ", el("button", { type: "button", class: "plain", onclick: () => {
      this.said.delete(this.table.name);
      retype(byId("rate-settings"), before.values);
      this.offer();
      this.changed();
    } }, "Take it again"));
  },

  async type() {
    this.files = [];
    this.leftOut = "";
    this.typed = true;
    if (list.facts && list.facts.rules !== "none") this.rulesId = ruleSets.reference(list.facts.rules);
    else if (this.plain) this.rulesId = "hmip-youth-2018";
    this.settle();
    await this.begin();
  },

  // settle makes the fields that say how the files are read.
  settle() {
    this.named();
    this.settings = new Settings("rate");
    this.fixed = this.typed ? [] : [this.settings.field(["so-far", "Blank answers are not in yet: go on with those that are", "tick"]),
      this.settings.field(["alike-ids", "The same case may be written 3 here and 00003 there", "tick"])];
    this.fixed.push(this.settings.more("rate", ["rules", "record", "population", "judged", "so-far", "alike-ids", "set", "flip", "publish"]));
  },

  // plain says that no rules are used: each column of the table is a question.
  get plain() { return this.rulesId === "none" && !this.inspection; },

  // asColumns says that each column of the table is a question: without rules, or under rules that have none for cases.
  get asColumns() { return this.plain || Boolean(this.table && !this.inspection && this.rules?.rated.length === 0); },

  // begin offers the settings that these files leave open, and rates.
  async begin() {
    rating.forget();
    rating.parts = null;
    await attempt(byId("rate-result"), async () => {
      this.rules = this.plain ? null : await program.rules(this.rulesId);
      this.offer();
      if (this.typed) retype(byId("rate-settings"), this.entered.get(this.rulesId) ?? {});
      this.entered.delete(this.rulesId);
      if (byId("rate-rules")) byId("rate-rules").value = this.rulesId;
      this.gather();
      await rating.rate();
    }, () => this.begin());
  },

  // source is what a verb works on: the words that name it and the files they need.
  source(verb = "rate") {
    const words = [], files = [...this.files];
    if (this.inspection) words.push(this.inspection.name);
    else if (this.typed || (this.judged.size + this.decided.size && verb !== "estimate" && !this.asColumns)) {
      const made = textFile(this.made, this.inspectionText());
      files.push(made);
      words.push(made.name);
    } else words.push(this.table.name, "--rules", this.asColumns ? "none" : this.rulesId);
    if (this.record) words.push("--record", this.record.name);
    if (verb !== "estimate" && words[0] !== this.made) for (const [group, n] of this.populations) words.push("--population", group + "=" + n);
    words.push(...this.settings.words(READING[verb]));
    if (verb !== "rate") return { words, files: pairs(...files) };
    const listed = !this.settings.files.has("list") && listHas(this.record, this.settings.value("leave-out"));
    if (listed) words.push("--list", list.file.name);
    return { words, files: pairs(...files, ...this.settings.taken(), listed && list.file) };
  },

  // made is the name of the inspection file that holds what was typed in: that of the service, or of the table.
  get made() {
    const of = this.table ? stem(this.table.name) : safeName((byId("rate-service")?.value ?? "").trim().replace(/[^\p{L}\p{N}-]+/gu, "_"));
    return (of || "inspection") + ".toml";
  },

  // inspectionText writes what was typed in as an inspection file, with the table there is or without.
  inspectionText(table = this.table) {
    const text = JSON.stringify; // a string of JSON is one of TOML
    const lines = ["rules = " + text(this.rulesId)], said = (key, value) => { if (value) lines.push(key + " = " + text(value)); };
    // What step 1 and 3 have may be of another draw: the record says whose this is.
    said("service", this.record ? recorded(this.record)?.list?.service : byId("rate-service")?.value.trim());
    if (list.file && !this.record) said("date", byId("as-of").value);
    if (table) lines.push("judgements = " + text(table.name));
    for (const [group, n] of this.populations) lines.push("", `[groups.${text(group)}]`, "population = " + n);
    if (this.judged.size) lines.push("", "[judged]", ...[...this.judged].map(([id, rating]) => text(id) + " = " + text(rating)));
    for (const [id, { to, reason }] of this.decided) lines.push("", "[[discretion]]", "standard = " + text(id), "to = " + text(to), "reason = " + text(reason));
    for (const [id, { yes, of, levels }] of this.totals) {
      lines.push("", `[results.${text(id)}]`,
        ...(levels ? ["levels = { " + levels.map(([level, n]) => text(level) + " = " + n).join(", ") + " }"] : ["yes = " + yes, "of = " + of]));
    }
    return lines.join("\n") + "\n";
  },

  // ruleBy goes over to other rules. What was typed in under those before comes back with them.
  async ruleBy(id) {
    const entered = Object.entries(typedIn(byId("rate-settings"))).filter(([field, value]) => value !== "" && field !== "rate-rules");
    if (this.typed && id !== this.rulesId) this.entered.set(this.rulesId, Object.fromEntries(entered));
    this.rulesId = id;
    await this.begin();
  },

  // ready says whether there is something to rate.
  get ready() { return Boolean(this.inspection || this.table || (this.typed && (this.totals.size || this.judged.size))); },

  // named says beside the button which files are open.
  named() { byId("rate-files-name").textContent = this.files.length ? listed(this.files.map((f) => f.name)) + (this.files.length > 1 ? " are open." : " is open.") : "or drop the files here."; },

  offer() {
    this.named();
    const form = byId("rate-settings");
    form.hidden = !(this.inspection || this.table || this.typed);
    if (form.hidden || this.inspection) { remade(form, el("div", { class: "fields" }, this.fixed)); return; }
    const { groups, standards } = this.rules ?? { standards: [] };
    const judged = standards.filter((s) => s.judged);
    remade(form,
      el("div", { class: "fields" },
        el("p", { class: "wide-field" }, el("label", { for: "rate-rules" }, "Rules"),
          choice({ id: "rate-rules", onchange: (e) => this.ruleBy(e.target.value) },
            [...ruleSets.options(), ...(this.typed ? [] : [["none", "None: each column is a question"]])], this.rulesId)),
        this.record ? null : el("p", {}, el("label", { for: "rate-service" }, "Service inspected"), el("input", { id: "rate-service", autocomplete: "off" })),
        (this.record ? [] : groups ?? []).map((g) => el("p", {}, el("label", { for: "population-" + g.id }, "Eligible cases, " + g.name.toLowerCase()),
          el("input", { id: "population-" + g.id, type: "number", min: 1, placeholder: "not known", "data-population": g.id })))),
      this.asColumns && !this.plain ? el("p", {}, "These rules have no questions for the cases. So each column of the table is a question, its shares are shown without a rating, and the ratings are those that the panel gives below.") : null,
      this.drawnHere(),
      this.record ? el("p", {}, "The numbers of eligible cases are those of " + this.record.name + ". " + (!recorded(this.record)?.list?.service ? "It names no service: step 3 asks for the name, before the draw. " : ""),
        el("button", { type: "button", class: "plain", onclick: () => { this.files = this.files.filter((f) => f !== this.record); this.begin(); } }, "Do without this record")) : null,
      this.leftOut ? el("p", {}, this.table.name + " has no case of " + this.leftOut + ", so this record is left out.") : null,
      this.again(),
      judged.length ? el("fieldset", {}, el("legend", {}, "Judged by the panel directly"), el("div", { class: "fields" },
        judged.map((s) => el("p", {}, el("label", { for: "judged-" + s.id }, s.name),
          choice({ id: "judged-" + s.id, "data-judged": s.id }, [["", "not yet"], ...this.scale(s)]))))) : null,
      this.asColumns ? null : this.decisions(standards.filter((s) => !s.judged && this.scale(s).length)),
      this.typed && this.rules.rated.length ? this.grid() : null, el("div", { class: "fields" }, this.fixed));
  },

  // scale has the ratings that a standard can have, pairs of the id and the name: its own, or those of all.
  scale(st) { return (this.rules.scales?.find((s) => s.id === st.scale)?.ratings ?? this.rules.ratings ?? []).map((r) => [r.id, r.name]); },

  // drawnHere takes the record of the draw that was made here, for judgements that are open without one.
  drawnHere() {
    return this.drawn && !this.record && this.table ? el("p", { class: "action" }, el("button", { type: "button", onclick: () => this.take([this.drawn]) }, "These are judgements of the sample drawn here")) : null;
  },

  // decisions has the fields for what the panel decided of standards that the answers rate.
  decisions(standards) {
    const form = folded("What the panel decided", el("p", {}, "Where the panel gives a standard another rating than the answers make. It counts once the reason is written down."),
      standards.map((s) => el("div", { class: "fields" },
        el("p", {}, el("label", { for: "decided-" + s.id }, inWords(s.id)), choice({ id: "decided-" + s.id, "data-decided": s.id }, [["", "as the answers make it"], ...this.scale(s)])),
        el("p", { class: "wide-field" }, el("label", { for: "reason-" + s.id }, "The panel’s reason"), el("input", { id: "reason-" + s.id, "data-reason": s.id, "aria-label": "The panel’s reason: " + inWords(s.id) })))));
    form.id = "decisions";
    return standards.length ? form : null;
  },

  // grid has the fields to type totals in: yes and of, or the cases at each level of answers with points.
  grid() {
    const levels = new Map(this.rules.rated.map((q) => [q.id, q.levels]));
    return el("fieldset", {}, el("legend", {}, "Totals: how many cases were judged yes, of how many" +
      ([...levels.values()].some(Boolean) ? "; of answers with points, how many cases are at each level" : "")),
      this.rules.standards.filter((s) => s.questions?.length).map((s) => el("div", { class: "totals" },
        el("h2", {}, groupName(s.group, this.rules) + ": " + s.name),
        s.questions.map((q) => el("p", {}, el("span", { id: "text-" + q.id }, asked(q)),
          levels.get(q.id) ? el("span", { class: "levels" }, levels.get(q.id).map((level, at) => el("label", {}, level + " ",
            el("input", { id: "total-level-" + at + "-" + q.id, type: "number", min: 0, "aria-label": level + ": " + asked(q), "data-at": q.id, "data-level": level }))))
            : el("span", { class: "pair" },
              el("input", { id: "total-yes-" + q.id, type: "number", min: 0, "aria-label": "Yes: " + asked(q), "data-yes": q.id }), " of ",
              el("input", { id: "total-of-" + q.id, type: "number", min: 0, "aria-label": "Of: " + asked(q), "data-of": q.id })))))));
  },

  // changed reads the settings and rates again.
  async changed() {
    this.gather();
    rating.forget();
    rating.old();
    await pressed();
    await rating.rate();
  },

  // gather takes what the form says.
  gather() {
    const form = byId("rate-settings");
    const values = (name) => [...form.querySelectorAll(`[data-${name}]`)].filter((i) => i.value !== "").map((i) => [i.dataset[name], i.value]);
    this.populations = new Map(values("population"));
    this.judged = new Map(values("judged"));
    const reasons = new Map(values("reason"));
    this.decided = new Map(values("decided").filter(([id]) => reasons.has(id)).map(([id, to]) => [id, { to, reason: reasons.get(id) }]));
    const of = new Map(values("of"));
    this.totals = new Map(values("yes").filter(([id]) => of.has(id)).map(([id, yes]) => [id, { yes, of: of.get(id) }]));
    for (const field of form.querySelectorAll("[data-level]")) {
      if (field.value === "") continue;
      const id = field.dataset.at;
      if (!this.totals.has(id)) this.totals.set(id, { levels: [] });
      this.totals.get(id).levels.push([field.dataset.level, field.value]);
    }
  },
};

// asked is the text of a question, with the level from which an answer counts as yes.
function asked(q) { return (q.text || inWords(q.id)) + (q.AtLeast ? " (yes: " + q.AtLeast + " or better)" : "") + (q.Information ? " (for information: sets no rating)" : ""); }

// READING are the flags that say how judgements are read and rounded, for the verbs that
// work on them.
const READING = {
  rate: null, // all
  robust: ["sheet", "encoding", "percent-rounding"],
  estimate: ["so-far", "alike-ids", "sheet", "encoding"],
};

// isRecord tells the record among the files of judgements.
function isRecord(file) { return file.name.toLowerCase().endsWith(".json"); }

// listHas says whether a column may be one of the list that is open here: a record's own.
function listHas(record, column) { return Boolean(column && record && list.file && recorded(record)?.list?.name === list.file.name); }

// recorded is what a record says, null where it cannot be read.
function recorded(record) {
  try {
    return JSON.parse(new TextDecoder().decode(record.bytes));
  } catch {
    return null; // the command will say what is wrong with it
  }
}

function startRate() {
  taker(byId("rate-files"), byId("panel-rate"), async (files) => {
    await judgements.take(files);
    reveal(byId("rate-result"));
  });
  byId("rate-example").addEventListener("click", () => attempt(byId("rate-result"), async () => {
    judgements.files = [];
    judgements.take([textFile("kent.toml", (await program.example()).rating)]);
  }));
  byId("rate-type").addEventListener("click", () => judgements.type());
  byId("rate-settings").addEventListener("change", (event) => { if (event.target.id !== "rate-rules") judgements.changed(); });
  byId("rate-settings").addEventListener("submit", (event) => event.preventDefault());
}
