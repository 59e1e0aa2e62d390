// The record that the steps after a draw begin with, and its list.

const records = {
  record: null, // the files
  list: null,
  cases: null, // what the record holds: its groups with their cases
  problem: "", // why it holds nothing that can be used
  known: [], // the changes of the sample that the week's files show, as they were made last

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
      if (opened) this.known = changesOf(file);
      replacing.offer();
      assigning.offer();
    }
    extending.offer();
    week.offer();
    week.files(opened);
    grids.tell();
    if (which === "record") week.hand("agree", "record", this.cases ? file : null);
  },

  // forget goes back to neither.
  forget() {
    this.record = this.list = this.cases = null;
    this.known = [];
    for (const [which, asked] of this.asked) byId("check-" + which + "-name").textContent = asked;
    for (const part of [assigning, replacing, extending, week]) part.offer();
    week.files(true);
    grids.tell();
    week.hand("agree", "record", null);
  },

  asked: new Map(), // what stands beside the two buttons until there are files

  // offer takes the files of the draw that was just made here.
  async offer(record) {
    await this.take("list", list.file);
    await this.take("record", record);
  },

  // updated takes the record as a step has left it, for the next one.
  async updated(name, bytes) {
    await this.take("record", { name, bytes }, false);
    if (judgements.drawn?.name === name) {
      judgements.drawn = this.record;
      drawing.changed();
    }
    judgements.files = judgements.files.map((f) => f.name === name ? this.record : f);
  },

  // stem is the record's name without its endings.
  get stem() { return this.record.name.replace(/(\.record)?\.json$/i, ""); },
};

// changesOf says what was done to the sample of a record, in words.
function changesOf(record) {
  const { replacements = [], extensions = [] } = record && !isPublic(record) ? recorded(record) ?? {} : {};
  const done = (p) => p.by ? p.by + " replaced " + p.case : p.policy === "failed" ? p.case + " counts as not met" : p.case + " left it";
  return [...replacements.map(done), ...extensions.filter((e) => e.added.length).map((e) => count(e.added.length, "case") + " came in up to " + e.size + " (" + groupName(e.group).toLowerCase() + ")")];
}

function startRecords() {
  taker(byId("check-record"), byId("check-record-drop"), ([file]) => records.take("record", file));
  taker(byId("check-list"), byId("check-list-drop"), ([file]) => records.take("list", file));
  for (const which of ["record", "list"]) records.asked.set(which, byId("check-" + which + "-name").textContent);
  records.forget();
}
