"""Raids: many who come at once are held until somebody has looked."""
