# Makes twophase_chances.json: R 4.2.2 with survey 4.1-1. Each row is a sample whose cases had chances of their own of being in
# the first phase, which is taken for drawn with replacement, of which some were read a second time, drawn in strata; cases
# are: stratum of the second phase, in the domain, yes, chance of the first phase. svymean and svyciprop "beta" at 80%.
suppressMessages(library(survey))
set.seed(20211130)
rows <- list()
while (length(rows) < 40) {
  n <- sample(12:40, 1); H <- sample(1:3, 1)
  d <- data.frame(id = seq_len(n), h = sample(seq_len(H), n, replace = TRUE))
  d$p <- if (runif(1) < .5) runif(n, .1, 1) else sample(c(.2, .5, 1), n, replace = TRUE)
  if (any(table(factor(d$h, seq_len(H))) < 3)) next
  d$second <- FALSE
  for (h in seq_len(H)) { at <- which(d$h == h); d$second[sample(at, sample(2:min(8, length(at)), 1))] <- TRUE }
  d$y <- ifelse(d$second, rbinom(n, 1, runif(1, .2, .8)), NA)
  d$dom <- if (runif(1) < .5) d$second else ifelse(d$second, runif(n) < .8, FALSE)
  if (sum(d$dom) < 4 || length(unique(d$y[d$dom])) < 2) next
  if (any(table(factor(d$h[d$dom], seq_len(H))) < 2)) next # lonely in R
  des <- twophase(id = list(~1, ~1), strata = list(NULL, if (H > 1) ~h else NULL), probs = list(~p, NULL), subset = ~second, data = d, method = "simple")
  if (!all(d$dom == d$second)) des <- subset(des, dom)
  s <- svymean(~y, des)
  e <- d[d$second, ]
  rows[[length(rows) + 1]] <- sprintf('{"sample":%d,"second":[%s],"cases":[%s],"share":%.14g,"se":%.14g}', n,
    paste(as.integer(table(factor(d$h, seq_len(H)))), collapse = ","),
    paste(sprintf("[%d,%d,%d,%.17g]", e$h - 1L, as.integer(e$dom), ifelse(e$dom, e$y, 0L), e$p), collapse = ","), coef(s)[[1]], SE(s)[[1]])
}
cat('{"note":"by Rscript twophase_chances.R: svymean of twophase designs of survey with chances of the first phase, method simple",\n"rows":[\n',
  paste(rows, collapse = ",\n"), "\n]}\n", sep = "")
