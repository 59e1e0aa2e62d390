// The work as a whole: one file that holds what was opened, said and drawn, and from
// which the page goes on. Nothing is kept in the browser.

const work = {
  unsaved: false,

  // parts are what there is to keep, by their names in the file.
  get parts() { return { list, planning, constraints, rules: ruleSets, drawing, committing, grids, records, judgements, rating }; },

  // KEPT are the fields of the parts that the file holds.
  KEPT: {
    list: ["file", "reading", "columns", "meanings", "keep", "aside", "groupBy", "skip"],
    planning: ["sizes", "splits", "bands", "collapsed", "expected", "match"],
    constraints: ["atLeast", "caps", "cases"],
    rules: ["own"],
    drawing: ["made"],
    committing: ["file", "draws"],
    grids: ["questions", "filled"],
    records: ["record", "list", "known", "begun"],
    judgements: ["files", "drawn", "typed", "rulesId"],
    rating: ["set", "flips"],
  },

  // text is the file.
  text() {
    const kept = Object.fromEntries(Object.entries(this.KEPT).map(([part, names]) => [part, Object.fromEntries(names.map((name) => [name, this.parts[part][name]]))]));
    const fields = typedIn(byId("main"));
    const step = document.querySelector('[role="tab"][aria-selected="true"]').id.slice("tab-".length);
    const ordered = (files) => new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1))); // whichever was there first
    const forms = [...Settings.all].map(([id, settings]) => [id, ordered(settings.files)]).filter(([, files]) => files.size);
    return JSON.stringify({ onecase: "work", version: 1, step, fields, forms, ...kept }, packed, 1);
  },

  // fill gives the fields the values they had, with those of "More settings".
  async fill(values) {
    for (const [id, settings] of Settings.all) if (Object.keys(values).some((field) => field.startsWith(id + "-") && !byId(field))) await settings.build?.();
    retype(byId("main"), values);
  },

  save() {
    const name = (list.file ? stem(list.file.name) : "my-work") + ".onecase";
    save(name, this.text());
    this.unsaved = false;
    const said = name + " saved. It holds your list and what you opened: keep it as safely as these.";
    show(byId("work-result"), el("p", { class: "kept" }, said));
    say(said);
  },

  // open goes on from a file that was saved. It asks first where that would lose something.
  open(file) {
    const place = byId("work-result");
    const saved = read(file);
    if (!saved) {
      show(place, box("wrong", file.name + " is not a file that “Save my work” wrote", el("p", {}, "Such a file ends in .onecase. A list of cases is opened in step 1, with “Choose your list”.")));
      return;
    }
    if (saved.version !== 1) {
      show(place, box("wrong", file.name + " was saved by a newer page than this one", el("p", {}, "Open it with the newer onecase.html.")));
      return;
    }
    if (!this.unsaved) return this.goOn(file);
    const button = (label, act, kind) => el("button", { type: "button", class: kind, onclick: () => { show(place); act(); } }, label);
    show(place, box("note", "What you did here is not saved", el("p", {}, file.name + " would take its place."),
      el("p", { class: "action" }, button("Save my work, then open it", () => { this.save(); this.goOn(file); }, "main"),
        button("Open it without saving", () => this.goOn(file)), button("Stay here", () => byId("open-work").focus()))));
    place.querySelector("button").focus();
    say("What you did here is not saved");
  },

  // goOn puts the work of a file in the place of what is here. Stopped midway, it offers what was here again.
  async goOn(file, before = { text: this.text(), unsaved: this.unsaved }) {
    const place = byId("work-result"), saved = read(file);
    let stopped = false;
    const stop = () => { stopped = true; };
    const part = async (work) => {
      await work;
      if (stopped) throw new Cancelled("cancelled");
    };
    byId("cancel").addEventListener("click", stop);
    const done = await attempt(place, () => this.take(saved, part), () => this.goOn(file, before));
    byId("cancel").removeEventListener("click", stop);
    if (done === false) {
      for (const note of document.querySelectorAll("main section .cancelled")) note.remove(); // of the part that was stopped
      const [said, again] = place.querySelectorAll(".cancelled p");
      said.textContent = file.name + " is opened in part.";
      again.append(" ", el("button", { type: "button", onclick: async () => {
        show(place);
        await this.goOn(textFile("What was here", before.text), before);
        this.unsaved = before.unsaved;
      } }, "Go back to what was here"));
    } else say(file.name + " opened");
  },

  // take fills the page with what a file holds, part by part.
  async take(saved, part) {
    this.clear();
    for (const [of, names] of Object.entries(this.KEPT)) for (const name of names) if (of !== "rating") this.parts[of][name] = saved[of]?.[name] ?? null;
    list.named();
    ruleSets.offer(saved.fields["list-rules"]);
    await part(this.fill(saved.fields));
    for (const id of ["match-fields", "strata"]) byId(id).dataset.of = "";
    constraints.offered = "";
    byId("list-sheet-part").hidden = !/\.xls[xm]$/i.test(list.file?.name ?? "");
    if (list.file && await list.readAs(list.reading) === false) throw new Cancelled("cancelled");
    await part(this.fill(saved.fields));
    grids.take(grids.questions);
    committing.take(committing.file);
    if (drawing.made && list.file) drawing.show();
    judgements.drawn = saved.judgements.drawn;
    for (const which of ["list", "record"]) if (saved.records[which]) await part(records.take(which, saved.records[which], false));
    drawing.changed();
    judgements.settle();
    if (judgements.files.length || judgements.typed) {
      await part(judgements.begin());
      await part(this.fill(saved.fields));
      await part(judgements.changed());
      [rating.set, rating.flips] = [saved.rating.set, saved.rating.flips];
      if (rating.set.size || rating.flips.length) await part(rating.rate());
    }
    await part(this.fill(saved.fields));
    for (const [id, files] of saved.forms) for (const [flag, taken] of files) Settings.all.get(id)?.take(flag, taken);
    grids.use(grids.filled);
    this.unsaved = false;
    go(steps.includes(saved.step) ? saved.step : "list");
  },

  // clear takes away what the steps show of other work.
  clear() {
    list.plan = list.facts = list.look = null;
    for (const [id, parts] of this.bare) show(byId(id), parts.map((p) => p.cloneNode(true)));
    byId("rate-settings").hidden = true;
    rating.forget();
    records.forget();
    judgements.said.clear();
  },

  bare: new Map(), // what the places of results have on a page without work, by their ids
};

