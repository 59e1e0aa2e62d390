// Rule sets: those that come with the program, and the user's own from a file.

const ruleSets = {
  known: [], // pairs of the id and the name of those that come with the program
  settings: new Settings("rules"), // of a rules file to start from
  own: null, // the user's: { name, bytes, id, title }, the last that was opened

  // load takes those that the page was built with.
  load() {
    this.known = [...byId("list-rules").options].map((o) => [o.value, o.textContent]);
    this.offer("");
  },

  // options are pairs of what --rules calls a set and its name.
  options() { return this.own ? [...this.known, [this.own.name, this.own.title + " (" + this.own.name + ")"]] : this.known; },

  // reference is how the command finds the rule set of an id.
  reference(id) { return this.own?.id === id ? this.own.name : id; },

  // repeated names the user's own rules again for a record that was made with them.
  repeated(id) { return this.own?.id === id ? ["--rules", this.own.name] : []; },

  // offer puts the sets in the list's select, and keeps what was chosen.
  offer(chosen = byId("list-rules").value) {
    const select = byId("list-rules");
    show(select, [["", "Found out from the list"], ...this.options(), ["none", "None: one group of all cases"]].map(([value, text]) => el("option", { value }, text)));
    select.value = chosen;
  },

  // open takes a rules file, holds it against itself and uses it if it is sound.
  async open(file) {
    const place = byId("rules-result");
    await attempt(place, async () => {
      const words = ["rules", "check", file.name];
      const result = await program.run([...words, "--format", "json"], pairs(file), "Reading the rules");
      if (!result.stdout) { show(place, failed(result)); return; }
      const check = JSON.parse(result.stdout);
      if (!check.valid) {
        say(count(check.findings.length, "thing") + " to put right in the rules");
        show(place, box("wrong", "These rules contradict themselves",
          table("To put right in " + file.name, ["Where", "What"], check.findings.map((f) => [f.where, f.message])),
          el("p", {}, "They are not used. Correct the file and choose it again.")), command(words));
        return;
      }
      const rules = await program.rules(file.name, file);
      this.own = { ...file, id: rules.id, title: rules.name };
      judgements.rulesId = file.name;
      this.offer(file.name);
      say(rules.name + " is used");
      show(place, box("good", rules.name + ": nothing contradicts itself", el("p", {}, "These rules are now used for the list, and offered for the ratings.")),
        warnings(result.warnings), command(words));
      if (list.file) await list.read();
    });
  },

  // start makes a rules file to begin with, from the questions of a table if there is one.
  async start(table) {
    const place = byId("rules-result");
    const words = ["rules", "new", ...(table ? [table.name] : []), ...this.settings.words(table ? undefined : ["id", "name", "group", "question", "measure", "band"])];
    await attempt(place, async () => {
      const result = await program.run(words, table ? pairs(table) : [], "Starting the rules");
      if (!result.stdout) { show(place, failed(result)); return; }
      show(place, box("good", "A rules file to start from",
        el("p", {}, "Save it, put your own values in place of the placeholders, and choose it here."),
        el("p", { class: "action" }, saver("Save rules.toml", "rules.toml", result.stdout, "main"))), command(words));
    });
  },
};

// showRules lays out the rule set that is chosen for the list.
async function showRules() {
  const id = byId("list-rules").value || list.facts?.rules || judgements.rulesId, place = byId("rules-said");
  if (id === "none") { show(place, el("p", {}, "No rules are chosen.")); return; }
  await attempt(place, () => answered(place, ["rules", "show", ruleSets.reference(id)], [], { label: "Reading the rules", name: "rules" }));
}

// placeRules lays out the form of a rules file to start from.
function placeRules() {
  const { settings } = ruleSets;
  byId("rules-form").replaceChildren(
    settings.field(["id", "A word for reports and records", { placeholder: "mine" }]), settings.field(["name", "Name of the rules", { placeholder: "Rules of our own" }]),
    settings.field(["group", "Groups of cases, such as court=Court disposals", "lines"]), settings.field(["question", "Questions, such as care.plan: Is there a plan?", "lines"]),
    settings.field(["measure", "What the bands divide", [["", "percentages of yes"], ["count-no", "numbers of no answers"]]]),
    settings.field(["band", "Ratings and where they begin, worst first, such as Green=80", "lines"]), settings.field(["sheet", "Worksheet of the table, if not the first with data"]),
    settings.field(["encoding", "Letters of the table, such as windows-1252"]));
}

function startRules() {
  ruleSets.load();
  placeRules();
  byId("rules-new").addEventListener("click", () => ruleSets.start());
  taker(byId("rules-new-file"), byId("rules-start"), ([file]) => ruleSets.start(file));
  byId("rules-show").addEventListener("click", showRules);
  taker(byId("rules-file"), byId("own-rules"), ([file]) => ruleSets.open(file));
}
