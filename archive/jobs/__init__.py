"""Jobs: the row is the truth, the queue only delivers. This room knows no kind of work; others register theirs."""
