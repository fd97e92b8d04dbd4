"""The spam classifier: what it looks at, what it weighs, and what moderators teach it."""
