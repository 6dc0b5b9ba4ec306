# anticlust.R FILE REPETITIONS - what anticlust, an R package for the same problem with free
# distances and groups of equal size, makes of a public instance: its exchange method, the
# best of so many starts. Prints `VALUE CPU_SECONDS`.
arguments <- commandArgs(trailingOnly = TRUE)
header <- strsplit(trimws(readLines(arguments[1], n = 1)), " ")[[1]]
count <- as.integer(header[1])
pairs <- read.table(arguments[1], skip = 1)
distances <- matrix(0, count, count)
distances[cbind(pairs[[1]] + 1, pairs[[2]] + 1)] <- pairs[[3]]
distances <- as.dist(distances + t(distances))
set.seed(1)
time <- system.time(groups <- anticlust::anticlustering(distances,
  K = as.integer(header[2]), objective = "diversity", method = "local-maximum",
  repetitions = as.integer(arguments[2])))
cat(sprintf("%.3f %.3f\n", anticlust::diversity_objective(distances, groups),
  time[["user.self"]] + time[["sys.self"]]))
