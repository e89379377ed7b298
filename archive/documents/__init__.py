"""Documents and their clean public copies: what a reader sees of the pages, and nothing that tells who made them."""
