# Agreement of two readings: base R alone, with the formulas of Gwet (2014) for a table of two
# readers written out cell by cell (k, l), and, for cases with several answers, survey 4.1's
# ratio of totals over clusters for the share. Writes agreement.json.
suppressMessages(library(survey))
coefs <- function(tab, N) {
  n <- sum(tab); q <- nrow(tab); p <- tab / n; f <- n / N
  row <- rowSums(p); col <- colSums(p); pi <- (row + col) / 2; pa <- sum(diag(p))
  one <- function(pe, add, shift = 0) {
    c0 <- (pa - pe) / (1 - pe); s <- 0
    for (k in 1:q) for (l in 1:q) s <- s + p[k, l] * ((k == l) - (1 - c0) * add(k, l))^2
    v <- (1 - f) / (n * (1 - pe)^2) * (s - (pa - 2 * (1 - c0) * pe)^2)
    c(c0 + shift * (1 - c0), sqrt(max(v, 0)))
  }
  pis <- sum(pi^2)
  c(one(sum(row * col), function(k, l) col[k] + row[l]),
    one(pis, function(k, l) pi[k] + pi[l]),
    one(sum(pi * (1 - pi)) / (q - 1), function(k, l) (2 - pi[k] - pi[l]) / (q - 1)),
    one(pis, function(k, l) pi[k] + pi[l], 1 / (2 * n)))
}
set.seed(15)
tables <- lapply(1:40, function(i) {
  q <- sample(2:4, 1); tab <- matrix(rpois(q * q, 2) + diag(rpois(q, 8)) + (i %% 2), q)
  N <- if (i %% 3 == 0) Inf else sum(tab) + sample(1:50, 1)
  list(q = q, N = if (is.finite(N)) N else 0, cells = as.vector(t(tab)), want = coefs(tab, N))
})
clusters <- lapply(1:10, function(i) {
  n <- sample(5:30, 1); m <- sample(1:6, n, TRUE); N <- n + sample(1:40, 1)
  first <- rbinom(sum(m), 1, .7); second <- ifelse(runif(sum(m)) < .85, first, 1 - first)
  d <- data.frame(id = rep(1:n, m), same = as.numeric(first == second), one = 1, N = N)
  r <- svyratio(~same, ~one, svydesign(ids = ~id, fpc = ~N, data = d))
  # survey divides by n - 1, Gwet's formula by n.
  list(N = N, m = m, first = first, second = second, share = as.numeric(coef(r)), se = as.numeric(SE(r)) * sqrt((n - 1) / n))
})
num <- function(x) paste0("[", paste(formatC(x, digits = 15, format = "g", width = 1), collapse = ","), "]")
cat('{"Tables":[', paste(sapply(tables, function(x) sprintf('{"Q":%d,"N":%d,"Cells":%s,"Want":%s}', x$q, as.integer(x$N), num(x$cells), num(x$want))), collapse = ",\n"),
    '],\n"Clusters":[', paste(sapply(clusters, function(x) sprintf('{"N":%d,"M":%s,"First":%s,"Second":%s,"Share":%.15g,"SE":%.15g}', as.integer(x$N), num(x$m), num(x$first), num(x$second), x$share, x$se)), collapse = ",\n"), ']}\n', sep = "")
