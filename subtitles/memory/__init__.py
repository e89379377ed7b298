"""Earlier translations: which of them are like a text, and where words were used before.

`store` is an SQLite file of folded words and of keys, which can be made again at any time; `keeping` holds it at what
stands in the tracks; `answering` reads what is shown from the tracks themselves, and asks the gate about each.
"""
