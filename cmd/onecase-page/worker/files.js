// A file system in memory, with the part of Node's interface that Go's package
// os calls. Names are those of Unix; the working directory is "/".

const FLAGS = { O_RDONLY: 0, O_WRONLY: 1, O_RDWR: 2, O_CREAT: 64, O_EXCL: 128, O_TRUNC: 512, O_APPEND: 1024, O_DIRECTORY: 65536 };

class MemoryFiles {
  constructor() {
    this.constants = FLAGS;
    this.reset([]);
  }

  // reset leaves just these files: pairs of a name and its bytes.
  reset(files) {
    this.nodes = new Map([["/", folder()], ["/tmp", folder()]]);
    this.open_ = new Map();
    this.next = 3;
    for (const [name, bytes] of files) this.nodes.set(absolute(name), file(bytes));
    this.given = new Map(this.nodes);
  }

  // written gives the files that were not there at the reset, or not as they are.
  written() {
    const files = [];
    for (const [path, node] of this.nodes) {
      const same = this.given.get(path) === node && !node.touched;
      if (!node.folder && !same && !path.startsWith("/tmp/")) files.push([path.slice(1), node.bytes.slice(0, node.size)]);
    }
    return files;
  }

  node(path) {
    const node = this.nodes.get(absolute(path));
    if (!node) throw failure("ENOENT");
    return node;
  }

  handle(fd) {
    const handle = this.open_.get(fd);
    if (!handle) throw failure("EBADF");
    return handle;
  }

  open(path, flags, mode, done) {
    answer(done, () => {
      const at = absolute(path);
      let node = this.nodes.get(at);
      if (node && flags & FLAGS.O_CREAT && flags & FLAGS.O_EXCL) throw failure("EEXIST");
      if (node && !node.folder && flags & FLAGS.O_DIRECTORY) throw failure("ENOTDIR");
      if (node && node.folder && flags & (FLAGS.O_WRONLY | FLAGS.O_RDWR)) throw failure("EISDIR");
      if (!node) {
        if (!(flags & FLAGS.O_CREAT)) throw failure("ENOENT");
        this.parent(at);
        node = file(new Uint8Array(0), mode);
        this.nodes.set(at, node);
      }
      if (flags & FLAGS.O_TRUNC) resize(node, 0);
      this.open_.set(this.next, { node, position: 0, append: flags & FLAGS.O_APPEND });
      return this.next++;
    });
  }

  parent(at) {
    const above = this.nodes.get(at.slice(0, at.lastIndexOf("/")) || "/");
    if (!above) throw failure("ENOENT");
    if (!above.folder) throw failure("ENOTDIR");
  }

  read(fd, buffer, offset, length, position, done) {
    answer(done, () => {
      const handle = this.handle(fd), { node } = handle;
      if (node.folder) throw failure("EISDIR");
      const from = position ?? handle.position;
      const n = Math.max(0, Math.min(length, node.size - from));
      buffer.set(node.bytes.subarray(from, from + n), offset);
      if (position === null) handle.position += n;
      return n;
    });
  }

  write(fd, buffer, offset, length, position, done) {
    if (fd === 1 || fd === 2) { // the Go runtime's own last words
      console.error(new TextDecoder().decode(buffer.subarray(offset, offset + length)));
      done(null, length);
      return;
    }
    answer(done, () => {
      const handle = this.handle(fd), { node } = handle;
      const from = handle.append ? node.size : position ?? handle.position;
      const end = from + length;
      if (end > node.bytes.length) {
        const larger = new Uint8Array(Math.max(end, 2 * node.bytes.length, 4096));
        larger.set(node.bytes.subarray(0, node.size));
        node.bytes = larger;
      }
      if (from > node.size) node.bytes.fill(0, node.size, from);
      node.bytes.set(buffer.subarray(offset, offset + length), from);
      node.size = Math.max(node.size, end);
      node.changed = Date.now();
      node.touched = true;
      if (position === null) handle.position = end;
      return length;
    });
  }

  // writeSync is for what the Go runtime itself prints, when it gives up.
  writeSync(fd, buffer) {
    console.error(new TextDecoder().decode(buffer));
    return buffer.length;
  }

