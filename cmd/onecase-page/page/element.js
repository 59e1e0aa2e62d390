// Making parts of the page. Text from files becomes text nodes, never markup.

const byId = (id) => document.getElementById(id);

// el makes an element: properties are attributes, "on..." listeners, true an
// attribute without a value; children are nodes and texts, null for none.
function el(tag, properties, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties ?? {})) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children.flat(Infinity).filter((child) => child != null && child !== false));
  return element;
}

// show puts parts in the place of what an element has. A part that stays keeps the focus, and what is shown is no longer old.
function show(element, ...parts) {
  const at = document.activeElement;
  element.replaceChildren(...parts.flat(Infinity).filter((part) => part != null && part !== false));
  element.inert = false;
  if (at !== document.activeElement && at?.isConnected) at.focus({ preventScroll: true });
}

// pressed resolves once no button is held down, so that none moves away below the pointer before its click is done.
function pressed() { return held ?? Promise.resolve(); }

let held = null;
addEventListener("pointerdown", ({ target }) => {
  if (!target.closest("button, label, summary")) return;
  held ??= new Promise((done) => {
    const over = new AbortController(), release = (event) => {
      if (event.type === "pointermove" && event.buttons) return;
      over.abort();
      setTimeout(() => { held = null; done(); }); // the click comes first
    };
    for (const kind of ["pointerup", "pointercancel", "pointermove"]) addEventListener(kind, release, { capture: true, signal: over.signal });
  });
}, true);

// fieldsIn are the fields of a part that a person fills in, but for files and sliders.
function fieldsIn(place) { return [...place.querySelectorAll(":is(input, select, textarea)[id]")].filter((f) => !["file", "range"].includes(f.type)); }

// typedIn is what those fields hold, by their ids, and retype gives it back to those that can hold it.
function typedIn(place) { return Object.fromEntries(fieldsIn(place).map((f) => [f.id, f.type === "checkbox" ? f.checked : f.value])); }

function retype(place, values) {
  for (const field of fieldsIn(place)) {
    if (!(field.id in values)) continue;
    const value = values[field.id];
    if (field.type === "checkbox") field.checked = value;
    else if (!field.options || [...field.options].some((o) => o.value === value)) field.value = value;
  }
}

// remade is show for a part that may have been filled in: what was typed stays, and the focus.
function remade(place, ...parts) {
  const typed = typedIn(place), at = place.contains(document.activeElement) && document.activeElement.id;
  show(place, ...parts);
  retype(place, typed);
  if (at) byId(at)?.focus();
}

// table makes a table in a frame that scrolls by itself on a small screen. A
// column is its heading, with ">" before it where its cells are numbers. The
// first cell of a row is its heading; a row of one cell is one for those below. A caption that a heading says is not shown again.
function table(caption, columns, rows, said = false, form = false) {
  const number = columns.map((c) => c.startsWith(">"));
  return el("div", { class: form ? "table form" : "table", tabindex: 0, role: "region", "aria-label": caption },
    el("table", {},
      said ? null : el("caption", {}, caption),
      el("thead", {}, el("tr", {}, columns.map((c, i) => el("th", { scope: "col", class: number[i] && "number" }, c.replace(/^>/, ""))))),
      el("tbody", {}, rows.map((row) => (row.length === 1 && columns.length > 1
        ? el("tr", { class: "heading" }, el("th", { scope: "colgroup", colspan: columns.length }, row[0]))
        : el("tr", {}, row.map((cell, i) => el(i ? "td" : "th", { scope: i ? null : "row", class: number[i] && "number" }, (cell ?? "").replace?.(/^· /, "·\u00a0") ?? cell))))))));
}

// choice makes a select of pairs of a value and a text.
function choice(properties, options, chosen) {
  const select = el("select", properties, options.map(([value, text]) => el("option", { value }, text)));
  select.value = chosen ?? options[0]?.[0] ?? "";
  return select;
}

// box is a message that stands out: of a kind, with a heading in words.
// A wrong one is the last that is said, in the place of what was being done.
function box(kind, heading, ...parts) {
  if (kind === "wrong") say(heading);
  return el("div", { class: "box " + kind, role: kind === "wrong" ? "alert" : null }, el("h2", {}, heading), parts);
}

// folded is a part that opens on request.
function folded(heading, ...parts) {
  return el("details", {}, el("summary", {}, heading), parts);
}

// saver is a button that saves a file: bytes or a text, or a function that
// makes them. What keeps it from being made stands beside it.
function saver(label, name, content, kind = "") {
  const fault = el("small", { class: "error", role: "alert" });
  const button = el("button", { type: "button", class: kind, onclick: async () => {
    fault.remove();
    try {
      save(name, typeof content === "function" ? await content() : content);
    } catch (error) {
      show(fault, error instanceof Cancelled ? "Cancelled: " + name + " was not made." : "✗ " + name + " cannot be made: " + error.message);
      button.after(fault);
      button.focus();
    }
  } }, label);
  return button;
}

function save(name, content) {
  const url = URL.createObjectURL(new Blob([content]));
  el("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
  say(name + " saved");
}

// reveal brings an answer into view that begins below the middle of the window.
function reveal(place) {
  const { top, height } = place.getBoundingClientRect(), still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  if (height && top > innerHeight / 2) place.scrollIntoView({ behavior: still ? "auto" : "smooth", block: "start" });
}

// say tells those who listen to the page what has changed.
function say(text) { byId("live").textContent = text; }

// latest keeps work from overlapping itself: asked for while it runs, however often, it is
// done once more after that, and whoever asked waits for the last. Work is told whether it is
// asked for again; when it gives false, it was cancelled and is not done again. Settled
// resolves when none is left, and is null then.
function latest(work) {
  let again;
  const runs = async () => {
    try {
      for (let done; ;) {
        again = false;
        done = await work(() => again);
        if (!again || done === false) return done;
      }
    } finally {
      call.settled = null;
    }
  };
  const call = () => {
    again = true;
    return call.settled ??= runs();
  };
  call.settled = null;
  return call;
}
