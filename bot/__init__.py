"""The neutral core of Hearth: it decides, and knows no platform, no database driver and no web framework."""
