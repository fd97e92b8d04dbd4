"""The blocklist: its entries, how they are found in a message, and how they are kept."""
