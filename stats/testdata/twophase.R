# Makes twophase.json: R 4.2.2 with survey 4.1-1. Each row is a random sample of n from N cases (none: without a finite
# population correction), perhaps in strata, of which some were read a second time, drawn in strata of their own; the
# cells are: stratum of the first phase, of the second, cases read a second time, those in the domain, yes among them.
suppressMessages(library(survey))
set.seed(20211129)
rows <- list()
while (length(rows) < 60) {
  G <- sample(1:2, 1); H <- sample(1:3, 1)
  n <- rep(sample(10:40, 1), G) # of one size: with others 4.1-1 takes the size of a wrong stratum in method "full"
  N <- n + sample(1:30, G, replace = TRUE)
  endless <- runif(1) < .25
  d <- data.frame(g = rep(seq_len(G), n), id = seq_len(sum(n)))
  d$h <- sample(seq_len(H), nrow(d), replace = TRUE)
  d$N <- N[d$g]
  d$pw <- 1 / (n[d$g] / d$N)
  d$nh <- as.numeric(table(factor(d$h, seq_len(H)))[d$h])
  if (any(table(factor(d$h, seq_len(H))) < 3)) next
  d$second <- FALSE
  for (h in seq_len(H)) { at <- which(d$h == h); d$second[sample(at, sample(2:min(8, length(at)), 1))] <- TRUE }
  d$y <- ifelse(d$second, rbinom(nrow(d), 1, runif(1, .1, .9)), NA)
  d$dom <- ifelse(d$second, runif(nrow(d)) < .8, FALSE)
  whole <- runif(1) < .5
  if (whole) d$dom <- d$second
  if (sum(d$dom) < 3 || length(unique(d$y[d$dom])) < 2) next
  if (any(table(factor(d$g[d$dom], seq_len(G))) < 2, table(factor(d$h[d$dom], seq_len(H))) < 2)) next # lonely in R
  if (endless && G > 1) next
  st <- list(if (G > 1) ~g else NULL, if (H > 1) ~h else NULL)
  fp <- if (endless) NULL else list(~N, NULL)
  out <- list()
  # With strata of the first phase "simple" takes another chance of the second where that has none, and drops cases
  # outside the domain: these are left out.
  methods <- if (G == 1 || whole && H > 1) c("full", "simple") else "full"
  for (m in methods) {
    des <- if (endless) twophase(id = list(~1, ~1), strata = st, subset = ~second, data = d, method = m)
           else twophase(id = list(~1, ~1), strata = st, fpc = list(~N, NULL), subset = ~second, data = d, method = m)
    if (!whole) des <- subset(des, dom)
    s <- svymean(~y, des)
    out[[m]] <- c(coef(s)[[1]], SE(s)[[1]])
  }
  e <- subset(d, second)
  cells <- list()
  for (g in seq_len(G)) for (h in seq_len(H)) {
    x <- e[e$g == g & e$h == h, ]
    if (nrow(x) > 0) cells[[length(cells) + 1]] <- c(g - 1, h - 1, nrow(x), sum(x$dom), sum(x$y[x$dom]))
  }
  nums <- function(v, f = "%d") paste0("[", paste(sprintf(f, v), collapse = ","), "]")
  rows[[length(rows) + 1]] <- sprintf('{"population":%s,"sample":%s,"second":%s,"cells":[%s],"full":%s,"simple":%s}',
    nums(if (endless) rep(0L, G) else as.integer(N)), nums(as.integer(n)), nums(as.integer(table(factor(d$h, seq_len(H))))),
    paste(sapply(cells, function(v) nums(as.integer(v))), collapse = ","), nums(out$full, "%.14g"), if (is.null(out$simple)) "null" else nums(out$simple, "%.14g"))
}
cat('{"note":"by Rscript twophase.R: svymean of twophase designs of survey, each share with its standard error",\n"rows":[\n',
  paste(rows, collapse = ",\n"), "\n]}\n", sep = "")