// read is the content of a saved file of any version; null where it is none.
function read(file) {
  try {
    const saved = JSON.parse(new TextDecoder().decode(file.bytes), unpacked);
    return saved.onecase === "work" && saved.version >= 1 ? saved : null;
  } catch {
    return null;
  }
}

// packed writes what JSON has no form for, and unpacked reads it.
function packed(key, value) {
  if (value instanceof Map) return { "~map": [...value] };
  if (value instanceof Set) return { "~set": [...value] };
  if (value instanceof Uint8Array) return { "~bytes": base64Of(value) };
  return value;
}

function unpacked(key, value) {
  if (value?.["~map"]) return new Map(value["~map"]);
  if (value?.["~set"]) return new Set(value["~set"]);
  if (typeof value?.["~bytes"] === "string") return Uint8Array.from(atob(value["~bytes"]), (c) => c.charCodeAt(0));
  return value;
}

// base64Of writes bytes in base64.
function base64Of(bytes) {
  let text = "";
  for (let i = 0; i < bytes.length; i += 0x8000) text += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
  return btoa(text);
}

// touched notes that there is work which no file holds.
function touched() {
  work.unsaved = true;
  byId("work-result").querySelector(".kept")?.remove(); // it is of what there was
}

function startWork() {
  for (const id of ["list-result", "plan-result", "plan-tables", "draw-said", "draw-result", "keep-fields", "check-result", "rate-settings", "rate-result", "reading-result"]) {
    work.bare.set(id, [...byId(id).cloneNode(true).childNodes]);
  }
  byId("save-work").addEventListener("click", () => work.save());
  taker(byId("open-work"), byId("open-work").parentElement, ([file]) => work.open(file));
  for (const kind of ["change", "input", "drop"]) byId("main").addEventListener(kind, touched);
  for (const kind of ["change", "drop"]) byId("main").addEventListener(kind, () => byId("work-result").querySelector(".wrong")?.remove());
  byId("main").addEventListener("submit", touched);
  addEventListener("beforeunload", (event) => { if (work.unsaved) event.preventDefault(); });
}
