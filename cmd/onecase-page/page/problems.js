// What is wrong with a list, and what can be done about it here.

// questionsOf asks of problems what they have in common once: what a text means,
// which row of a case is right, or what is to be corrected in some rows.
function questionsOf(problems) {
  const questions = new Map();
  for (const p of problems) {
    const keep = p.options.find((o) => o.name === "keep-row")?.value;
    const key = JSON.stringify(p.categories ? [p.categories.of, p.value] : keep ? [keep] : [p.column, p.fix, p.row && p.fix ? "" : p.message]);
    if (!questions.has(key)) questions.set(key, { ...p, keep, rows: [] });
    questions.get(key).rows.push(p.row);
  }
  return [...questions.values()];
}

// problemList asks about the problems of a list, each question beside its answers.
// Answer is called with what the user says: { text, means }, { keep } or { aside } with
// rows, or { role, header }. Skip is called when rows that cannot be read are to be left
// out; a text that is not known is no reason to leave a case out.
function problemList(problems, answer, skip) {
  const all = questionsOf(problems), questions = all.filter((q) => !ofRules(q)), guessed = all.find(ofRules);
  const broken = questions.every((q) => inList(q) && !q.categories);
  return [guessed ? box("note", "Which rules is this list for?", el("p", {}, sentence(rulesInWords(guessed.message)) + " If it is a list of other work, its own texts can be the categories."),
    el("p", { class: "action" }, otherWork("")), el("p", {}, "If it is of youth justice, answer the questions below.")) : null, box("wrong", questions.length === 1 ? "One question about this list" : questions.length + " questions about this list",
    el("ul", { class: "asked" }, questions.map((q) => el("li", {}, q.categories ? meaning(q, answer) : q.keep ? rightRow(q, answer) : correction(q, answer)))),
    broken ? el("p", { class: "action" }, el("button", { type: "button", onclick: skip }, "Go on without these rows")) : null)];
}

// ofRules tells the question whether the list is for the rules that were guessed.
function ofRules(q) { return q.options.some((o) => o.name === "rules") && !inList(q); }

// inList says whether a question is about rows of the list, not of another file.
function inList(q) { return q.row > 0 && q.file === list.file.name; }

function meaning(q, answer) {
  const { of, names } = q.categories, text = of + ":" + q.value, id = "meaning-" + text;
  return [el("label", { for: id }, el("strong", {}, ROLES[of] ?? of), " “", q.value, "” (", rowsText(q.rows), ") means "),
    choice({ id, onchange: (e) => e.target.value && answer({ text, means: e.target.value }) },
      [["", "choose …"], ...names.map((c) => [c, categoryName(c)]), ...(names.includes("unknown") || ["group", "disposal"].includes(of) ? [] : [["unknown", "not known"]])]),
    ROLES[of] && of !== "group" ? [" or ", el("button", { type: "button", class: "plain", "aria-label": "The column is something else: " + q.value, onclick: () => answer({ role: of, header: "" }) }, "the column is something else")] : null];
}

// rightRow asks which of the unlike rows of a case is right.
function rightRow(q, answer) {
  const id = "right-" + q.keep;
  const person = q.options.find((o) => o.name === "column")?.value.split("=");
  return [el("label", { for: id }, sentence(q.message), " Which row is right? "),
    choice({ id, onchange: (e) => e.target.value && answer(e.target.value === "person" ? { role: person[0], header: person[1] } : { keep: e.target.value }) },
      [["", "choose …"], ...[q.keep, ...q.rows].map((row) => [row, "row " + row]), ...(person ? [["person", "it is a person’s number"]] : [])])];
}

function correction(q, answer) {
  const aside = q.rows.length === 1 ? "This row is no case" : "These " + q.rows.length + " rows are no cases";
  return [el("span", {}, inList(q) ? capital(rowsText(q.rows)) + ": " : "", sentence(q.message), " ", sentence(here(q.fix, 1)), " "),
    inList(q) ? el("button", { type: "button", class: "plain", onclick: () => answer({ aside: q.rows.join(",") }) }, aside) : null];
}

function things(n) { return n === 1 ? "One thing to put right" : n + " things to put right"; }

