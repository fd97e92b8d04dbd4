"""The moderation capability."""
