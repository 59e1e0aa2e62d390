#!/usr/bin/env python3
"""A second implementation of the draw that sample/README.md specifies, for one
group without caps, least numbers or forced cases. It was written from the
README and made the vectors, by the present rules and by the first:

    python3 draw.py onecase-draw-2 > vectors.json
    python3 draw.py onecase-draw-1 > vectors-1.json
    python3 draw.py onecase-draw-2 wide > vectors-wide.json    # more plans than are listed

Python's float is IEEE 754 double precision without fused products, so that it
gives the same bits as the package."""

import hashlib
import json
import math
import sys
import unicodedata

ALGORITHM = sys.argv[1]
MINIMAX = {"onecase-draw-1": False, "onecase-draw-2": True}[ALGORITHM]
WEIGHT_SUM = 10**15
SLACK = 1e-9


def sha(text):
    return hashlib.sha256(text.encode("utf-8")).digest()


def normalise(text):
    return unicodedata.normalize("NFC", text.strip())


def purpose(name, group, seed):
    return "\n".join(["onecase-draw-1", name, group, seed])


def ticket(seed, case_id):
    return sha(sha(seed).hex() + case_id)


class Stream:
    def __init__(self, text):
        self.text, self.counter, self.words = text, 0, []

    def word(self):
        if not self.words:
            self.counter += 1
            block = sha(f"{self.text},{self.counter}")
            self.words = [int.from_bytes(block[i : i + 8], "big") for i in range(0, 32, 8)]
        return self.words.pop(0)

    def fraction(self):
        return (self.word() >> 11) / 2.0**53

    def shuffle(self, a):
        for i in range(len(a) - 1, 0, -1):
            j = self.word() % (i + 1)
            a[i], a[j] = a[j], a[i]


def frame_text(variables, cases):
    lines = ["\x1f".join(["onecase-frame-1"] + variables)]
    for c in sorted(cases, key=lambda c: c["id"].encode("utf-8")):
        fields = [c["id"], c["group"]] + c["values"] + [c.get("manager", ""), c.get("team", ""), c.get("start", "")]
        lines.append("\x1f".join(fields))
    return "".join(line + "\n" for line in lines)


def cells_of(cases, count):
    """Cells in order: their categories, and the ids in them."""
    found = {}
    for c in cases:
        found.setdefault(tuple(v.encode("utf-8") for v in c["values"][:count]), []).append(c["id"])
    return [([v.decode("utf-8") for v in k], found[k]) for k in sorted(found)]


def whole_bounds(x):
    low = int(x)
    rest = x - low
    if rest > 1 - SLACK:
        return low + 1, low + 1
    if rest < SLACK:
        return low, low
    return low, low + 1


def rows_of(cells, room, kept, size, whole, base, expected, part):
    """Rows as (cells, low, high, class), on the cells with a fraction."""
    place = {c: f for f, c in enumerate(part)}
    rows = []

    def add(members, low, high, klass):
        for c in members:
            low -= base[c]
            high -= base[c]
        inside = [place[c] for c in members if c in place]
        low, high = max(low, 0), min(high, len(inside))
        if inside and (low > 0 or high < len(inside)):
            rows.append((inside, low, high, klass))

    add(range(len(cells)), size, size, 0)
    total = sum(len(ids) for _, ids in cells)
    for k in range(len(cells[0][0])):
        for category in sorted({values[k].encode("utf-8") for values, _ in cells}):
            members = [c for c, (values, _) in enumerate(cells) if values[k].encode("utf-8") == category]
            here = 0.0
            for c in members:
                here += expected[c]
            low, high = whole_bounds(here)
            if whole:
                population = sum(len(cells[c][1]) for c in members)
                owed = sum(kept[c] for c in members)
                a, b = whole_bounds(whole * population / total)
                a, b = a - owed, b - owed
                if a >= 0 and a - SLACK <= here <= b + SLACK:
                    low, high = a, b
            add(members, low, high, 2 + k)
    return rows


def classes_of(rows):
    return max([2] + [1 + r[3] for r in rows])


MAX_WORK = 250_000_000