// corrections is the table of what is to be corrected in a file: a line for each
// row of the file, with the first thing that is wrong in it.
function corrections(problems) {
  const most = 100;
  const rows = new Map();
  for (const p of problems) rows.set(p.row, [...(rows.get(p.row) ?? []), p]);
  const more = (n) => (n > 1 ? " And " + (n - 1) + " more in this row." : "");
  const said = (p) => (NAMES.has(p.column) || !p.column || !p.message.startsWith(p.column) ? sentence(rulesInWords(inWords(p.message))) : p.message + "."); // a header as the file has it
  const lines = [...rows].flatMap(([row, all]) => (row ? [[String(row), said(all[0]) + more(all.length), sentence(all[0].fix)]]
    : all.map((p) => ["–", said(p), sentence(p.fix)])));
  return [table("To correct in the file", [">Row", "What is wrong", "What to do"], lines.slice(0, most)),
    lines.length > most ? el("p", {}, "And " + (lines.length - most) + " more rows.") : null];
}

// misplaced says where a file belongs that was opened as a list; null where it
// may be one.
function misplaced(file) {
  const name = file.name.toLowerCase();
  const move = (what, label, act) => box("note", file.name + " is " + what, el("p", { class: "action" }, el("button", { type: "button", class: "main", onclick: act }, label)));
  if (name.endsWith(".onecase")) return move("work that was saved here", "Go on with it", () => work.open(file));
  if (name.endsWith(".record.json")) return move("the record of a draw, not a list of cases", "Take it to “After the draw”", () => { records.take("record", file); go("after"); });
  if (name.endsWith(".toml")) return move("an inspection file, or rules, not a list of cases", "Take it to step 4 as an inspection", () => { judgements.take([file]); go("rate"); });
  return null;
}

function rowsText(rows) {
  if (rows.length === 1) return "row " + rows[0];
  const first = rows.slice(0, 3).join(", ");
  return rows.length + " rows: " + first + (rows.length > 3 ? " …" : "");
}

// failed shows what the command said, under a heading.
function failed(result, heading = "This did not work") {
  return box("wrong", heading, el("ul", {}, result.messages.map((m) => el("li", {}, saidOf(m)))));
}

// faulty is failed for what the user typed in a field: the field of the flag that a
// message is about has the message beside it. Form is the form it is in, "" for a step's.
function faulty(result, heading, form = "") {
  noFaults();
  const others = [];
  for (const { text, flag, rest } of result.messages) {
    const field = flag && document.querySelector(`[data-flag="${form ? form + ":" : ""}${flag}"]`);
    if (!field) { others.push(saidOf({ text, flag, rest })); continue; }
    const said = ofGroups(withoutFlags(rest));
    fault(field, said);
    others.push((field.labels?.[0]?.textContent ?? flag) + ": " + said);
    if (field.closest("details")) field.closest("details").open = true;
  }
  say(others.join(" "));
  return box("wrong", heading ?? "This did not work", el("ul", {}, others.map((line) => el("li", {}, line))));
}

// saidOf is a message with the name of a field in the place of a flag, or without the flag where no field has it.
function saidOf({ text, flag, rest }) {
  const label = flag && labelOf(flag);
  return rulesInWords(ofGroups(inWords(withoutFlags(label ? label + ": " + rest : flag ? capital(rest) : text))));
}

// labelOf is the name of the field of a flag; undefined where there is none.
function labelOf(flag) {
  return LABELS[flag]?.[0] ?? document.querySelector(`[data-flag$=":${flag}"], [data-flag="${flag}"]`)?.labels?.[0]?.textContent;
}

// withoutFlags is a text with the names of fields in the place of flags.
function withoutFlags(text) {
  return text.replace(/--([a-z][a-z-]*)/g, (_, flag) => "“" + (labelOf(flag) ?? flag.replaceAll("-", " ")) + "”");
}

// ofGroups is a text with the names of groups in the place of their ids.
function ofGroups(text) {
  return text.replace(/\b(group |for |of )([a-z][a-z-]*)\b(?=[:,] )/g, (all, before, id) => (GROUPS[id] ? (before === "group " ? "" : before) + GROUPS[id] : all));
}

// fault puts beside a field what is wrong with what it has.
function fault(field, text) {
  const id = field.id + "-fault";
  field.setAttribute("aria-invalid", "true");
  field.setAttribute("aria-errormessage", id);
  (field.closest(".pair") ?? field).after(el("small", { class: "error", id, role: "alert" }, "✗ " + capital(text) + "."));
}

// noFaults takes the messages from the fields again.
function noFaults() {
  for (const field of document.querySelectorAll("[aria-invalid]")) {
    byId(field.getAttribute("aria-errormessage"))?.remove();
    field.removeAttribute("aria-invalid");
    field.removeAttribute("aria-errormessage");
  }
}
