# Reference values for means of points of stratified samples and their domains, from R package survey.
#
#   Rscript means.R > means.json
#
# Needs survey and jsonlite. A row is a sample: strata as [population, sample], then of each case its
# stratum, whether it is in the domain, and its points; then mean, standard error, degrees of freedom,
# and the limits at 80% and 95% by t.
suppressMessages({library(survey); library(jsonlite)})
options(survey.lonely.psu = "fail")
RNGversion("4.0.0"); set.seed(20261129)
rows <- list()
while (length(rows) < 60) {
  H <- sample(4, 1); n <- sample(2:12, H, TRUE); N <- n + sample(0:30, H, TRUE)
  d <- data.frame(h = rep(1:H, n), N = rep(N, n), d = rbinom(sum(n), 1, sample(c(1, .7), 1)),
                  y = sample(c(0, .5, 1, 2, 4), sum(n), TRUE))
  if (sum(d$d) < 3 || any(tapply(d$d, d$h, sum) < 1) || all(n == N)) next
  design <- subset(svydesign(~1, strata = ~h, fpc = ~N, data = d), d == 1)
  if (degf(design) < 1) next
  m <- svymean(~y, design)
  if (SE(m) == 0) next
  rows[[length(rows) + 1]] <- list(strata = cbind(N, n), cases = as.matrix(d[, c("h", "d", "y")]),
    mean = signif(as.vector(coef(m)), 14), se = signif(as.vector(SE(m)), 14), df = degf(design),
    limits = signif(sapply(c(.8, .95), function(l) as.vector(confint(m, level = l, df = degf(design)))), 12))
}
cat('{"note":"by Rscript means.R: svymean of stratified designs of survey, with confint by t",\n"rows":[\n')
cat(sapply(rows, function(r) toJSON(r, auto_unbox = TRUE, digits = NA)), sep = ",\n")
cat("\n]}\n")
