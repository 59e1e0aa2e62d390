// The letter that asks the service for the files, in the words of the rules.

const asking = {
  // words are those for a letter in a file.
  words(file) {
    const service = byId("service").value.trim(), by = byId("files-by").value.trim();
    return ["--letter", file, ...(service ? ["--service", service] : []), ...(by ? ["--files-by", by] : [])];
  },
};
