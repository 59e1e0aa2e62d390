// Forms for verbs of the command. Their fields are the verb's own flags: a few stand
// first, in words of this page, and the others under "More settings" in the command's.

// BY_BUTTON are the flags that the buttons below a result are for.
const BY_BUTTON = ["format", "explain", "output", "force", "plot"];

// PERCENT are the flags whose plain number is a percentage.
const PERCENT = ["confidence", "margin", "agreement", "proportion", "response", "at-most", "wanted", "wrong-yes", "wrong-no"];

// What fields of numbers are like.
const NUMBER = { type: "number", min: 1 }, DECIMAL = { inputmode: "decimal" };

// LABELS are the names of flags whose help is no name of a field, each with the line below it.
const LABELS = {
  encoding: ["How the file writes accents, such as windows-1252"], sheet: ["Worksheet, if not the first with data"], seed: ["Seed of a simulation"],
  "percent-rounding": ["How percentages are rounded"], replicates: ["Simulations, at most"], prior: ["Supposed before any case is read"],
  confidence: ["Confidence, %"], method: ["Method"], rules: ["Rules", "In place of those the files name."],
  only: ["Which cases are drawn from", "The cases with an answer of no alone say nothing of the others."],
  into: ["Choose the workbook of the first answers", "It gets the empty grid as one more sheet, “Second reading”. It is for the planner alone from then on."],
  questions: ["Choose other questions than those of the rules", "A file with the columns id and text, or a question a line."],
  "second-sheet": ["Worksheet of the second reading", "Left empty: the one that the first has, and “Second reading” where one workbook has both."],
  "wrong-yes": ["Share of true no answers that are read as yes", "Such as 5%, or 3/60 where it was found."],
  "wrong-no": ["Share of true yes answers that are read as no", "Such as 5%, or 3/60 where it was found."],
  unread: ["If the cases that were not read had been", "Write no, yes or like-read (as those that were read), with commas between, or all. These ratings stand beside the others."],
  "leave-out": ["Column of managers, teams or readers", "The ratings without the cases of each one stand beside the others."],
  list: ["Choose the list that was drawn from", "For a column of it."],
  publish: ["For anyone to see: withhold what shows fewer cases than", "5 is usual. Left empty, nothing is withheld."],
  cluster: ["Column that says which cases belong together", "Such as manager: how alike they are, and limits that allow for it."],
  bands: ["Bands for the numbers of that column", "Such as 10-13,14-15,16+."],
  keep: ["Columns of your list to carry into the sample file"], together: ["All limits hold at once with that confidence, and not each on its own"],
  "alike-ids": ["The same case may be written 3 here and 00003 there"], "so-far": ["Blank answers are not in yet: go on with those that are"],
  "pool:record": ["The record of the draw of an inspection", "Choose it with the inspections, and write the name of the inspection's file, = and that of the record here, such as north.xlsx=north.record.json."],
  "pool:population": ["Eligible cases of an inspection", "Its service, or its file where that has none, a group of its rules and a number, such as North:court=120."],
  "population-before": ["Eligible cases of the earlier inspection", "A group of its rules and a number, such as court=120."],
  "population-after": ["Eligible cases of the later inspection", "A group of its rules and a number, such as court=120."],
  set: ["What if a question had another result", "Such as court.reviewing.public=15/22."], more: ["What if so many more cases of each group were read"],
};

// Settings are fields for flags, with the words that they make. A field is a flag, a
// label and what it is like: attributes of an input, choices, "tick", "lines" or "file".
class Settings {
  constructor(id) {
    this.id = id;
    this.fields = []; // { flag, how, element }
    this.files = new Map(); // flag to the files taken
    Settings.all.set(id, this);
  }

  // field makes a field. Data says which flag it is, for what is wrong with it.
  field([flag, label, how = {}, help = how.help ?? ""]) {
    const id = this.id + "-" + flag.replace("@", ""), data = { id, "data-flag": this.id + ":" + flag };
    const kind = Array.isArray(how) || typeof how === "function" ? "choice" : typeof how === "string" ? how : how.files ? "file" : "text";
    const element = { choice: () => choosing({ ...data, "aria-describedby": help && id + "-help" }, how), tick: () => el("input", { ...data, type: "checkbox" }), lines: () => el("textarea", { ...data, rows: 2, "aria-describedby": id + "-help" }),
      file: () => el("input", { ...data, type: "file", class: "unseen", multiple: Boolean(how.files), "aria-describedby": id + "-help" }),
      text: () => el("input", { ...data, autocomplete: "off", ...how, help: null, drops: null, "aria-describedby": help && id + "-help" }) }[kind]();
    const names = el("small", { id: id + "-help" }, help);
    this.fields.push({ flag, kind, element, names, help, drops: how.drops }); // a file of drops is of the file before
    if (kind === "tick") return el("p", { class: "tick" }, el("label", {}, element, " ", label));
    if (kind === "lines") return el("p", {}, el("label", { for: id }, label), element, el("small", { id: id + "-help" }, [help, "One a line."].filter(Boolean).join(" ")));
    if (kind !== "file") return el("p", {}, el("label", { for: id }, label), element, help && names);
    const place = el("p", { class: "drop" }, element, el("label", { for: id, class: "button" }, label), " ", names);
    taker(element, place, (files) => this.take(flag, files));
    return place;
  }

