// Numbers and names in words.

const ROLES = {
  id: "Case reference", group: "Group", gender: "Gender", disposal: "Disposal", rosh: "Risk of serious harm",
  safety: "Safety and wellbeing", start: "Start date", manager: "Case manager", team: "Team", person: "Person’s number",
  number: "NHS, PNC or other number", "first-name": "First name", "family-name": "Family name", dob: "Date of birth",
};

const REASONS = {
  "outside-window": "that started too early or too late", "duplicate-person": "of a person who is in the list already", barred: "left out by decision",
  "not-started": "that have not started yet", problem: "with problems",
  "repeated-row": "of a case that is in the list already", "set-aside": "set aside (totals, headings, notes, or by you)",
};

const GROUPS = { court: "Court disposals", ooc: "Out-of-court disposals", all: "All cases" };

const CRITERIA = {
  "near-boundary": "Near a boundary", "one-case-swing": "One case would change it", "small-sample": "Few cases",
};

// named is the name of a rating of the rules that are rated by, or turns an id into words: "half-up", "Half up".
function named(id) {
  if (id == null) return "not rated";
  const rating = scaleWith(id)?.find((r) => r.id === id);
  if (rating?.name) return rating.name;
  const words = id.replaceAll("-", " ");
  return words[0].toUpperCase() + words.slice(1);
}

// scaleWith is the scale that has a rating, of the rules that are rated by.
function scaleWith(id, rules = judgements.rules) { return [rules?.ratings, ...(rules?.scales ?? []).map((s) => s.ratings)].find((scale) => scale?.some((r) => r.id === id)); }

// colour is the class with the colour of a rating: the worst is red, and the best green, or blue of four and more.
function colour(id, rules = judgements.rules) {
  const scale = scaleWith(id, rules), at = scale?.findIndex((r) => r.id === id);
  if (!scale) return "";
  return "band-" + (scale.length === 2 ? 2 * at : scale.length > 4 ? Math.round(3 * at / (scale.length - 1)) : at);
}

// rulesInWords names the rule sets in a text that has their ids.
function rulesInWords(text) {
  return ruleSets.options().reduce((said, [id, name]) => (id ? said.replaceAll(new RegExp(`\\b${id.replace(/\W/g, "\\$&")}(?![\\w-])`, "g"), "“" + name + "”") : said), text ?? "").replace(/^Rules none, and/, "No rules, and");
}

function capital(text) { return text && text[0].toUpperCase() + text.slice(1); }

// groupName is a group in words: those of the rules, where they have it.
function groupName(id, rules = list.ruled) { return rules?.groups?.find((g) => g.id === id)?.name || GROUPS[id] || id; }

// points writes a proportion in percentage points, to one decimal.
function points(proportion) { return proportion == null ? "–" : (100 * proportion).toFixed(1); }

function percent(proportion) { return proportion == null ? "–" : (100 * proportion).toFixed(0) + "%"; }

// tenths writes a proportion as a percentage to one decimal.
function tenths(proportion) { return (100 * proportion).toFixed(1) + "%"; }

// chance writes a probability so that what is not certain does not look so.
function chance(p) {
  if (p == null) return "–";
  if (p > 0 && p < 0.005) return "under 1%";
  if (p < 1 && p > 0.995) return "over 99%";
  return percent(p);
}

// count writes a number with its noun: "1 case", "2 cases".
function count(n, noun) { return n + " " + noun + (n === 1 ? "" : "s"); }

function listed(words) {
  if (words.length < 2) return words.join("");
  return words.slice(0, -1).join(", ") + " and " + words.at(-1);
}

// span writes bounds: "2", "3 to 5", "at least 3".
function span(fewest, most) {
  if (fewest == null) return "an unknown number of";
  if (most == null) return "at least " + fewest;
  return fewest === most ? String(fewest) : fewest + " to " + most;
}

// quoted writes a word as a shell needs it.
function quoted(word) { return /^[\w./:=,%+-]+$/.test(word) ? word : "'" + word.replaceAll("'", "'\\''") + "'"; }

// stem is a file's name without its ending.
function stem(name) { return name.replace(/\.[^.]*$/, "") || name; }

// Of a step that is named in them, step, they say that it is this one.
function warnings(all, step) {
  if (!all?.length) return null;
  return box("note", all.length === 1 ? "Please note" : "Please note, " + all.length + " things", el("ul", {}, all.map((w) =>
    el("li", {}, sentence(messageOf(w)), " ", sentence(here(w.fix, step))))));
}

// here is a text that is shown in a step and may name it.
function here(text, step) { return text?.replaceAll(" in step " + step, " here").replace(new RegExp("^step " + step + "\\b"), "this step"); }

// messageOf is a warning's message with names for the ids in it, which are every
// second of its parts. A name that is a question would end the sentence.
function messageOf(w) { return w.parts.map((part, i) => (i % 2 ? inWords(categoryOf(part)).replace(/^[^“].*\?$/, "“$&”") : part)).join("").replace(/\brosh\b/g, "RoSH"); }

// categoryOf is an id with a variable and a category of it, “rosh very-high”, in words; any other id as it is.
function categoryOf(id) {
  const [of, ...name] = id.split(" ");
  return name.length && ROLES[of] ? ROLES[of].toLowerCase() + ": " + categoryName(name.join(" ")) : id;
}

// LIST_WARNINGS are the codes of warnings about the list, which belong in step 1.
const LIST_WARNINGS = ["similar-categories", "new-category", "own-category", "unused-category", "no-start", "no-window", "no-eligible", "encoding", "group-unused",
  "blank-rows", "no-header", "short-rows", "no-match", "match-missing", "hidden-rows", "struck-rows", "sheet", "set-aside"];

function aboutList(warning) { return LIST_WARNINGS.includes(warning.code); }

// sentence begins a text with a capital letter, but for the name of a file, and ends it with a full stop.
function sentence(text) { return text && (/^\S+\.(csv|json|toml|txt|xlsm|xlsx)\b/i.test(text) ? text : capital(text)).replace(/\.?$/, "."); }

// categoryName writes a category or "variable:category" as people read it.
function categoryName(category) {
  const [of, name] = /^([^:]*:)?(.*)$/s.exec(category).slice(1);
  return (of ? of.replace(/^rosh:/, "RoSH:") + " " : "") + (/^[a-z]+(-[a-z]+)+$/.test(name) ? name.replaceAll("-", " ") : name); // bands and the list's own texts keep theirs

}
