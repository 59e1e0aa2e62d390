// The grid for the answers, with the questions of the rules or of one's own.

const grids = {
  questions: null, // a file of questions of one's own
  filled: null, // the grid that people work in, as it was opened last or as a step has left it

  // of has the words and files for a grid in a file, and none where there are no questions.
  of(file, rules) {
    const typed = byId("questions").value.trim();
    const own = this.questions ?? (typed ? textFile("questions.txt", typed + "\n") : null);
    if (!own && (rules === "none" || (rules === list.facts?.rules && !list.asks))) return { words: [], files: [], own: [] };
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

  take(file) {
    this.questions = file;
    show(byId("questions-name"), file && [file.name, " ", el("button", { type: "button", class: "plain", onclick: () => this.take(null) }, "do without")]);
  },
};

function startGrid() { taker(byId("questions-file"), byId("own-questions"), ([file]) => grids.take(file)); }
