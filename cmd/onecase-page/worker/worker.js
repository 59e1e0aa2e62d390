// The worker: runs the command for the page, one call at a time. Every call
// brings the files it needs and gets those that were written.

const memory = new MemoryFiles();
globalThis.fs = memory;
globalThis.process = {
  getuid: () => 0, getgid: () => 0, geteuid: () => 0, getegid: () => 0, getgroups: () => [], pid: 1, ppid: 0,
  umask: () => 0o077, cwd: () => "/", chdir() { throw failure("ENOSYS"); },
};
globalThis.path = { resolve: (...parts) => absolute(parts.join("/")) };

globalThis.onecaseProgress = (percent) => { if (waiting) postMessage({ percent }); };

const started = new Promise((ready) => { globalThis.onecaseReady = ready; });

async function start(module) {
  const go = new Go();
  go.env = { HOME: "/", TMPDIR: "/tmp" };
  const instance = await WebAssembly.instantiate(module, go.importObject);
  go.run(instance).finally(() => postMessage({ stopped: true }));
}

onmessage = async ({ data }) => {
  if (data.module) {
    start(data.module).catch((error) => postMessage({ failed: String(error) }));
    const command = await started;
    postMessage({ verbs: Object.keys(command) });
    warm();
    return;
  }
  waiting++;
  turn = turn.then(() => serve(data));
};

// warm lets the browser translate what a list needs first, step by step, unless there is
// a list already.
function warm() {
  for (const step of ["look", "plan"]) {
    turn = turn.then(async () => {
      const command = await started;
      if (!waiting) await new Promise((done) => command.warm([step], done));
    });
  }
}

let waiting = 0; // calls of the page's
let turn = Promise.resolve(); // resolves when the call before is done: its files are not to be taken away

async function serve({ id, call, words, files }) {
  const command = await started;
  memory.reset(files);
  await new Promise((done) => command[call](words, (text) => {
    waiting--;
    postMessage({ id, answer: JSON.parse(text), files: memory.written() });
    done();
  }));
}
