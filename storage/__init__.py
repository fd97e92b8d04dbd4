"""What Hearth remembers: SQLAlchemy Core on SQLite and PostgreSQL, one file per capability."""
