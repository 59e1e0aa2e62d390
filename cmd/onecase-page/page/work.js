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
    records: ["record", "list"],
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
    for (const [id, settings] of Settings.all) if (Object.keys(values).some((field) => field.startsWith(id + "-") && !byId(field))) await settings.build();
    retype(byId("main"), values);
  },

  save() {
    const name = (list.file ? stem(list.file.name) : "my-work") + ".onecase";
    save(name, this.text());
    this.unsaved = false;
    byId("state").textContent = name + " saved. It holds your list and what you opened: keep it as safely as these.";
  },

  // open goes on from a file that was saved.
  async open(file) {
    const place = byId("list-result");
    await attempt(place, async () => {
      const saved = read(file);
      if (!saved) throw new Error(file.name + " is no work that was saved here");
      for (const [part, names] of Object.entries(this.KEPT)) for (const name of names) if (part !== "rating") this.parts[part][name] = saved[part]?.[name] ?? null;
      ruleSets.offer(saved.fields["list-rules"]);
      await this.fill(saved.fields);
      for (const id of ["match-fields", "strata"]) byId(id).dataset.of = "";
      constraints.offered = "";
      byId("list-sheet-part").hidden = !/\.xls[xm]$/i.test(list.file?.name ?? "");
      if (list.file && await list.readAs(list.reading) === false) throw new Cancelled("cancelled");
      await this.fill(saved.fields);
      grids.take(grids.questions);
      committing.take(committing.file);
      if (drawing.made && list.plan) drawing.show();
      judgements.drawn = saved.judgements.drawn;
      for (const which of ["list", "record"]) if (records[which]) await records.take(which, records[which]);
      judgements.settle();
      show(byId("rate-settings"));
      if (judgements.files.length || judgements.typed) {
        await judgements.begin();
        await this.fill(saved.fields);
        await judgements.changed();
        [rating.set, rating.flips] = [saved.rating.set, saved.rating.flips];
        if (rating.set.size || rating.flips.length) await rating.rate();
      }
      await this.fill(saved.fields);
      for (const [id, files] of saved.forms) for (const [flag, taken] of files) Settings.all.get(id)?.take(flag, taken);
      grids.use(grids.filled);
      this.unsaved = false;
      go(steps.includes(saved.step) ? saved.step : "list");
      say(file.name + " opened");
    }, () => this.open(file));
  },
};

// read is the content of a saved file; null where it is none.
function read(file) {
  try {
    const saved = JSON.parse(new TextDecoder().decode(file.bytes), unpacked);
    return saved.onecase === "work" && saved.version === 1 ? saved : null;
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
function touched() { work.unsaved = true; }

function startWork() {
  byId("save-work").addEventListener("click", () => work.save());
  taker(byId("open-work"), byId("open-work").parentElement, ([file]) => work.open(file));
  for (const kind of ["change", "input", "drop"]) byId("main").addEventListener(kind, touched);
  byId("main").addEventListener("submit", touched);
  addEventListener("beforeunload", (event) => { if (work.unsaved) event.preventDefault(); });
}
