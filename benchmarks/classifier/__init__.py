"""Fit the built-in spam model, and measure it."""
