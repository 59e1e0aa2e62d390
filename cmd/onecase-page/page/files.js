// Files that the user opens. They are held in memory and read as they are.

// A file is { name, bytes }.
async function opened(file) {
  return { name: safeName(file.name), bytes: new Uint8Array(await file.arrayBuffer()) };
}

// safeName keeps a name from being read as a flag.
function safeName(name) { return name.startsWith("-") ? "_" + name : name; }

function textFile(name, text) { return { name, bytes: new TextEncoder().encode(text) }; }

const pairs = (...files) => files.filter(Boolean).map((f) => [f.name, f.bytes]);

// taker lets files come into the page through an input and by dropping them on
// a place.
function taker(input, place, take) {
  input.addEventListener("change", async () => {
    if (input.files.length) take(await Promise.all([...input.files].map(opened)));
    input.value = "";
  });
  place.addEventListener("dragover", (event) => { event.preventDefault(); place.classList.add("over"); });
  place.addEventListener("dragleave", () => place.classList.remove("over"));
  place.addEventListener("drop", async (event) => {
    event.preventDefault();
    event.stopPropagation();
    place.classList.remove("over");
    if (event.dataTransfer.files.length) take(await Promise.all([...event.dataTransfer.files].map(opened)));
  });
}

// A file dropped beside a place must not take the page's.
for (const kind of ["dragover", "drop"]) document.addEventListener(kind, (event) => event.preventDefault());