  take(flag, files) {
    const { names, drops } = this.fields.find((f) => f.flag === flag);
    if (drops && this.files.has(flag) && this.files.has(drops)) this.drop(drops);
    this.files.set(flag, files);
    show(names, listed(files.map((f) => f.name)), " ", el("button", { type: "button", class: "plain", onclick: () => this.drop(flag) }, "do without"));
    touched();
  }

  // drop does without the files of a flag.
  drop(flag) {
    this.files.delete(flag);
    const { names, help } = this.fields.find((f) => f.flag === flag);
    show(names, help);
  }

  // words are the flags that have a value. Only those of allowed, if it is given.
  words(allowed) {
    const words = [];
    for (const { flag, kind, element } of this.fields) {
      if (flag.startsWith("@") || (allowed && !allowed.includes(flag))) continue;
      const name = "--" + flag, value = element.value.trim();
      if (kind === "tick") words.push(...(element.checked ? [name] : []));
      else if (kind === "file") for (const file of this.files.get(flag) ?? []) words.push(name, file.name);
      else if (kind === "lines") for (const line of value.split("\n")) { if (line.trim()) words.push(name, line.trim()); }
      else if (value) words.push(name, value + (PERCENT.includes(flag) && /^[\d.]+$/.test(value) ? "%" : ""));
    }
    return words;
  }

  value(flag) { return this.fields.find((f) => f.flag === flag)?.element.value.trim() ?? ""; }
  taken() { return [...this.files.values()].flat(); }

  // more is a part with a field for each flag of a verb that has no place yet; it is
  // made when it is first opened.
  more(verb, placed) {
    const inside = el("div", { class: "fields" });
    const build = this.build = once(inside, async () => {
      const flags = (await program.flags(verb)).filter((f) => !placed.includes(f.name) && !f.writes && !BY_BUTTON.includes(f.name));
      show(inside, flags.map((f) => {
        const [label, help = ""] = LABELS[verb + ":" + f.name] ?? LABELS[f.name] ?? [usageText(f.usage)], long = f.standard?.length > 20 && !f.words?.length && !f.on_off;
        return this.field([f.name, label, howOf(long ? { ...f, standard: "" } : f), long && !help ? "Left empty: " + f.standard + "." : help]);
      }));
    });
    return el("details", { class: "more", ontoggle: (event) => event.target.open && build() }, el("summary", {}, "More settings"), inside);
  }

  static all = new Map(); // those of the page, by their ids
}

// WORDS are the words of flags that do not say enough alone.
const WORDS = { only: { all: "all cases", no: "those with an answer of no" } };

// rulesNamed are the rule sets that can be chosen, the user's own among them once they are opened.
function rulesNamed() { return [["", "those the files name"], ...ruleSets.options()]; }

// choosing is a choice whose options, where a function gives them, are those of the moment.
function choosing(data, options) {
  if (typeof options !== "function") return choice(data, options);
  const select = choice({ ...data, onfocus: () => {
    const { value } = select;
    if (select.options.length !== options().length) show(select, options().map(([value, text]) => el("option", { value }, text)));
    select.value = value;
  } }, options());
  return select;
}

function howOf(f) {
  if (f.on_off) return "tick";
  if (f.name === "rules") return rulesNamed;
  if (f.words?.length) return [["", "as usual" + (f.standard && !["auto", "rules"].includes(f.standard) ? " (" + (WORDS[f.name]?.[f.standard] ?? f.standard) + ")" : "")],
    ...f.words.map((w) => [w, WORDS[f.name]?.[w] ?? named(w).toLowerCase()])];
  if (f.reads) return "file";
  return f.repeats ? "lines" : { placeholder: f.standard };
}

// usageText is what the command's help says of a flag, without the signs of a terminal.
// What a value looks like stands last.
function usageText(usage) {
  const [, form, meaning] = /^`([^`]+)`: (.*)$/.exec(usage) ?? [];
  return capital((form ? meaning + " (" + form + ")" : usage).replace(/`([A-Z]{2,})`/g, (_, name) => name.toLowerCase()).replaceAll("`", "")
    .replace(/--([a-z-]+)/g, (_, name) => "“" + name.replaceAll("-", " ") + "”").replace(/; may be repeated/, ""));
}

