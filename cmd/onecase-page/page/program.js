// The program: the command, in a worker of its own. Calls go one after the
// other; cancelling ends the worker and starts another.

class Cancelled extends Error {}

const program = {
  module: null, // resolves to the program, compiled
  worker: null,
  ready: null, // resolves when the worker takes calls
  giveUp: null, // rejects ready
  calls: new Map(),
  next: 1,

  // load unpacks and compiles the program. Compiling begins, and the worker starts, while
  // the rest is still being unpacked.
  load() {
    const packed = programBytes(byId("program"));
    byId("program").remove();
    const whole = new ReadableStream({ start(stream) { stream.enqueue(packed); stream.close(); } });
    const type = { headers: { "Content-Type": "application/wasm" } };
    this.module = WebAssembly.compileStreaming(new Response(whole.pipeThrough(new DecompressionStream("gzip")), type));
    return this.start();
  },

  start() {
    const worker = this.worker = new Worker(workerAddress());
    let up = false;
    this.ready = new Promise((ready, fail) => {
      this.giveUp = fail;
      worker.onmessage = ({ data }) => {
        if (data.percent != null) progressed(data.percent);
        else if (data.verbs) { up = true; byId("cancel").hidden = false; ready(); }
        else if (data.failed) fail(new Error(data.failed));
        else if (data.stopped) {
          const reason = new Error("the program stopped: this is a fault of ours");
          if (up) this.restart(reason);
          else fail(reason);
        } else {
          this.calls.get(data.id)?.done(data);
          this.calls.delete(data.id);
        }
      };
      worker.onerror = (event) => fail(new Error(event.message || "the worker could not start"));
    });
    this.ready.catch(() => {}); // whoever waits for it is told
    this.module.then((module) => worker.postMessage({ module }), this.giveUp);
    return this.ready;
  },

  restart(reason) {
    this.worker.terminate();
    this.giveUp(reason);
    for (const call of this.calls.values()) call.failed(reason);
    this.calls.clear();
    return this.start();
  },

  // cancel stops what is running or waits to run, and files that are being opened.
  cancel() {
    const reason = new Cancelled("cancelled");
    for (const stop of opening) stop(reason);
    if (this.calls.size) this.restart(reason);
  },

  // call calls a function of the program with words and files, pairs of a name
  // and its bytes. The answer has what it returned and the files it wrote.
  call(name, words, files, label) {
    const id = this.next++;
    const result = new Promise((done, failed) => this.calls.set(id, { done, failed }));
    // The user's own rules may be named in any call.
    const asked = { id, call: name, words, files: [...pairs(ruleSets.own), ...files] };
    this.ready.then(() => { if (this.calls.has(id)) this.worker.postMessage(asked); }, (reason) => this.calls.get(id)?.failed(reason));
    return busyWhile(result, label);
  },

  // run runs the command: its exit code, stdout, warnings, messages, problems and
  // written files.
  async run(words, files = [], label = "Working") {
    const { answer, files: written } = await this.call("run", words, files, label);
    return { ...answer, written: new Map(written), words };
  },

  // show is run with the document of the result as well, for the page to lay out.
  async show(words, files = [], label = "Working") {
    const { answer, files: written } = await this.call("show", words, files, label);
    if (answer.code === 0) {
      const r = JSON.parse(answer.stdout);
      await this.learn(r.rules ?? r.after?.rules);
    }
    return { ...answer, written: new Map(written), words };
  },

  // learn sees to it that the names of a rule set are known.
  async learn(id) {
    if (typeof id !== "string" || id === "none" || this.learned.has(id)) return;
    await this.rules(ruleSets.reference(id));
    this.learned.add(id);
  },
  learned: new Set(),

  // flags are the flags of a verb as its help has them.
  async flags(verb) {
    if (!this.known.has(verb)) this.known.set(verb, (await this.call("flags", [verb], [], "Working")).answer);
    return this.known.get(verb);
  },
  known: new Map(),

  // example is the inspection of Kent: its list, ratings, date and seed.
  async example() { return (await this.call("example", [], [], "Fetching the example")).answer; },

  async look(file, sheet, columns) { return (await this.call("look", [file.name, sheet, ...columns], [[file.name, file.bytes]], "Reading the list")).answer; },
  async rules(id, file) { return learnNames((await this.call("rules", [id], pairs(file), "Reading the rules")).answer); },
  async record(file) { return (await this.call("record", [file.name], pairs(file), "Reading the record")).answer; },
};

