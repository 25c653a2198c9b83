"""Scorers, one file a kind of answer. Each takes gold rows and predictions by id and returns figures, in percent unless said otherwise.

The figures are those of the reference scorer that comes with the labelled data; a test holds the two together where it is present.
"""