  close(fd, done) { answer(done, () => { this.handle(fd); this.open_.delete(fd); }); }
  stat(path, done) { answer(done, () => status(this.node(path))); }
  lstat(path, done) { this.stat(path, done); }
  fstat(fd, done) { answer(done, () => status(this.handle(fd).node)); }
  fsync(fd, done) { answer(done, () => { this.handle(fd); }); }
  chmod(path, mode, done) { answer(done, () => { this.node(path).mode = mode; }); }
  fchmod(fd, mode, done) { answer(done, () => { this.handle(fd).node.mode = mode; }); }
  utimes(path, read, changed, done) { answer(done, () => { this.node(path).changed = changed * 1000; }); }
  ftruncate(fd, length, done) { answer(done, () => resize(this.handle(fd).node, length)); }
  truncate(path, length, done) { answer(done, () => resize(this.node(path), length)); }

  mkdir(path, mode, done) {
    answer(done, () => {
      const at = absolute(path);
      if (this.nodes.has(at)) throw failure("EEXIST");
      this.parent(at);
      this.nodes.set(at, folder());
    });
  }

  readdir(path, done) { answer(done, () => this.below(path).map((p) => p.slice(p.lastIndexOf("/") + 1))); }

  // below gives the paths that are directly in a folder.
  below(path) {
    const at = absolute(path), node = this.node(path);
    if (!node.folder) throw failure("ENOTDIR");
    const start = at === "/" ? "/" : at + "/";
    return [...this.nodes.keys()].filter((p) => p !== "/" && p.startsWith(start) && !p.slice(start.length).includes("/"));
  }

  link(path, name, done) {
    answer(done, () => {
      const node = this.node(path), at = absolute(name);
      if (this.nodes.has(at)) throw failure("EEXIST");
      this.parent(at);
      this.nodes.set(at, node);
    });
  }

  rename(from, to, done) {
    answer(done, () => {
      const node = this.node(from);
      if (node.folder) throw failure("ENOSYS");
      this.parent(absolute(to));
      this.nodes.delete(absolute(from));
      this.nodes.set(absolute(to), node);
    });
  }

  unlink(path, done) {
    answer(done, () => {
      if (this.node(path).folder) throw failure("EISDIR");
      this.nodes.delete(absolute(path));
    });
  }

  rmdir(path, done) {
    answer(done, () => {
      if (this.below(path).length) throw failure("ENOTEMPTY");
      this.nodes.delete(absolute(path));
    });
  }
}

// What such a file system does not have.
for (const [name, parameters] of Object.entries({ chown: 3, fchown: 3, lchown: 3, readlink: 1, symlink: 2 })) {
  MemoryFiles.prototype[name] = (...words) => words[parameters](failure("ENOSYS"));
}

function answer(done, work) {
  let result;
  try {
    result = work();
  } catch (error) {
    done(error);
    return;
  }
  done(null, result);
}

function failure(code) { return Object.assign(new Error(code), { code }); }

let numbered = 0; // tells files apart, as os.SameFile does

function folder() { return { number: ++numbered, folder: true, mode: 0o700, size: 0, changed: Date.now() }; }

function file(bytes, mode = 0o600) { return { number: ++numbered, folder: false, mode, bytes, size: bytes.length, changed: Date.now() }; }

function resize(node, length) {
  const bytes = new Uint8Array(length);
  bytes.set(node.bytes.subarray(0, Math.min(length, node.size)));
  node.bytes = bytes;
  node.size = length;
  node.touched = true;
}

function status(node) {
  const ms = node.changed;
  return {
    dev: 1, ino: node.number, nlink: 1, uid: 0, gid: 0, rdev: 0, blksize: 4096, blocks: Math.ceil(node.size / 512),
    mode: (node.folder ? 0o040000 : 0o100000) | (node.mode & 0o7777), size: node.size,
    atimeMs: ms, mtimeMs: ms, ctimeMs: ms, isDirectory: () => node.folder,
  };
}

// absolute gives a path from the root, without "." and "..".
function absolute(path) {
  const parts = [];
  for (const part of path.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return "/" + parts.join("/");
}
