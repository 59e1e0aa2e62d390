// The record that the steps after a draw begin with, and its list.

const records = {
  record: null, // the files
  list: null,
  cases: null, // what the record holds: its groups with their cases
  problem: "", // why it holds nothing that can be used
  begun: [], // the work that the record held when it was opened
  known: [], // the changes of the sample that the week's files show, as they were made last

  // open takes a record from the user. It asks first where another one holds what was done here.
  open(file) {
    const done = workOf(this.record).filter((work) => !this.begun?.includes(work)), place = byId("check-result");
    if (!done.length) return this.take("record", file);
    const button = (label, act, kind) => el("button", { type: "button", class: kind, onclick: () => { show(place); act(); } }, label);
    show(place, box("note", "Open another record?", el("p", {}, this.record.name + " holds what was done here: " + listed(done) + "."),
      el("p", { class: "action" }, button("Save it, then open " + file.name, () => { save(this.record.name, this.record.bytes); this.take("record", file); }, "main"),
        button("Open " + file.name, () => this.take("record", file)), button("Stay here", () => byId("check-record").focus()))));
    place.querySelector("button").focus();
    say("Open another record?");
  },

  // take takes one of the two files; the other stays. A record that is opened, not one that a step has left,
  // is taken to go with the week's files there are.
  async take(which, file, opened = true) {
    const before = this[which], name = byId("check-" + which + "-name"), said = name.textContent;
    this[which] = file;
    name.textContent = file.name;
    show(byId("check-result"));
    if (which === "record") {
      const read = await attempt(byId("check-result"), async () => [await program.record(file)], () => this.take(which, file, opened));
      if (!read) {
        this[which] = before;
        name.textContent = said;
        return;
      }
      this.problem = read[0]?.problem ?? "";
      this.cases = this.problem ? null : read[0];
      this.tell();
      if (opened) [this.known, this.begun] = [changesOf(file), workOf(file)];
      if (opened && before && recorded(before)?.salt !== recorded(file)?.salt) this.leave();
      this.keep();
      replacing.offer();
      assigning.offer(opened || String(changesOf(file)) !== String(changesOf(before)));
    }
    extending.offer();
    week.offer();
    week.files(opened);
    grids.tell();
    if (which === "record") week.hand("agree", "record", this.cases ? file : null);
  },

  // tell says, where the record was chosen, that it is none.
  tell() {
    if (this.problem && !isPublic(this.record)) show(byId("check-result"), box("wrong", this.record.name + " cannot be used as the record", el("p", {}, sentence(this.problem))));
  },

  // leave takes away what the week's steps hold of the sample of another record.
  leave() {
    assigning.settings = null;
    show(byId("assign-part"));
    grids.use(null);
    week.given.clear();
    startAgain();
  },

  // forget goes back to neither.
  forget() {
    this.record = this.list = this.cases = null;
    this.known = this.begun = [];
    assigning.settings = null;
    for (const [which, asked] of this.asked) byId("check-" + which + "-name").textContent = asked;
    this.keep();
    for (const part of [assigning, replacing, extending, week]) part.offer();
    week.files(true);
    grids.tell();
    week.hand("agree", "record", null);
  },

  // keep has a button that saves the record as the steps have left it.
  keep() {
    const done = workOf(this.record);
    show(byId("check-record-keep"), this.cases && saver("Save the record as it now stands", this.record.name, this.record.bytes),
      this.cases && done.length ? [" ", el("span", {}, "Since the draw: " + listed(done) + ".")] : null);
  },

  asked: new Map(), // what stands beside the two buttons until there are files

  // offer takes the files of the draw that was just made here.
  async offer(record) {
    await this.take("list", list.file);
    await this.take("record", record);
  },

  // updated takes the record as a step has left it, for the next one.
  async updated(name, bytes) {
    const before = this.record, same = (file) => [name, before.name].includes(file?.name); // more cases give it a new name
    await this.take("record", { name, bytes }, false);
    if (same(judgements.drawn)) {
      judgements.drawn = this.record;
      drawing.changed();
    }
    if (!same(judgements.record)) return;
    judgements.files = judgements.files.map((f) => f === judgements.record ? this.record : f);
    if (judgements.rules || judgements.plain) judgements.offer(); // which names it
    const since = changesOf(this.record).filter((change) => !changesOf(before).includes(change));
    if (since.length) rating.outdated("The sample changed since: " + listed(since), "These are of the sample as it was.");
  },

  // now is a record that a step has left, as the steps since have left it: of the same draw, by its secret.
  now(name, bytes) {
    const of = (file) => recorded(file)?.salt;
    return name === this.record?.name && of(this.record) && of(this.record) === of({ bytes }) ? this.record.bytes : bytes;
  },

  // stem is the record's name without its endings.
  get stem() { return this.record.name.replace(/(\.record)?\.json$/i, ""); },
};

// saversOf has a button for each file that a step made.
function saversOf(made) { return [...made].map(([file, bytes]) => saver("Save " + file, file, () => records.now(file, bytes))); }

// changesOf says what was done to the sample of a record, in words.
function changesOf(record) {
  const { replacements = [], extensions = [] } = record && !isPublic(record) ? recorded(record) ?? {} : {};
  const done = (p) => p.by ? p.by + " replaced " + p.case : p.policy === "failed" ? p.case + " counts as not met" : p.case + " left it";
  return [...replacements.map(done), ...extensions.filter((e) => e.added.length).map(cameIn)];
}

// cameIn names the cases that were added, where they are not too many to be read.
function cameIn({ added, size, group }) {
  return (added.length > 12 ? count(added.length, "case") : listed(added.map((c) => c.id))) + " came in, up to " + count(size, "case") + " (" + groupName(group).toLowerCase() + ")";
}

// workOf says what a record holds beside its draw, in words.
function workOf(record) {
  const { assignments, rereads } = record && !isPublic(record) ? recorded(record) ?? {} : {};
  return [...changesOf(record), ...(assignments?.length ? ["the cases are shared out"] : []), ...(rereads?.length ? ["cases are drawn for a second reading"] : [])];
}

function startRecords() {
  taker(byId("check-record"), byId("check-record-drop"), ([file]) => records.open(file));
  taker(byId("check-list"), byId("check-list-drop"), ([file]) => records.take("list", file));
  for (const which of ["record", "list"]) records.asked.set(which, byId("check-" + which + "-name").textContent);
  records.forget();
}
