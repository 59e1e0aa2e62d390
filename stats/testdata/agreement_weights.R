# Agreement by weights: irrCAC's own functions (github.com/kgwet/irrCAC, R/agree.coeff2.r and
# R/weights.gen.r, in the folder that the first argument names), for its table cont4x4diagnosis and 30
# random ones. Writes agreement_weights.json.
dir <- commandArgs(TRUE)[1]
suppressWarnings({source(file.path(dir, "weights.gen.r")); source(file.path(dir, "agree.coeff2.r"))})
coefs <- function(tab, worth, N) {
  w <- if (is.null(worth)) identity.weights(1:nrow(tab)) else quadratic.weights(worth)
  unlist(lapply(list(kappa2.table, scott2.table, gwet.ac1.table, krippen2.table, pa2.table), function(f) {
    r <- f(tab, weights = w, N = N); c(r$coeff.val, r$coeff.se) }))
}
set.seed(14)
tables <- list(list(tab = as.matrix(read.csv(file.path(dir, "cont4x4diagnosis.csv"), header = TRUE, row.names = 1)), worth = 1:4, N = Inf))
tables <- c(tables, lapply(1:30, function(i) {
  q <- sample(2:5, 1); tab <- matrix(rpois(q * q, 2) + diag(rpois(q, 8)), q)
  worth <- if (i %% 5 == 0) NULL else cumsum(sample(c(25, 50, 100), q, TRUE)) / 100
  list(tab = tab, worth = worth, N = if (i %% 3 == 0) Inf else sum(tab) + sample(1:50, 1))
}))
num <- function(x) paste0("[", paste(formatC(x, digits = 15, format = "g", width = 1), collapse = ","), "]")
cat("[", paste(sapply(tables, function(x) sprintf('{"N":%d,"Worth":%s,"Q":%d,"Cells":%s,"Want":%s}', if (is.finite(x$N)) as.integer(x$N) else 0L,
  if (is.null(x$worth)) "null" else num(x$worth), nrow(x$tab), num(as.vector(t(x$tab))), num(coefs(x$tab, x$worth, x$N)))), collapse = ",\n"), "]\n", sep = "")
