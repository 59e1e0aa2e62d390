# Checks printed.txt with SciPy: every law, and the limits of exact, mid-p, wilson, agresti-coull, wald and, without a
# population, jeffreys. Prints how many numbers it compared; stops at one that differs.
import re, sys
from math import sqrt
from scipy import stats as st

def fields(text):  # of the first braces
    return dict(re.findall(r'(\w+):([^ {}\[\]]+)', text))

def near(a, b, what):
    global compared
    compared += 1
    if abs(a - b) > 2e-8 * max(abs(a), abs(b)) + 1e-14:
        sys.exit(f'{what}: {a}, by SciPy {b}')

def limits(method, x, n, N, level):
    alpha, z = 1 - level, st.norm.ppf(1 - (1 - level) / 2)
    if N and n == N:
        return x / n, x / n
    if method in ('exact', 'mid-p'):
        half = 0.5 if method == 'mid-p' else 0
        if N:
            def inside(K):
                h = st.hypergeom(N, K, n)
                p = h.pmf(x) * half
                return h.sf(x - 1) - p > alpha / 2 * (1 + 1e-9) and h.cdf(x) - p > alpha / 2 * (1 + 1e-9)
            if N > 1000:
                return None
            all = [K for K in range(x, N - n + x + 1) if inside(K)]
            return all[0] / N, all[-1] / N
        if method == 'mid-p':
            return None
        return (st.beta.ppf(alpha / 2, x, n - x + 1) if x else 0), (st.beta.ppf(1 - alpha / 2, x + 1, n - x) if x < n else 1)
    if method == 'jeffreys' and not N:
        return (st.beta.ppf(alpha / 2, x + .5, n - x + .5) if x else 0), (st.beta.ppf(1 - alpha / 2, x + .5, n - x + .5) if x < n else 1)
    m, p = (n * (N - 1) / (N - n) if N else n), x / n
    least, most = (x / N, (N - n + x) / N) if N else (0, 1)
    if method == 'wald':
        e = z * sqrt(p * (1 - p) / m)
        return max(0, p - e), min(1, p + e)
    c, e = (p + z * z / (2 * m)) / (1 + z * z / m), z * sqrt(p * (1 - p) / m + z * z / (4 * m * m)) / (1 + z * z / m)
    if method == 'agresti-coull':
        e = z * sqrt(c * (1 - c) / (m + z * z))
    elif method != 'wilson':
        return None
    return max(least, c - e), min(most, c + e)

compared, law = 0, None
for line in open('printed.txt'):
    head = re.match(r'\{N:(\S+) (K|P|Alpha):(\S+?)(?: (?:Draws|Beta):(\S+))?\}: (.*)', line)
    if head:
        N, kind, a, b, rest = head.groups()
        law = None
        if '!' not in rest and 'stats:' not in rest and int(N) > 0:
            law = {'K': lambda: st.hypergeom(int(N), int(a), int(b)), 'P': lambda: st.binom(int(N), float(a)),
                   'Alpha': lambda: st.betabinom(int(N), float(a), float(b))}[kind]()
            near(float(rest.split()[0]), law.mean(), line)
            if kind != 'P':
                near(float(rest.split()[2]), law.var(), line)
        continue
    point = re.match(r'(-?[\d.]+): (\S+) (\S+) (\S+)$', line)
    if point and law:
        x, p, cdf, sf = map(float, point.groups())
        near(p, law.pmf(x) if x == int(x) else 0, line)
        near(cdf, law.cdf(x), line)
        near(sf, law.sf(x), line)
        continue
    if line.startswith('Quantile: ') and law:
        for p, q in zip((0, .1, .5, .9, 1), line.split()[1:]):
            if p:
                near(float(q), law.ppf(p), line)
        continue
    call = re.match(r'IntervalFor ([\w-]+)\[(\d+) (\d+) (\d+)\] (\S+): (.*)', line)
    if call and '!' not in call[6]:
        want = limits(call[1], *map(int, call.groups()[1:4]), float(call[5]))
        if want:
            got = fields(call[6])
            near(float(got.get('Low', 0)), want[0], line)
            near(float(got.get('High', 0)), want[1], line)
print(compared, 'numbers agree')
