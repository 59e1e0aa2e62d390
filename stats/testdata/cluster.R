# Made the values of TestClusterShareAgainstSurvey: R 4.2.2 with survey 4.1-1.
library(survey)
show <- function(yes, of, level) {
  d <- data.frame(m = rep(seq_along(of), of), y = unlist(mapply(function(a, b) c(rep(1, a), rep(0, b - a)), yes, of, SIMPLIFY = FALSE)))
  des <- svydesign(ids = ~m, data = d, weights = ~1)
  s <- svymean(~y, des)
  ci <- attr(svyciprop(~y, des, method = "beta", level = level), "ci")
  a <- anova(aov(y ~ factor(m), d))
  k <- length(of); n <- sum(of); n0 <- (n - sum(of^2) / n) / (k - 1)
  msb <- a[1, 3]; msw <- a[2, 3]; f <- msb / msw; up <- (1 + level) / 2
  low <- f / qf(up, k - 1, n - k); high <- f * qf(up, n - k, k - 1)
  cat(sprintf("%.12f", c(coef(s), SE(s), ci, n0, (msb - msw) / (msb + (n0 - 1) * msw),
    (low - 1) / (low + n0 - 1), (high - 1) / (high + n0 - 1))), degf(des), "\n")
}
show(c(3, 5, 1, 4, 2, 6, 0), c(5, 6, 4, 7, 3, 8, 2), 0.80)
show(c(9, 1, 8, 0, 7), c(10, 9, 10, 6, 12), 0.95)
show(c(1, 2, 3, 2, 1, 2), c(4, 4, 4, 4, 4, 4), 0.80)
