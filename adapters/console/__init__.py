"""The local chat: a group in the terminal, and a platform like any other."""
