// Step 2: how many cases each group needs.

const planning = {
  sizes: new Map(), // group to the sample the user sets
  atLeast: new Set(), // VARIABLE:CATEGORY of which the sample must have a case

  // words are the flags of the design.
  words() {
    const words = [];
    const add = (flag, id, after = "") => { const v = byId(id).value.trim(); if (v) words.push(flag, v + (v.endsWith("%") ? "" : after)); };
    add("--confidence", "confidence", "%");
    add("--margin", "margin", "%");
    add("--reserve", "reserve", "%");
    if (byId("criterion").value !== "normal") words.push("--criterion", byId("criterion").value);
    for (const [group, n] of this.sizes) words.push("--size", group + "=" + n);
    for (const category of this.atLeast) words.push("--at-least", category + "=1");
    return words;
  },

  show(result) {
    const place = byId("plan-result");
    const plan = list.plan;
    if (!plan) {
      show(place, result.code === 2 ? failed(result) : box("wrong", "The list has to be put right first", el("p", {}, el("button", { type: "button", class: "plain", onclick: () => go("list") }, "1. Your list"))));
      return;
    }
    this.offerSizes(plan);
    const words = result.words.slice(0, -2);
    show(place, this.tiles(plan), warnings(plan.warnings), this.rare(plan), plan.groups.filter((g) => g.match.length).map(matchTable), readings(plan),
      el("p", { class: "action" }, el("button", { type: "button", class: "main", onclick: () => go("draw") }, "Go on to the draw")),
      saved(stem(list.file.name) + ".plan", words, pairs(list.file), result.stdout), command(words));
  },

  tiles(plan) {
    const tile = (name, g) => el("div", { class: "tile" }, el("h2", {}, name),
      el("p", { class: "big" }, el("strong", {}, String(g.sample)), " of " + count(g.population, "case")),
      el("p", {}, g.margin == null ? "Every case is read." : "Within " + points(g.margin) + " points either way, at " + percent(plan.confidence) + " confidence."),
      g.reserves == null ? null : el("p", {}, count(g.reserves, "reserve") + "."));
    return el("div", { class: "tiles" }, plan.groups.map((g) => tile(groupName(g.group), g)),
      plan.groups.length > 1 ? tile("Together", plan.together) : null);
  },

  // rare offers the categories that the sample might miss.
  rare(plan) {
    const all = new Set([...this.atLeast, ...plan.groups.flatMap((g) => g.match.filter((m) => m.fewest === 0).map((m) => m.variable + ":" + m.category))]);
    if (!all.size) return null;
    const box = (category) => el("label", {}, el("input", { type: "checkbox", checked: this.atLeast.has(category), onchange: (event) => {
      if (event.target.checked) this.atLeast.add(category);
      else this.atLeast.delete(category);
      list.read();
    } }), " ", category.replace("rosh:", "RoSH: ").replace(":", ": ").replaceAll("-", " "));
    return el("fieldset", {}, el("legend", {}, "Rare categories: at least one case in the sample of"), el("div", { class: "checks" }, [...all].map(box)));
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
  return folded("How the sample will mirror " + groupName(g.group).toLowerCase(),
    table(groupName(g.group) + ": a sample of " + g.sample + " from " + g.population,
      ["Category", ">Eligible", ">In the sample", ">Margin if looked at alone, points"],
      g.match.map((m) => [named(m.variable === "rosh" ? "RoSH" : m.variable) + ": " + m.category.replaceAll("-", " "), String(m.population),
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
  const again = () => {
    planning.sizes = new Map([...document.querySelectorAll("[data-size]")].filter((i) => i.value).map((i) => [i.dataset.size, i.value]));
    list.read();
  };
  byId("plan-settings").addEventListener("change", again);
  byId("plan-settings").addEventListener("submit", (event) => { event.preventDefault(); again(); });
}