def kept_at_first(part, rows):
    """The classes that a walk sets out to keep, and how many walks may be made."""
    for classes in range(classes_of(rows), 1, -1):
        kept = sum(r[3] < classes for r in rows)
        work = max(1, len(part) * kept * kept)
        if work <= MAX_WORK:
            break
    return classes, max(1, MAX_WORK // work)


LOOSE, TIGHT, GONE = range(3)


def walk(part, rows, stream, searches=False, target=-1, target_up=False):
    """One bounded walk, towards a target cell where there is one: which cells are rounded up."""
    value = list(part)
    open_cells = list(range(len(part)))
    stream.shuffle(open_cells)
    if target >= 0:
        at = open_cells.index(target)
        open_cells[0], open_cells[at] = open_cells[at], open_cells[0]
    state, sums = [], []

    def is_tight(i):
        return sums[i] < rows[i][1] + SLACK or sums[i] > rows[i][2] - SLACK

    for members, _, _, _ in rows:
        s = 0.0
        for c in members:
            s += part[c]
        sums.append(s)
        state.append(LOOSE)
    given = kept_at_first(part, rows)[0]
    for i in range(len(rows)):
        if rows[i][3] >= given:
            state[i] = GONE
        elif is_tight(i):
            state[i] = TIGHT
    rows_of_cell = [[i for i, r in enumerate(rows) if c in r[0]] for c in range(len(part))]
    while open_cells:
        direction = null_vector(open_cells, rows_of_cell, state)
        if direction is None:
            if searches:
                landing = land(open_cells, value, rows, rows_of_cell, state, stream)
                if landing is not None:
                    for c, one in zip(open_cells, landing):
                        value[c] = float(one)
                    break
            given -= 1
            for i, r in enumerate(rows):
                if r[3] == given:
                    state[i] = GONE
            continue
        forward = back = 1e18

        def narrow(rate, below, above):
            nonlocal forward, back
            if rate > SLACK:
                forward, back = min(forward, above / rate), min(back, below / rate)
            elif rate < -SLACK:
                forward, back = min(forward, below / -rate), min(back, above / -rate)

        change = {}
        for k, rate in enumerate(direction):
            if abs(rate) <= SLACK:
                direction[k] = 0.0
                continue
            c = open_cells[k]
            narrow(rate, value[c], 1 - value[c])
            for i in rows_of_cell[c]:
                if state[i] == LOOSE:
                    change[i] = change.get(i, 0.0) + rate
        for i, rate in change.items():
            narrow(rate, sums[i] - rows[i][1], rows[i][2] - sums[i])
        by = forward
        span = open_cells[: len(direction)]
        rate = direction[span.index(target)] if target in span else 0.0
        if rate != 0:
            if (rate > 0) != target_up:
                by = -back
        elif stream.fraction() * (forward + back) >= back:
            by = -back
        for k, rate in enumerate(direction):
            c = open_cells[k]
            v = value[c] + by * rate
            value[c] = 0.0 if v < SLACK else 1.0 if v > 1 - SLACK else v
        for i, rate in change.items():
            sums[i] += by * rate
            if is_tight(i):
                state[i] = TIGHT
        open_cells = [c for c in open_cells if 0 < value[c] < 1]
    return [v == 1 for v in value]


def land(open_cells, value, rows, rows_of_cell, state, stream):
    """How the open cells can be rounded so that every row that was not given up
    is kept, by a search of at most 2000 steps."""
    up_first = [stream.fraction() < value[c] for c in open_cells]
    up = [sum(value[c] == 1 for c in r[0]) for r in rows]
    left = [sum(c in r[0] for c in open_cells) for r in rows]
    steps = 0
    chosen = []

    def attempt(k):
        nonlocal steps
        if k == len(open_cells):
            return True
        for one in (up_first[k], not up_first[k]):
            steps += 1
            if steps > 2000:
                return False
            fits = True
            for i in rows_of_cell[open_cells[k]]:
                left[i] -= 1
                up[i] += one
                if state[i] != GONE and not (up[i] <= rows[i][2] and up[i] + left[i] >= rows[i][1]):
                    fits = False
            if fits:
                chosen.append(one)
                if attempt(k + 1):
                    return True
                chosen.pop()
            for i in rows_of_cell[open_cells[k]]:
                left[i] += 1
                up[i] -= one
        return False

    return list(chosen) if attempt(0) else None


def null_vector(open_cells, rows_of_cell, state):
    """How the first open cells can move without moving a tight row."""
    tight = [i for i, s in enumerate(state) if s == TIGHT]
    line = {i: n for n, i in enumerate(tight)}
    width = min(len(open_cells), len(tight) + 1)
    m = [[0.0] * width for _ in tight]
    for col, c in enumerate(open_cells[:width]):
        for i in rows_of_cell[c]:
            if i in line:
                m[line[i]][col] = 1.0
    used = 0
    for col in range(width):
        best, size = -1, 1e-7
        for r in range(used, len(m)):
            if abs(m[r][col]) > size:
                best, size = r, abs(m[r][col])
        if best < 0:
            # Every earlier column has its pivot in the row of its own number.
            return [-m[k][col] for k in range(col)] + [1.0]
        m[best], m[used] = m[used], m[best]
        scale = m[used][col]
        for k in range(col, width):
            m[used][k] /= scale
        for r in range(len(m)):
            factor = m[r][col]
            if r != used and factor != 0:
                for k in range(col, width):
                    m[r][k] -= factor * m[used][k]
        used += 1
    return None


def kept_classes(up, rows):
    met = classes_of(rows)
    for members, low, high, klass in rows:
        s = sum(up[c] for c in members)
        if s < low or s > high:
            met = min(met, klass)
    return met


def make_table(part, rows, stream, unit):
    """The table of plans as [(weight, cells)], and the classes it keeps. Unit is None
    where the largest design effect plays no part."""
    classes = classes_of(rows)
    most = 2 * kept_at_first(part, rows)[1]
    want = 4 * len(part) + 20
    plans, met_of, start, place = [], [], [], {}

    def note(up, met, times):
        cells = tuple(c for c, on in enumerate(up) if on)
        if cells in place:
            start[place[cells]] += times
        else:
            place[cells] = len(plans)
            plans.append(cells)
            met_of.append(met)
            start.append(times)

    def count():
        nonlocal most
        most -= 1
        if most < 0:
            raise ValueError("no table within the bound of work")

    def collect(more, met, searches):
        misses = 0
        while more > 0:
            count()
            up = walk(part, rows, stream, searches)
            m = kept_classes(up, rows)
            if m >= met - 1:
                note(up, m, 1.0)
            if m >= met:
                misses, more = 0, more - 1
            else:
                misses += 1
                if misses == 200:
                    return False
        return True

    def fill(met, searches):
        keeping = [i for i in range(len(plans)) if met_of[i] >= met]
        times = 0.0
        for i in keeping:
            times += start[i]
        ups = [sum(c in plans[i] for i in keeping) for c in range(len(part))]
        for c in range(len(part)):
            for up, have, share in [(True, ups[c], part[c]), (False, len(keeping) - ups[c], 1 - part[c])]:
                tries = 0
                while tries < 20 and have < 2:
                    tries += 1
                    count()
                    result = walk(part, rows, stream, searches, c, up)
                    m = kept_classes(result, rows)
                    if m >= met and result[c] == up:
                        note(result, m, times * share / 2)
                        have += 1

    for met in range(classes, 1, -1):
        for more, searches in ((want, True), (2 * want, True), (4 * want, False)):
            if not collect(more, met, searches):
                continue
            fill(met, searches)
            weights = []
            for i in range(len(plans)):
                w = 0.0
                if met_of[i] >= met:
                    w = start[i]
                    for _ in range(met_of[i], classes):
                        w *= 1 / 64
                weights.append(w)
            if calibrate(plans, weights, part, 1e-11):
                if unit and met == classes and len(part) <= 100:
                    listed = list_plans(len(part), rows)
                    begin = [1.0] * len(listed)
                    if listed and calibrate(listed, begin, part, 1e-11):
                        return to_table(listed, minimax(listed, begin, part, unit)), met
                    collect(2 * want, met, True)
                    begin = [start[i] if met_of[i] >= met else 0.0 for i in range(len(plans))]
                    if calibrate(plans, begin, part, 1e-11):
                        weights = minimax(plans, begin, part, unit)
                return to_table([p for i, p in enumerate(plans) if met_of[i] >= met], [w for w, m in zip(weights, met_of) if m >= met]), met
    raise ValueError("no table")


def scale_to_1(w):
    s = 0.0
    for x in w:
        s += x
    for i in range(len(w)):
        w[i] /= s


def calibrate(plans, weights, part, near):
    n = len(part)
    scale_to_1(weights)
    best, idle = 1.0, 0
    for _ in range(200):
        mean, cov = [0.0] * n, [[0.0] * n for _ in range(n)]
        for w, plan in zip(weights, plans):
            if w == 0:
                continue
            for k, a in enumerate(plan):
                mean[a] += w
                for b in plan[: k + 1]:
                    cov[a][b] += w
        for a in range(n):
            for b in range(a + 1):
                cov[a][b] -= mean[a] * mean[b]
        gap = [part[c] - mean[c] for c in range(n)]
        worst = max(abs(g) for g in gap)
        if worst < near:
            return cov
        idle += 1
        if worst < best * 0.9:
            best, idle = worst, 0
        if idle == 12:
            return False
        slope = solve(cov, gap)
        at = 0.0
        for c in range(n):
            at += slope[c] * mean[c]
        for i, plan in enumerate(plans):
            step = -at
            for c in plan:
                step += slope[c]
            weights[i] *= 1 / (1 - step) if step < 0 else 1 + step
        scale_to_1(weights)
    return None


def list_plans(n, rows):
    """Every plan that keeps all rows, or none where they are too many."""
    plans, up, left, steps = [], [0] * len(rows), [len(r[0]) for r in rows], 0

    def attempt(c, plan):
        nonlocal steps
        if c == n:
            plans.append(tuple(plan))
            return len(plans) <= 2000
        mine = [i for i, r in enumerate(rows) if c in r[0]]
        for one in (1, 0):
            steps += 1
            if steps > 500_000:
                return False
            for i in mine:
                left[i] -= 1
                up[i] += one
            fits = all(up[i] <= rows[i][2] and up[i] + left[i] >= rows[i][1] for i in mine)
            if fits and not attempt(c + 1, plan + [c] * one):
                return False
            for i in mine:
                left[i] += 1
                up[i] -= one
        return True

    return plans if attempt(0, []) else []


def minimax(plans, start, part, unit):
    """Weights of nearly the least largest design effect."""
    n, cells = len(part), range(len(part))

    def scaled(cov):
        m = [[0.0] * n for _ in cells]
        for a in cells:
            for b in range(a + 1):
                m[a][b] = m[b][a] = cov[a][b] * (unit[a] * unit[b])
        return m

    def by_trace(m):
        trace = 0.0
        for a in cells:
            trace += m[a][a]
        return trace, [[v / trace for v in line] for line in m]

    def times(x, y):
        m = [[0.0] * n for _ in cells]
        for a in cells:
            for b in range(a + 1):
                s = 0.0
                for v, w in zip(x[a], y[b]):
                    s += v * w
                m[a][b] = m[b][a] = s
        return m

    def norm(m, k):
        """The norm for the power 2**k, and the power less 1 of the matrix, with trace 1."""
        value, product = 1.0, None
        for i in range(k + 1):
            trace, m = by_trace(m)
            for _ in range(i):
                trace = math.sqrt(trace)
            value *= trace
            if i < k:
                product = m if i == 0 else times(product, m)
                m = times(m, m)
        return value, by_trace(product)[1]

    def slopes(m):
        inner = [[m[a][b] * (unit[a] * unit[b]) for b in cells] for a in cells]
        expected, everything = [0.0] * n, 0.0
        for a in cells:
            for b in cells:
                expected[a] += inner[a][b] * part[b]
            everything += expected[a] * part[a]
        out = []
        for plan in plans:
            s = everything
            for k, a in enumerate(plan):
                s += inner[a][a] - 2 * expected[a]
                for b in plan[:k]:
                    s += 2 * inner[a][b]
            out.append(s)
        return out

    def largest(cov):
        return norm(scaled(cov), 18)[0]

    weights, power, step = list(start), 3, 1.0
    first = calibrate(plans, weights, part, 1e-11)
    matrix = scaled(first)
    value, slope = norm(matrix, power)
    work = len(plans) * len(plans[0]) ** 2 + 8 * n**3
    for _ in range(max(40, min(150_000_000 // work, 150))):
        at, mean = slopes(slope), 0.0
        for w, s in zip(weights, at):
            mean += w * s
        trial = []
        for w, s, begin in zip(weights, at, start):
            x = -(step * (s - mean))
            moved = w * (1 / (1 - x) if x < 0 else 1 + x)
            trial.append(0.0 if moved < 0.1 * begin else moved)
        cov = calibrate(plans, trial, part, 1e-5)
        now = norm(scaled(cov), power)[0] if cov else value
        if now >= value:
            step /= 2
            continue
        if now > value * 0.9998 and power < 6:
            power += 1
        weights = trial
        step *= 1.3
        value, slope = norm(scaled(cov), power)
    last = calibrate(plans, weights, part, 1e-11)
    if not last:
        return start
    most, low, high = 1.02 * largest(last), 0.0, 1.0
    for _ in range(12):
        share = (low + high) / 2
        mixed = [[(1 - share) * x + share * y for x, y in zip(p, q)] for p, q in zip(last, first)]
        if largest(mixed) <= most:
            low = share
        else:
            high = share
    return [(1 - low) * w + low * begin for w, begin in zip(weights, start)]


def solve(cov, gap):
    n = len(gap)
    kept = []
    for j in range(n):
        first = d = cov[j][j]
        for k in kept:
            d -= (cov[j][k] * cov[j][k]) * cov[k][k]
        if d <= first * 1e-12 or d <= 1e-300:
            continue
        cov[j][j] = d
        for i in range(j + 1, n):
            v = cov[i][j]
            for k in kept:
                v -= (cov[i][k] * cov[j][k]) * cov[k][k]
            cov[i][j] = v / d
        kept.append(j)
    x = [0.0] * n
    for j in kept:
        x[j] = gap[j]
        for k in kept:
            if k < j:
                x[j] -= cov[j][k] * x[k]
    for j in reversed(kept):
        x[j] /= cov[j][j]
        for i in kept:
            if i > j:
                x[j] -= cov[i][j] * x[i]
    return x


def to_table(plans, weights):
    exact = [w * WEIGHT_SUM for w in weights]
    whole = [int(x) for x in exact]
    left = WEIGHT_SUM - sum(whole)
    order = sorted(range(len(plans)), key=lambda i: -(exact[i] - whole[i]))
    i = 0
    while left != 0:
        one = 1 if left > 0 else -1
        if whole[order[i]] + one >= 0:
            whole[order[i]] += one
            left -= one
        i = (i + 1) % len(order)
    table = [(w, list(p)) for w, p in zip(whole, plans) if w > 0]
    return sorted(table, key=lambda t: (-t[0], t[1]))


def given_up(table, rows, met):
    """The variables, by number, of which a plan breaks the bounds of a category."""
    broken = set()
    for _, up in table:
        for members, low, high, klass in rows:
            if klass >= met and not low <= len(set(up) & set(members)) <= high:
                broken.add(klass - 2)
    return sorted(broken)


def choose(cells, name, group, seed, size, kept, room, whole=0):
    total = sum(room)
    base = [size * r // total for r in room]
    rest = [(size * r % total) / total for r in room]
    part = [c for c in range(len(cells)) if rest[c] > 0]
    result = {"size": size, "base": base}
    take = list(base)
    if part:
        expected = [b + r for b, r in zip(base, rest)]
        rows = rows_of(cells, room, kept, size, whole, base, expected, part)
        unit = None
        if MINIMAX and name == "core":
            unit = [math.sqrt(float(total * (total - 1)) / (float(room[c]) * float(size * (total - size)))) for c in part]
        table, met = make_table([rest[c] for c in part], rows, Stream(purpose("table " + name, group, "")), unit)
        block = sha(purpose("pick " + name, group, seed) + ",1")
        pick = int.from_bytes(block, "big") % WEIGHT_SUM
        r, plan = pick, 0
        while r >= table[plan][0]:
            r -= table[plan][0]
            plan += 1
        result["given_up"] = given_up(table, rows, met)
        result["table"] = [{"weight": w, "up": [part[f] for f in up]} for w, up in table]
        result["pick"], result["plan"] = pick, plan
        for c in result["table"][plan]["up"]:
            take[c] += 1
    result["take"] = take
    return result


def take_cases(cells, take, group, seed, used):
    out = []
    for c, (_, ids) in enumerate(cells):
        free = sorted((i for i in ids if i not in used), key=lambda i: ticket(purpose("ticket", group, seed), i))
        out.append(free[: take[c]])
    return out


def reserves(cells, name, group, seed, n, kept, room, used):
    r = choose(cells, name, group, seed, n, kept, room)
    ids = [i for part in take_cases(cells, r["take"], group, seed, used) for i in part]
    r["ids"] = sorted(ids, key=lambda i: ticket(purpose("reserve", group, seed), i))
    return r


def settle(cells, chosen, kept, room, used):
    for c, ids in enumerate(chosen):
        kept[c] += len(ids)
        room[c] -= len(ids)
        used.update(ids)
    return sorted((i for ids in chosen for i in ids), key=lambda i: i.encode("utf-8"))


def draw(cases, variables, group, seed, n, spare, extend, spare2):
    cells = cells_of(cases, len(variables))
    kept, room, used = [0] * len(cells), [len(ids) for _, ids in cells], set()
    out = {"cells": [{"values": v, "cases": len(ids)} for v, ids in cells]}
    core = choose(cells, "core", group, seed, n, kept, room)
    core["ids"] = settle(cells, take_cases(cells, core["take"], group, seed, used), kept, room, used)
    out["core"] = core
    out["reserve"] = reserves(cells, "reserve", group, seed, spare, kept, room, used)
    more = choose(cells, "extension-1", group, seed, extend - n, kept, room, whole=extend)
    more["ids"] = settle(cells, take_cases(cells, more["take"], group, seed, used), kept, room, used)
    out["extension"] = more
    out["extension_reserve"] = reserves(cells, "reserve-1", group, seed, spare2, kept, room, used)
    return out


SHARES = {
    "gender": [("f", 0.25), ("m", 0.75)],
    "disposal": [("community", 0.7), ("custody", 0.3)],
    "rosh": [("high", 0.2), ("low", 0.45), ("medium", 0.35)],
    "safety": [("high", 0.3), ("low", 0.4), ("medium", 0.3)],
}


def example(variables, count):
    words = Stream("example")
    shares = [SHARES[v] for v in variables]
    cases = []
    for i in range(count):
        values = []
        for s in shares:
            u, at = words.fraction(), 0
            while at < len(s) - 1 and u >= s[at][1]:
                u -= s[at][1]
                at += 1
            values.append(s[at][0])
        cases.append({"id": f"É-{i:02}" if i % 7 == 0 else f"K{i:03}", "group": "court", "values": values, "team": "North" if i % 2 else "", "start": f"2021-0{1 + i % 3}-1{i % 10}"})
    return cases


def main():
    stream = Stream(purpose("walk core", "court", "spring"))
    order = list(range(10))
    shuffled = Stream("shuffle")
    shuffled.shuffle(order)
    variables, count, draws = ["gender", "disposal", "rosh"], 24, [("spring", 10, 2, 14, 3), ("Ωμέγα", 17, 4, 19, 4), ("2021-06-21", 5, 1, 6, 2)]
    if "wide" in sys.argv:
        variables, count, draws = list(SHARES), 90, [("spring", 35, 7, 40, 8)]
    cases = example(variables, count)
    text = frame_text(variables, cases)
    vectors = {
        "about": "Vectors for the draw that sample/README.md specifies, made by draw.py, which is in the same folder. Cells and plans are numbered from 0.",
        "algorithm": ALGORITHM,
        "normalise": [{"in": s, "out": normalise(s)} for s in [" K001 ", "e\u0301-1", "\u00a0Ωμέγα\t", "k 1"]],
        "purpose": {"purpose": "ticket", "group": "court", "seed": "spring", "text": purpose("ticket", "court", "spring")},
        "tickets": [{"seed": s, "id": i, "ticket": ticket(purpose("ticket", "court", s), i).hex()} for s in ["spring", "Ωμέγα"] for i in ["K001", "É-07"]],
        "stream": {"text": purpose("walk core", "court", "spring"), "words": [f"{stream.word():016x}" for _ in range(9)], "shuffle_text": "shuffle", "shuffle_of_ten": order},
        "frame": {"variables": variables, "cases": cases, "text": text, "sha256": sha(text).hex()},
        "draws": [
            {"seed": seed, "group": "court", "sample": n, "reserves": r, "extend_to": e, "extension_reserves": s, **draw(cases, variables, "court", seed, n, r, e, s)}
            for seed, n, r, e, s in draws
        ],
    }
    print(json.dumps(vectors, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
