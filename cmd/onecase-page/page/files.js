// Files that the user opens. They are held in memory and read as they are.

// A file is { name, bytes }.
async function opened(file) {
  return { name: safeName(file.name), bytes: new Uint8Array(await file.arrayBuffer()) };
}

// safeName keeps a name from being read as a flag.
function safeName(name) { return name.startsWith("-") ? "_" + name : name; }

function textFile(name, text) { return { name, bytes: new TextEncoder().encode(text) }; }

const pairs = (...files) => files.filter(Boolean).map((f) => [f.name, f.bytes]);

// arriving are the files that were chosen and are still being read.
const arriving = new Set();

// opening has for each of them what stops its reading.
const opening = new Set();

// arrived resolves when no file is still being read: a button that is pressed meanwhile
// works on the files that were chosen before.
const arrived = () => Promise.allSettled(arriving);

// taker lets files come into the page through an input and by dropping them on
// a place.
function taker(input, place, take) {
  const receive = async (files) => {
    if (!files.length) return;
    const names = listed([...files].map((f) => f.name));
    let stop;
    const stopped = new Promise((_, fail) => { opening.add(stop = fail); });
    const reading = busyWhile(Promise.race([stopped, Promise.all([...files].map(opened))]), "Opening " + names);
    arriving.add(reading);
    let read;
    try {
      read = await reading;
    } catch (error) {
      const why = error instanceof Cancelled ? " was not opened: cancelled." : " cannot be opened: close it elsewhere and choose it again.";
      byId("state").textContent = names + why;
      return;
    } finally {
      arriving.delete(reading);
      opening.delete(stop);
    }
    take(read);
  };
  input.addEventListener("change", () => {
    const files = [...input.files];
    input.value = "";
    receive(files);
  });
  place.addEventListener("dragover", (event) => { event.preventDefault(); place.classList.add("over"); });
  place.addEventListener("dragleave", () => place.classList.remove("over"));
  place.addEventListener("drop", (event) => {
    event.preventDefault();
    event.stopPropagation();
    place.classList.remove("over");
    receive(event.dataTransfer.files);
  });
}

// A file dropped beside a place must not take the page's.
for (const kind of ["dragover", "drop"]) document.addEventListener(kind, (event) => event.preventDefault());
