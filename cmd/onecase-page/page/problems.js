// What is wrong with a list, and what can be done about it here.

// problemList shows problems. Where a text is not recognised the user may say
// what it means; correct is called with the flag's value. skip is called when
// the rows are to be left out.
function problemList(problems, correct, skip) {
  const unknown = new Map(), others = [];
  for (const p of problems) {
    if (!p.categories) { others.push(p); continue; }
    const text = p.categories.of + ":" + p.value; // as --category names it
    const same = unknown.get(text);
    if (same) same.rows.push(p.row);
    else unknown.set(text, { text, of: p.categories.of, categories: p.categories.names, rows: [p.row], value: p.value });
  }
  const parts = [];
  if (unknown.size) {
    parts.push(el("p", {}, "Say what these texts mean:"), el("ul", { class: "meanings" }, [...unknown.values()].map((u) => {
      const id = "meaning-" + u.text;
      return el("li", {}, el("label", { for: id }, el("strong", {}, ROLES[u.of] ?? u.of), " “", u.value, "” (", rowsText(u.rows), ") means "),
        choice({ id, onchange: (e) => e.target.value && correct(u.text, e.target.value) },
          [["", "choose …"], ...u.categories.map((c) => [c, categoryName(c)]),
          ...(["group", "disposal"].includes(u.of) ? [] : [["unknown", "not known"]])]));
    })));
  }
  if (others.length) parts.push(corrections(others));
  return box("wrong", things(unknown.size + new Set(others.map((p) => p.message)).size),
    parts, !unknown.size && problems.every((p) => p.row > 0) ? el("p", { class: "action" }, el("button", { type: "button", onclick: skip }, "Go on without these rows")) : null);
}

function things(n) { return n === 1 ? "One thing to put right" : n + " things to put right"; }

// corrections is the table of what is to be corrected in a file: a line for each
// row of the file, with the first thing that is wrong in it.
function corrections(problems) {
  const most = 100;
  const rows = new Map();
  for (const p of problems) rows.set(p.row, [...(rows.get(p.row) ?? []), p]);
  const more = (n) => (n > 1 ? " And " + (n - 1) + " more in this row." : "");
  const said = (p) => (p.column && p.message.startsWith(p.column) ? p.message + "." : sentence(p.message)); // a header as the file has it
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
  return box("wrong", heading, el("ul", {}, result.messages.map((m) => el("li", {}, m.text))));
}

// faulty is failed for what the user typed in a field: the field of the flag that a
// message is about has the message beside it.
function faulty(result, heading) {
  noFaults();
  const others = [];
  for (const { text, flag, rest } of result.messages) {
    const field = flag && document.querySelector(`[data-flag="${flag}"]`);
    if (!field) { others.push(text); continue; }
    const id = field.id + "-fault";
    field.setAttribute("aria-invalid", "true");
    field.setAttribute("aria-errormessage", id);
    field.after(el("small", { class: "error", id }, "✗ " + capital(rest) + "."));
    others.push((field.labels?.[0]?.textContent ?? flag) + ": " + rest);
    if (field.closest("details")) field.closest("details").open = true;
  }
  say(others.join(" "));
  return box("wrong", heading ?? "This did not work", el("ul", {}, others.map((line) => el("li", {}, line))));
}

// noFaults takes the messages from the fields again.
function noFaults() {
  for (const field of document.querySelectorAll("[aria-invalid]")) {
    byId(field.getAttribute("aria-errormessage"))?.remove();
    field.removeAttribute("aria-invalid");
    field.removeAttribute("aria-errormessage");
  }
}
