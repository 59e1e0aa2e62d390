// Step 2, who has to be in the sample and who not: at least so many of a
// category, at most so many of a manager, and single cases with a reason.

const constraints = {
  atLeast: new Map(), // VARIABLE:CATEGORY to the least number
  caps: new Map(), // "manager" or "team" to the most
  cases: new Map(), // case to { flag: "include" or "exclude", reason }
  offered: "", // what the form offers, to leave it alone while that stays

  words() {
    const words = [];
    for (const [category, n] of this.atLeast) words.push("--at-least", category + "=" + n);
    for (const [holder, n] of this.caps) words.push("--cap", holder + "=" + n);
    return [...words, ...this.caseWords()];
  },

  caseWords() { return [...this.cases].flatMap(([id, { flag, reason }]) => ["--" + flag, id + ":" + reason]); },

  forget() {
    for (const map of [this.atLeast, this.caps, this.cases]) map.clear();
    this.offered = "";
  },

  // offer has the forms for the list that is planned.
  offer(plan) {
    const categories = [...new Set(plan.groups.flatMap((g) => g.match.map((m) => m.variable + ":" + m.category)))];
    const holders = ["manager", "team"].filter((role) => plan.recognised.some((r) => r.role === role));
    const offered = JSON.stringify([list.file.name, categories, holders]);
    if (offered !== this.offered) {
      this.offered = offered;
      show(byId("constraints"), categories.length ? this.leastForm(categories) : null, this.capFields(holders), this.caseForm());
    }
    this.listAll();
  },

  leastForm(categories) {
    const add = () => this.change(() => this.atLeast.set(byId("at-least").value, byId("at-least-n").value || "1"));
    return el("div", { class: "fields part" }, el("h3", {}, "At least so many of a category"),
      el("p", {}, el("label", { for: "at-least" }, "Category"), choice({ id: "at-least", "data-flag": "at-least" }, categories.map((c) => [c, categoryName(c)]))),
      el("p", {}, el("label", { for: "at-least-n" }, "Cases, at least"), el("input", { id: "at-least-n", type: "number", min: 1, value: 1 })),
      el("p", { class: "action" }, el("button", { type: "button", id: "at-least-add", onclick: add }, "Ask for these")),
      el("ul", { id: "at-least-list", class: "chosen" }));
  },

  capFields(holders) {
    if (!holders.length) return null;
    const field = (holder) => el("p", {}, el("label", { for: "cap-" + holder }, "Most cases of one " + (holder === "manager" ? "case manager" : holder)),
      el("input", { id: "cap-" + holder, type: "number", min: 1, placeholder: "no limit", value: this.caps.get(holder), onchange: (event) => this.change(() => {
        if (event.target.value) this.caps.set(holder, event.target.value);
        else this.caps.delete(holder);
      }) }));
    return el("div", { class: "fields part" }, el("h3", {}, "At most so many of one person’s or team’s"), holders.map(field));
  },

  caseForm() {
    const message = el("p", { role: "status", class: "error" });
    const add = () => {
      const id = byId("one-case").value.trim(), reason = byId("one-reason").value.trim();
      message.textContent = id && reason ? "" : "Give the case’s reference and a reason: both are kept in the record.";
      if (!id || !reason) return;
      for (const field of ["one-case", "one-reason"]) byId(field).value = "";
      this.change(() => this.cases.set(id, { flag: byId("one-flag").value, reason }));
    };
    return el("div", { class: "fields part" }, el("h3", {}, "Single cases"),
      el("p", {}, el("label", { for: "one-case" }, "Case reference"), el("input", { id: "one-case", "data-flag": "include", autocomplete: "off" })),
      el("p", {}, el("label", { for: "one-flag" }, "This case"), choice({ id: "one-flag" }, [["exclude", "must not be in the sample"], ["include", "has to be in the sample"]])),
      el("p", {}, el("label", { for: "one-reason" }, "Reason, for the record"), el("input", { id: "one-reason", autocomplete: "off" })),
      el("p", { class: "action" }, el("button", { type: "button", id: "one-add", onclick: add }, "Add this case")), message,
      el("ul", { id: "one-list", class: "chosen" }));
  },

  // listAll lists what was asked for, each with a way to take it back.
  listAll() {
    const undo = (what, map, key) => el("button", { type: "button", class: "plain", "aria-label": "Take back: " + what, onclick: () => this.change(() => map.delete(key)) }, "take back");
    const entries = (id, map, say) => {
      if (byId(id)) show(byId(id), [...map].map(([key, value]) => { const what = say(key, value); return el("li", {}, what, " ", undo(what, map, key)); }));
    };
    entries("at-least-list", this.atLeast, (category, n) => "At least " + n + " of " + categoryName(category));
    entries("one-list", this.cases, (id, { flag, reason }) => "Case " + id + (flag === "include" ? " is in the sample: " : " is left out: ") + reason);
  },

  change(work) {
    work();
    this.listAll();
    list.read();
  },
};
