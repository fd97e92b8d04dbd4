"""Discord, through discord.py: objects of the SDK in, updates out; documents in, messages out."""
