# What took place, what was promised, what was denied: one bar a type of event, from the counts of an export.
#   Rscript statuses.R EXPORT PICTURE.png
# needs base R alone.

arguments <- commandArgs(trailingOnly = TRUE)
folder <- if (length(arguments) >= 1) arguments[1] else "out"
picture <- if (length(arguments) >= 2) arguments[2] else "statuses.png"

events <- read.csv(file.path(folder, "csv", "events.csv"), na.strings = "", encoding = "UTF-8", stringsAsFactors = FALSE)

groups <- c(happened = "took place", ongoing = "took place",
            scheduled = "ahead", pledged = "ahead", threatened = "ahead", "called-for" = "ahead",
            possible = "open", conditional = "open", alleged = "open",
            denied = "not so", "ruled-out" = "not so", negated = "not so")
order <- c("took place", "ahead", "open", "not so")
events$group <- factor(groups[events$status], levels = order)

counts <- table(events$group, events$type)
counts <- counts[, base::order(colSums(counts)), drop = FALSE]

png(picture, width = 900, height = 600, res = 110)
par(mar = c(4, 8, 3, 1), las = 1)
barplot(counts, horiz = TRUE, col = c("#1b6e8c", "#8fbf9f", "#d9c36c", "#b8b8b8"), border = NA,
        main = "Events by what the reports say of them", xlab = "events of reports", legend.text = order,
        args.legend = list(x = "bottomright", bty = "n", border = NA))
invisible(dev.off())

cat(sprintf("%s: %d events, of which %d took place\n", picture, nrow(events), sum(events$group == "took place", na.rm = TRUE)))