// programBytes reads the bytes that an element has as text, as letters.go writes them.
function programBytes(element) {
  const text = element.textContent, units = new Uint16Array(text.length);
  let n = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    units[n++] = unit === 0xfff0 ? text.charCodeAt(++i) ^ 0x4000 : unit;
  }
  return new Uint8Array(units.buffer, 0, Number(element.dataset.size)); // every machine with a browser has the lower byte first
}

// workerAddress gives the worker's script an address of this page's own.
function workerAddress() {
  const address = URL.createObjectURL(new Blob([byId("worker").textContent], { type: "text/javascript" }));
  if (!globalThis.trustedTypes) return address;
  workerPolicy ??= trustedTypes.createPolicy("onecase", { createScriptURL: (url) => url });
  return workerPolicy.createScriptURL(address);
}
let workerPolicy;

// loaded resolves when the program can be called for the first time.
let busy = 0, running = 0;
const loaded = busyWhile(program.load(), "Getting ready");

// progressed shows how far the running call has come; without it the bar only
// says that something is going on.
function progressed(percent) {
  byId("progress").value = percent / 100;
  byId("busy-percent").textContent = percent + "%";
}

function noProgress() {
  byId("progress").removeAttribute("value");
  byId("busy-percent").textContent = "";
}

// busyWhile shows that something is going on, once it takes a moment, with a way
// to stop it.
async function busyWhile(promise, label) {
  running++;
  byId("main").setAttribute("aria-busy", "true");
  const since = Date.now();
  let clock;
  const appear = setTimeout(() => {
    busy++;
    byId("busy-text").textContent = label;
    byId("busy").hidden = false;
    say(label);
    clock = setInterval(() => { byId("busy-time").textContent = Math.round((Date.now() - since) / 1000) + " s"; }, 500);
  }, 100);
  try {
    return await promise;
  } finally {
    clearTimeout(appear);
    noProgress();
    if (--running === 0) byId("main").setAttribute("aria-busy", "false");
    if (clock) {
      clearInterval(clock);
      byId("busy-time").textContent = "";
      if (--busy === 0) byId("busy").hidden = true;
    }
  }
}

// attempt runs work, once the files that were chosen are read, and shows in place what went
// wrong, if anything did, and gives null. Cancelled, it says so above what the place has, and
// gives false; again is what to offer then, where there is no button to be pressed again.
async function attempt(place, work, again = null) {
  try {
    await arrived();
    return await work();
  } catch (error) {
    if (error instanceof Cancelled) return cancelled(place, again);
    show(place, box("wrong", "This did not work", el("p", {}, String(error.message ?? error))));
    return null;
  }
}

function cancelled(place, again) {
  const note = box("note cancelled", "Cancelled", el("p", {}, "What you opened is still here."),
    again && el("p", { class: "action" }, el("button", { type: "button", onclick: () => { note.remove(); again(); } }, "Do it after all")));
  note.tabIndex = -1;
  place.querySelector(":scope > .cancelled")?.remove();
  place.prepend(note);
  say("Cancelled");
  if ([document.body, byId("cancel")].includes(document.activeElement)) note.focus();
  return false;
}

// command shows how a result is had without this page.
function command(words) {
  return folded("The same on a command line", el("pre", {}, "onecase " + words.map(quoted).join(" ")));
}

// DRAWS are the verbs whose results have figures.
const DRAWS = ["size", "plan", "draw", "rate", "robust", "outlook", "estimate", "compare", "pool", "interval", "coverage"];

// saved gives buttons that save a result in other forms, a report to print first, and
// more of it when it is asked for. Of says what of, where a step has two results.
function saved(name, words, files, json, of = null) {
  if (words.some((word) => /^--publish$/.test(word))) name += ".public"; // beside the file that is not for everybody
  const made = async (more, label, of) => {
    const result = await program.run([...words, ...more], files, label);
    return of(result) || Promise.reject(new Error(result.messages.map((m) => m.text).join(" ")));
  };
  const as = (format) => () => made(["--format", format], "Writing the report", (result) => result.stdout);
  const figures = () => made(["--plot", name + ".svg", "--format", "json"], "Drawing the figures", (result) => result.written.get(name + ".svg"));
  return [el("p", { class: "action" },
    saver(of ? "Save a report on " + of + " to print" : "Save a report to print", name + ".html", as("html")),
    DRAWS.includes(words[0]) && !/%$/.test(words[1]) && !(words[0] === "rate" && judgements.asColumns) ? saver(of ? "Save figures of " + of : "Save figures", name + ".svg", figures) : null,
    saver(of ? "Save " + of + " as CSV" : "Save as CSV", name + ".csv", as("csv")),
    saver(of ? "Save " + of + " as JSON" : "Save as JSON", name + ".json", json)), asReported(words, files), working(words, files)];
}