// ask is the form of a verb: its fields, its button and a place for the answer. Begin
// gives the words and files that come before the flags, null where something lacks;
// answer puts a headline above the document, written takes the files that were made. Whole says that no other flag of the verb
// goes with it.
function ask({ verb, id = verb, button, label = "Working it out", fields, begin = () => ({ words: [], files: [] }), answer, brief, boxed, written, name = verb, placed = [], whole = false }) {
  const settings = new Settings(id), place = el("div", { id: id + "-result" });
  const work = (event) => {
    event.preventDefault();
    return attempt(place, async () => {
      const start = await begin(settings);
      if (start.lacks) { show(place, box("note", start.lacks)); return; }
      const words = [verb, ...start.words, ...settings.words()];
      const files = pairs(...start.files, ...settings.taken());
      if (verb === "compare" && files.length && !words.includes("--seed")) words.push("--seed", seedOf(files));
      await answered(place, words, files, { label, settings, answer, brief, boxed, written, name: typeof name === "function" ? name(settings) : name });
    });
  };
  const isFile = ([, , how]) => how === "file" || how?.files;
  const form = el("form", { class: "fields", id: id + "-form", onsubmit: work }, fields.some(isFile) ? el("div", { class: "fields" }, fields.filter(isFile).map((f) => settings.field(f))) : null,
    fields.filter((f) => !isFile(f)).map((f) => settings.field(f)),
    whole ? null : settings.more(verb, [...fields.map(([flag]) => flag), ...placed]), el("p", { class: "action" }, el("button", { id: id + "-go" }, button)));
  return [form, place];
}

// seedOf is a seed for simulations that comes from the files, so that the same files give the same numbers.
function seedOf(files) {
  let [a, b] = [0xdeadbeef, 0x41c6ce57];
  const take = (byte) => { [a, b] = [Math.imul(a ^ byte, 2654435761), Math.imul(b ^ byte, 1597334677)]; };
  for (const [, bytes] of files) {
    for (const byte of bytes) take(byte);
    take(256);
  }
  return [a, b].map((part) => ((part ^ (part >>> 16)) >>> 0).toString(36)).join("");
}

// answered runs the command and lays out what it says. Below a headline, which answer makes, the
// rest is folded; brief is the heading of the rest where the findings alone come first. Boxed puts what comes
// first into a box with the files that were made.
async function answered(place, words, files, { label, settings, answer, brief, boxed, written, name }) {
  const result = await program.show(words, files, label);
  if (result.code !== 0) {
    const above = document.querySelector("#rate-result > .wrong"), again = result.problems.length && words[0] === "progress" && above;
    show(place, again ? box("note", "First the question above") : result.problems.length ? toCorrect(result.problems) : settings ? faulty(result, "This cannot be worked out", settings.id) : failed(result, "This cannot be worked out"));
    return null;
  }
  noFaults();
  const r = JSON.parse(result.stdout);
  const seeded = r.seed && !words.includes("--seed") ? [...words, "--seed", r.seed] : words;
  const made = [...(result.written ?? [])];
  if (made.length && written) await written(result.written);
  const { title, blocks } = result.document, first = blocks.filter((b) => brief && b.kind === "findings");
  const savers = made.length ? [el("p", { class: "action" }, saversOf(made)), earlier(made, files)] : null;
  const found = answer?.(r) || (first.length ? laidOut({ title, blocks: first }) : null);
  const headline = boxed ? box("good", title, found, savers) : found;
  const rest = laidOut({ title, blocks: blocks.filter((b) => !first.includes(b)) }, "derivation");
  show(place, headline, boxed ? null : savers, found ? null : rest, warnings(result.warnings),
    found ? folded(brief ?? "As the report shows it", rest) : null, saved(name, seeded, files, result.stdout), command(seeded));
  say(result.document.title);
  return r;
}

// earlier says of files that were made which of them take the place of one that was given.
function earlier(made, given) {
  const names = made.map(([file]) => file).filter((file) => given.some(([name]) => name === file));
  return names.length ? el("p", {}, "Keep " + listed(names) + " in the place of the earlier one" + (names.length > 1 ? "s." : ".")) : null;
}

// working is a part that shows how a result was worked out, when it is opened.
function working(words, files) {
  return later("The working, step by step", [...words, "--explain"], files, ({ title, blocks }) =>
    laidOut({ title, blocks: blocks.filter((b, i) => b.kind === "derivation" || (b.kind === "heading" && blocks[i + 1]?.kind === "derivation")) }));
}

// BY_HAND are the verbs whose results the page shows in a way of its own.
const BY_HAND = ["plan", "draw", "replace", "assign", "rate", "robust"];

// asReported is a part that shows the result as its report does, when it is opened.
function asReported(words, files) {
  return BY_HAND.includes(words[0]) ? later("As the report shows it", words, files, (document) => laidOut(document, "derivation")) : null;
}

// later is a part that runs the command when it is opened, and shows what is made of the
// document.
function later(heading, words, files, make) {
  const inside = el("div", {});
  const fill = once(inside, async () => {
    const result = await program.show(words, files, "Writing the report");
    show(inside, result.document ? make(result.document) : failed(result));
  });
  return el("details", { ontoggle: (event) => event.target.open && fill() }, el("summary", {}, heading), inside);
}

// once makes of work that fills a part what does it the first time, and again only where
// that did not work.
function once(place, work) {
  let done = null;
  return () => done ??= attempt(place, async () => { await work(); return true; }).then((filled) => { if (!filled) done = null; });
}
