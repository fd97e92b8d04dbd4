"""Read the address of a database: `sqlite:///file`, `sqlite://` (in memory), `postgresql://…`."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from bot.errors import CannotStart


@dataclass(frozen=True, slots=True)
class Address:
    """Where a database is. `file` is None where it is no file, and `name` is safe to show: it holds no password."""

    url: URL
    sqlite: bool
    file: Path | None
    name: str

    @property
    def in_memory(self) -> bool:
        """Tell whether it ends with the process."""
        return self.sqlite and self.file is None

    def same_as(self, other: "Address") -> bool:
        """Tell whether this is the same database under, perhaps, another spelling."""
        if self.sqlite or other.sqlite:
            return self.file is not None and self.file == other.file
        return _server(self.url) == _server(other.url)

    def without_password(self) -> str:
        """Write the address as other programs take it, without the password."""
        url = self.url
        query = {key: value for key, value in url.query.items() if key != "password"}
        # Made anew: `set` takes a password that is None for one that stays.
        bare = URL.create(url.get_backend_name(), url.username, None, url.host, url.port, url.database, query)
        return bare.render_as_string(hide_password=False)

    def driver_url(self, *, read_only: bool = False) -> URL:
        """Give the address for SQLAlchemy, with its asynchronous driver."""
        if not self.sqlite:
            # libpq and every provider say sslmode, the driver says ssl.
            query = {"ssl" if key == "sslmode" else key: value for key, value in self.url.query.items()}
            return self.url.set(drivername="postgresql+asyncpg", query=query)
        url = self.url.set(drivername="sqlite+aiosqlite")
        if read_only and self.file is not None:
            url = url.set(database=f"file:{quote(str(self.file))}", query={"mode": "ro", "uri": "true"})
        return url


def read_address(url: str) -> Address:
    """Read an address. Raises CannotStart for one that cannot be read."""
    try:
        made = make_url(url)
    except (ArgumentError, ValueError):
        # Its own words would show the password.
        raise CannotStart("storage.url: cannot be read; is every special character in it written as %XX?") from None
    if made.get_backend_name() != "sqlite":
        host = made.host or made.query.get("host") or "localhost"
        where = f"{host}:{made.port}" if made.port else str(host)
        return Address(made, False, None, f"PostgreSQL database {made.database or made.username} at {where}")
    if made.host:
        raise CannotStart(f"storage.url: a file takes three slashes: sqlite:///{made.host}{made.database or ''}")
    database = (made.database or "").removeprefix("file:")
    if database in ("", ":memory:") or made.query.get("mode") == "memory":
        return Address(made, True, None, "the database in memory")
    file = Path(database).resolve()
    return Address(made, True, file, str(file))


def _server(url: URL) -> tuple[object, ...]:
    host = url.host or url.query.get("host") or "localhost"
    return host, url.port or 5432, url.database or url.username
