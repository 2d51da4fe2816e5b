"""Scorers over spans, labels and clusters: they know no files, their counts add, and order changes nothing."""
