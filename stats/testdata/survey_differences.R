# Reference values for differences between two domains of one sample, from R package
# survey.
#
#   Rscript survey_differences.R > survey_differences.json
#
# Needs survey. A sample is written as its counts, a row a stratum:
# [population, sample, cases in the first domain, yes among them, cases in the second,
# yes among them]; then follow the two shares, their standard errors, the difference, its
# standard error, the degrees of freedom and the limits at each level.
suppressMessages(library(survey))
RNGversion("4.0.0"); set.seed(20200217)

levels <- c(.8, .95)

one <- function() {
  H <- sample(4, 1)
  s <- t(sapply(seq_len(H), function(h) {
    N <- sample(3:80, 1); n <- sample(2:min(N, 40), 1)
    split <- rmultinom(1, n, c(runif(1, .1, 1), runif(1, .1, 1), runif(1, 0, .5)))
    c(N, n, split[1], rbinom(1, split[1], runif(1)), split[2], rbinom(1, split[2], runif(1)))
  }))
  d <- do.call(rbind, lapply(seq_len(H), function(h) data.frame(h = h, N = s[h, 1],
    g = rep(c("a", "b", "c"), c(s[h, 3], s[h, 5], s[h, 2] - s[h, 3] - s[h, 5])),
    y = c(rep(1:0, c(s[h, 4], s[h, 3] - s[h, 4])), rep(1:0, c(s[h, 6], s[h, 5] - s[h, 6])), rep(0, s[h, 2] - s[h, 3] - s[h, 5])))))
  if (sum(s[, 3]) < 2 || sum(s[, 5]) < 2) return(NULL)
  design <- svydesign(~1, strata = ~h, fpc = ~N, data = d)
  by <- svyby(~y, ~g, design, svymean, covmat = TRUE)
  change <- svycontrast(by, list(d = c(a = -1, b = 1)))
  df <- degf(subset(design, g != "c"))
  if (df < 1 || SE(change) < 1e-9) return(NULL)
  limits <- lapply(levels, function(level) as.vector(confint(change, level = level, df = df)))
  list(s, coef(by)[1:2], SE(by)[1:2], coef(change), SE(change), df, limits)
}

text <- function(x) if (is.list(x)) paste0("[", paste(sapply(x, text), collapse = ","), "]") else
  if (is.matrix(x)) paste0("[", paste(apply(x, 1, text), collapse = ","), "]") else
  if (length(x) == 1) format(signif(as.vector(x), 12), digits = 12) else
  paste0("[", paste(sapply(as.vector(x), text), collapse = ","), "]")

rows <- c()
while (length(rows) < 200) {
  r <- one()
  if (!is.null(r)) rows <- c(rows, text(r))
}
cat('{"tool": "R ', format(getRversion()), ", survey ", format(packageVersion("survey")), '",\n"levels": [0.8,0.95],\n"samples": [\n', paste(rows, collapse = ",\n"), "\n]}\n", sep = "")
