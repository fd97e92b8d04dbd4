"""The recognition capability."""
