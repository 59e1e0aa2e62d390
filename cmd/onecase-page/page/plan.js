// Step 2: how many cases each group needs.

const planning = {
  sizes: new Map(), // group to the sample the user sets
  match: null, // what to match on, roles and headers; null for what the command finds

  // words are the flags of the design, and of the cases chosen by hand.
  words() {
    const words = [];
    const add = (flag, id, after = "") => { const v = byId(id).value.trim(); if (v) words.push(flag, v + (v.endsWith("%") ? "" : after)); };
    add("--confidence", "confidence", "%");
    add("--margin", "margin", "%");
    add("--reserve", "reserve", "%");
    if (byId("criterion").value !== "normal") words.push("--criterion", byId("criterion").value);
    add("--total", "total");
    add("--census-from", "census-from", "%");
    for (const [group, n] of this.sizes) words.push("--size", group + "=" + n);
    words.push(...this.methodWords(), ...constraints.words());
    for (const name of this.match ?? []) words.push("--match", name);
    return words;
  },

  methodWords() {
    const method = byId("method").value, least = byId("least").value;
    if (!method) return [];
    if (method === "simple") return ["--method", "simple"];
    return ["--method", "stratified", ...(method === "proportional" ? [] : ["--allocation", method]), ...(least ? ["--least", least] : [])];
  },

  // forget goes back to what the command finds for a list.
  forget() {
    this.sizes.clear();
    this.match = null;
    constraints.forget();
    byId("match-fields").dataset.of = "";
    for (const field of byId("sizes-fields").querySelectorAll("input")) field.value = "";
  },

  // show shows the plan, or what is wrong with what was asked for.
  show(result) {
    const plan = list.plan;
    show(byId("plan-tables"));
    const place = byId("plan-result");
    if (!plan) {
      show(place, list.facts ? faulty(result, "The plan cannot be made so")
        : box("wrong", "The list has to be put right first", el("p", {}, el("button", { type: "button", class: "plain", onclick: () => go("list") }, "1. Your list"))));
      return;
    }
    noFaults();
    this.offerSizes(plan);
    this.offerMatch(plan);
    constraints.offer(plan);
    byId("least-part").hidden = ["", "simple"].includes(byId("method").value);
    const words = result.words.slice(0, -2);
    show(place, this.tiles(plan), warnings(result.warnings.filter((w) => !aboutList(w))), this.rare(plan),
      el("p", { class: "action" }, el("button", { type: "button", class: "main", onclick: () => go("draw") }, "Go on to the draw")));
    show(byId("plan-tables"), plan.groups.filter((g) => g.match.length).map(matchTable), readings(plan),
      saved(stem(list.file.name) + ".plan", words, list.files, result.stdout), command(words));
  },

  tiles(plan) {
    const tile = (name, g) => el("div", { class: "tile" }, el("h2", {}, name),
      el("p", { class: "big" }, el("strong", {}, String(g.sample)), " of " + count(g.population, "case")),
      el("p", {}, !g.population ? "No case is eligible." : g.sample === g.population ? "Every case is read." : "Within " + points(g.margin) + " points either way, at " + percent(plan.confidence) + " confidence."),
      g.reserves == null ? null : el("p", {}, count(g.reserves, "reserve") + "."));
    return el("div", { class: "tiles" }, plan.groups.map((g) => tile(groupName(g.group), g)),
      plan.groups.length > 1 ? tile("Together", plan.together) : null);
  },

  // rare offers the categories that the sample might miss.
  rare(plan) {
    const all = new Set([...constraints.atLeast.keys(), ...plan.groups.flatMap((g) => g.match.filter((m) => m.fewest === 0).map((m) => m.variable + ":" + m.category))]);
    if (!all.size) return null;
    const tick = (category) => el("label", {}, el("input", { type: "checkbox", checked: constraints.atLeast.has(category), onchange: (event) => constraints.change(() => {
      if (event.target.checked) constraints.atLeast.set(category, "1");
      else constraints.atLeast.delete(category);
    }) }), " ", categoryName(category));
    return el("fieldset", {}, el("legend", {}, "Rare categories: at least one case in the sample of"), el("div", { class: "checks" }, [...all].map(tick)));
  },

  // offerMatch has a tick for each column that the sample may be matched on:
  // the variables by their roles, other columns by their headers.
  offerMatch(plan) {
    const fields = byId("match-fields");
    const taken = new Map(plan.recognised.map((r) => [r.header, r.role]));
    const variables = plan.groups[0].match.map((m) => m.variable);
    const names = [...new Set([...["gender", "disposal", "rosh", "safety"].filter((role) => [...taken.values()].includes(role)),
      ...(this.match ?? []), ...list.look.header.filter((h) => h && !taken.has(h)), ...plan.recognised.filter((r) => r.role === "team" || r.role === "manager").map((r) => r.header)])];
    byId("match").hidden = byId("method").value === "simple";
    if (fields.dataset.of === names.join("\n")) return;
    fields.dataset.of = names.join("\n");
    show(fields, names.map((name, i) => el("label", {}, el("input", { type: "checkbox", id: "match-" + i, value: name, checked: variables.includes(name) }), " ", ROLES[name] ?? name)));
  },

  // offerSizes has a field for each group to set its sample.
  offerSizes(plan) {
    const fields = byId("sizes-fields");
    const groups = plan.groups.map((g) => g.group);
    if (fields.dataset.groups === groups.join()) {
      for (const g of plan.groups) byId("size-" + g.group).placeholder = String(g.sample);
      return;
    }
    fields.dataset.groups = groups.join();
    show(fields, plan.groups.map((g) => el("p", {}, el("label", { for: "size-" + g.group }, groupName(g.group)),
      el("input", { id: "size-" + g.group, type: "number", min: 1, max: g.population, placeholder: g.sample, "data-size": g.group }))));
    byId("sizes").hidden = false;
  },
};

function matchTable(g) {
  return folded("How the sample will mirror the list: " + groupName(g.group).toLowerCase(),
    table(groupName(g.group) + ": a sample of " + g.sample + " from " + g.population,
      ["Category", ">Eligible", ">In the sample", ">Margin if looked at alone, points"],
      g.match.map((m) => [named(categoryName(m.variable + ":" + m.category)), String(m.population),
        m.fewest === m.most ? String(m.fewest) : m.fewest + " to " + m.most, points(m.subsample_margin)])));
}

function readings(plan) {
  if (plan.readings.length < 2) return null;
  const words = { "each-group": "each group to the margin", whole: "one inspection, then split" };
  return folded("What the published target may have meant", table("Two readings of the target",
    ["Reading", ...plan.groups.flatMap((g) => [">" + groupName(g.group), ">Margin"]), ">In all", ">Margin"],
    plan.readings.map((r) => [words[r.reading] ?? r.reading, ...r.groups.flatMap((g) => [String(g.sample), points(g.margin)]), String(r.sample), points(r.margin)])));
}

function startPlan() {
  const again = (event) => {
    if (event.target.closest("#constraints")) return; // it looks after itself
    planning.sizes = new Map([...document.querySelectorAll("[data-size]")].filter((i) => i.value).map((i) => [i.dataset.size, i.value]));
    if (event.target.closest("#match")) {
      const ticked = [...byId("match-fields").querySelectorAll(":checked")].map((i) => i.value);
      planning.match = ticked.length ? ticked : null;
      if (!ticked.length) byId("match-fields").dataset.of = ""; // back to those that were found
    }
    list.read();
  };
  byId("plan-settings").addEventListener("change", again);
  byId("plan-settings").addEventListener("submit", (event) => event.preventDefault());
}
