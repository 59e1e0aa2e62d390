// The grid for the answers, with the questions of the rules or of one's own.

const grids = {
  questions: null, // a file of questions of one's own
  filled: null, // the grid that people work in, as it was opened last or as a step has left it

  left: null, // that grid, if a step has left it and not the user

  // own are the questions of one's own, null for none.
  own() {
    const typed = byId("questions").value.trim();
    return this.questions ?? (typed ? textFile("questions.txt", typed + "\n") : null);
  },

  // asks says whether there are questions for a grid, of these rules or of one's own.
  asks(rules) {
    const without = [list.facts && [list.facts.rules, list.asks], records.cases && [records.cases.rules, records.cases.asks]].some((of) => of && of[0] === rules && !of[1]);
    return Boolean(this.own()) || (rules !== "none" && !without);
  },

  // tell says what comes with the steps after the draw, as there are questions or not.
  tell() {
    const { cases } = records, grid = !cases || this.asks(cases.rules);
    byId("comes-with").textContent = grid ? "An empty grid and the letter come with it, as the sample now stands." : "The letter comes with it, as the sample now stands.";
    byId("again-grid").textContent = grid ? "The grid is blind: it holds no first answers, and it is what those who read again get. Without rules its questions are those of step 3."
      : "There is no grid with it: " + (cases.rules === "none" ? "its questions can be given in step 3." : "these rules have no questions that are answered case by case. Questions of your own can be given in step 3.");
  },

  // of has the words and files for a grid in a file, and none where there are no questions.
  of(file, rules) {
    const own = this.own();
    if (!this.asks(rules)) return { words: [], files: [], own: [] };
    return { words: ["--judgements", file, ...(own ? ["--questions", own.name] : [])], files: pairs(own), own: own ? [own] : [] };
  },

  // use takes a filled grid for this step and those after it.
  use(file) {
    this.filled = file;
    week.offer();
    replacing.named();
    week.hand("reread", "first", file);
    week.hand("agree", "@first", file);
  },

  // onward says how cases that came in get their rows in the filled grid, null where there is none.
  onward() {
    const { filled } = this;
    return filled && [el("p", {}, filled.name + " stays the grid, with all that was entered. The cases that came in get their rows in it with the week’s files, or when the cases are shared out anew."),
      el("p", { class: "action" }, el("button", { type: "button", onclick: () => {
        Settings.all.get("assign").take("so-far", [this.filled]);
        byId("assign-part").scrollIntoView();
      } }, "Take " + filled.name + " to “Who reads what?”"))];
  },

  // updated takes the filled grid as a step has left it, also where it is rated.
  updated(name, bytes) {
    const file = this.left = { name, bytes };
    judgements.files = judgements.files.map((f) => f === this.filled ? file : f);
    this.use(file);
  },

  take(file) {
    this.questions = file;
    this.tell();
    show(byId("questions-name"), file && [file.name, " ", el("button", { type: "button", class: "plain", onclick: () => this.take(null) }, "do without")]);
  },
};

function startGrid() {
  taker(byId("questions-file"), byId("own-questions"), ([file]) => grids.take(file));
  byId("questions").addEventListener("change", () => grids.tell());
}
