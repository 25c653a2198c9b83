"""Measuring against labelled data: gold readers, scorers, the gate and its floors."""
