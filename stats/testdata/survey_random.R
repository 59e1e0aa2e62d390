# Reference values for stratified estimates, from R package survey.
#
#   Rscript survey_random.R > survey_random.json
#
# Needs survey and jsonlite. Cases of a stratum that answer alike are
# interchangeable, so a sample is written as its counts, a row a stratum:
# [population, sample, cases in the domain, yes among them].
suppressMessages({library(survey); library(jsonlite)})
options(survey.lonely.psu = "fail")
RNGversion("4.0.0"); set.seed(20210621)

methods <- c("logit", "xlogit", "beta", "mean", "asin")
levels <- c(.8, .95)

cases <- function(s) do.call(rbind, lapply(seq_len(nrow(s)), function(h) {
  n <- s[h, 2]; of <- s[h, 3]; yes <- s[h, 4]
  data.frame(h = h, N = s[h, 1], d = rep(1:0, c(of, n - of)), y = rep(c(1, 0, 0), c(yes, of - yes, n - of)))
}))

bounds <- function(design) lapply(levels, function(level)
  lapply(methods, function(m) tryCatch(suppressWarnings(
    signif(as.vector(confint(svyciprop(~y, design, method = m, level = level))), 10)),
    error = function(e) c(NaN, NaN))))

report <- function(design) {
  m <- svymean(~y, design)
  list(signif(as.vector(coef(m)), 12), signif(as.vector(SE(m)), 12), degf(design), bounds(design))
}

strata <- function(H, least) t(sapply(seq_len(H), function(h) {
  N <- sample(max(least, 2):80, 1)
  n <- if (runif(1) < .05) N else min(N, least - 1 + sample(max(1, min(40, N - least + 1)), 1))
  of <- if (whole) n else rbinom(1, n, runif(1, .3, 1))
  c(N, n, of, rbinom(1, of, runif(1, .05, .95)))
}))

# 1,000 samples, of which about a third are whole samples and the others domains.
samples <- list()
while (length(samples) < 1000) {
  whole <- runif(1) < 1/3
  s <- strata(sample(5, 1), 2)
  yes <- sum(s[, 4]); of <- sum(s[, 3])
  if (of < 2 || yes == 0 || yes == of) next   # where survey has no answer
  d <- cases(s)
  design <- subset(svydesign(~1, strata = ~h, fpc = ~N, data = d), d == 1)
  if (degf(design) < 1 || SE(svymean(~y, design)) == 0) next
  samples[[length(samples) + 1]] <- c(list(s), report(design))
}

# Weights that differ inside a stratum, case by case: [stratum, domain, y, weight].
weighted <- list()
while (length(weighted) < 40) {
  whole <- FALSE
  s <- strata(sample(3, 1), 2); s <- s[s[, 2] <= 15, , drop = FALSE]
  if (nrow(s) == 0) next
  d <- cases(s); d$h <- match(d$h, unique(d$h)); d$w <- round(d$N * runif(nrow(d), .5, 1.5), 3)
  if (sum(d$d) < 3 || length(unique(d$y[d$d == 1])) < 2) next
  design <- subset(svydesign(~1, strata = ~h, fpc = ~N, weights = ~w, data = d), d == 1)
  if (degf(design) < 1 || SE(svymean(~y, design)) == 0) next
  weighted[[length(weighted) + 1]] <- c(list(I(s[, 1]), unname(as.matrix(d[, c("h", "d", "y", "w")]))),
    report(design))
}

# Strata with one case in the sample, under the policies certainty (survey's
# remove gives the same), adjust and average: its standard error and degrees of freedom.
lonely <- list()
while (length(lonely) < 60) {
  whole <- runif(1) < .5
  s <- strata(sample(2:4, 1), 1)
  if (!any(s[, 2] == 1 & s[, 1] > 1)) { h <- sample(nrow(s), 1); s[h, 2] <- 1; s[h, 3] <- 1; s[h, 4] <- rbinom(1, 1, .5) }
  if (!any(s[, 2] > 1) || sum(s[, 3]) < 3 || sum(s[, 4]) %in% c(0, sum(s[, 3]))) next
  d <- cases(s)
  design <- subset(svydesign(~1, strata = ~h, fpc = ~N, data = d), d == 1)
  m <- lapply(c("certainty", "adjust", "average"), function(p) {
    options(survey.lonely.psu = p); m <- svymean(~y, design); options(survey.lonely.psu = "fail"); m })
  lonely[[length(lonely) + 1]] <- list(s, signif(as.vector(coef(m[[1]])), 12),
    signif(unname(sapply(m, SE)), 12), degf(design))
}

# Simple random samples weighted up to known post-stratum totals, as the
# strata above: population of the post-stratum, sampled, in the domain, yes.
poststratified <- list()
while (length(poststratified) < 60) {
  whole <- runif(1) < .5
  s <- strata(sample(2:4, 1), 2)
  if (sum(s[, 4]) %in% c(0, sum(s[, 3]))) next
  d <- cases(s); d$all <- sum(s[, 1])
  srs <- svydesign(~1, fpc = ~all, data = d)
  ps <- postStratify(srs, ~h, data.frame(h = seq_len(nrow(s)), Freq = s[, 1]))
  ds <- subset(ps, d == 1); m <- svymean(~y, ds)
  poststratified[[length(poststratified) + 1]] <- list(s, signif(as.vector(coef(m)), 12), signif(as.vector(SE(m)), 12), degf(ds))
}

rows <- function(x) paste0("[\n", paste(sapply(x, toJSON, digits = NA, auto_unbox = TRUE, na = "null"), collapse = ",\n"), "\n]")
cat('{"tool": "R ', as.character(getRversion()), ", survey ", as.character(packageVersion("survey")), '",\n',
  '"methods": ', toJSON(methods), ', "levels": ', toJSON(levels), ',\n',
  '"samples": ', rows(samples), ',\n"weighted": ', rows(weighted), ',\n"lonely": ', rows(lonely),
  ',\n"poststratified": ', rows(poststratified), "}\n", sep = "")
