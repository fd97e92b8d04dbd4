"""What the operator sets: config.toml and the environment (`HEARTH__TELEGRAM__TOKEN`). An error names the key path."""

import os
from pathlib import Path
from typing import Any, Literal
from urllib.parse import unquote, urlsplit

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
    TomlConfigSettingsSource,
)

from bot.errors import CannotStart

CONFIG_FILE = Path("config.toml")
ENV_PREFIX = "HEARTH__"


class BadConfig(CannotStart):
    """The configuration cannot be used; the message names each key path and what is wrong there."""


class Section(BaseModel):
    """One table of config.toml. A key that does not exist is an error, never ignored."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class StorageSettings(Section):
    """Where Hearth remembers."""

    url: str = Field("sqlite:///hearth.db", repr=False)  # a PostgreSQL address holds a password

    @field_validator("url")
    @classmethod
    def _known(cls, url: str) -> str:
        if not url.startswith(("sqlite://", "postgresql://")):
            raise ValueError("must begin with sqlite:/// or postgresql://, such as sqlite:///hearth.db")
        return url

    @classmethod
    def at(cls, url: str, option: str) -> "StorageSettings":
        """Take an address from an option of the command line. Raises BadConfig with the option's name."""
        try:
            return cls(url=url)
        except ValidationError as error:
            said = error.errors(include_input=False)[0]["msg"].removeprefix("Value error, ")
            raise BadConfig(f"{option}: {said}") from None


class WebhookSettings(Section):
    """How Telegram reaches us in webhook mode. `listen` is host:port."""

    url: str = ""
    listen: str = "127.0.0.1:8443"
    secret: SecretStr = SecretStr("")


class TelegramSettings(Section):
    """The Telegram side. `api_base_url` is a Bot API server: `{api_base_url}/bot<token>/<method>`."""

    token: SecretStr | None = None
    api_base_url: str = "https://api.telegram.org"
    mode: Literal["polling", "webhook"] = "polling"
    webhook: WebhookSettings = WebhookSettings()


class DiscordSettings(Section):
    """The Discord side. The two addresses serve a REST and gateway proxy; empty means the vendor's own."""

    token: SecretStr | None = None
    api_base_url: str = ""
    gateway_url: str = ""
    guild_ids: tuple[int, ...] = ()


class DefaultsSettings(Section):
    """What a new community starts with."""

    locale: str = "en"
    timezone: str = "UTC"

    @field_validator("locale")
    @classmethod
    def _spoken(cls, locale: str) -> str:
        from bot.texts import languages

        if locale not in languages():
            raise ValueError(f"must be one of {', '.join(languages())}")
        return locale

    @field_validator("timezone")
    @classmethod
    def _zone(cls, zone: str) -> str:
        from zoneinfo import ZoneInfo

        try:
            ZoneInfo(zone)
        except (KeyError, ValueError, OSError) as error:
            raise ValueError("must be an IANA zone, such as Europe/Moscow") from error
        return zone


class LogSettings(Section):
    """What is logged, and how."""

    level: Literal["debug", "info", "warning", "error"] = "info"
    format: Literal["console", "json"] = "console"


class HttpSettings(Section):
    """Where health and metrics are served: host:port, such as 127.0.0.1:8080; empty: nowhere."""

    listen: str = ""

    @field_validator("listen")
    @classmethod
    def _address(cls, listen: str) -> str:
        host, _, port = listen.rpartition(":")
        if listen and not (host and port.isascii() and port.isdecimal() and 0 < int(port) < 65536):
            raise ValueError("must be host:port, such as 127.0.0.1:8080, or empty")
        return listen


class Settings(BaseSettings):
    """Everything the operator sets."""

    model_config = SettingsConfigDict(
        env_prefix=ENV_PREFIX, env_nested_delimiter="__", extra="forbid", frozen=True, env_ignore_empty=True
    )

    storage: StorageSettings = StorageSettings()
    telegram: TelegramSettings = TelegramSettings()
    discord: DiscordSettings = DiscordSettings()
    defaults: DefaultsSettings = DefaultsSettings()
    http: HttpSettings = HttpSettings()
    log: LogSettings = Field(default_factory=LogSettings)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Let the environment win over config.toml."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, toml_file=_config_file())


def secrets_of(settings: Settings) -> tuple[str, ...]:
    """List what must never be shown: tokens, the webhook's secret, the database's password."""
    kept = (settings.telegram.token, settings.discord.token, settings.telegram.webhook.secret)
    secrets = [secret.get_secret_value() for secret in kept if secret is not None]
    # The part behind the colon is a Telegram token's secret; the part before it is the bot's public id.
    secrets += [token.partition(":")[2] for token in secrets[:1] if ":" in token]
    url = urlsplit(settings.storage.url)
    if url.password:
        secrets += [url.password, unquote(url.password)]
    return tuple(secret for secret in secrets if secret)


def _config_file() -> Path:
    return Path(os.environ.get("HEARTH_CONFIG", CONFIG_FILE))


def load_settings(**overrides: Any) -> Settings:
    """Read the configuration. Raises BadConfig with a line per mistake, naming its key path."""
    if "HEARTH_CONFIG" in os.environ and not _config_file().is_file():
        raise BadConfig(f"{_config_file()}: there is no such file (HEARTH_CONFIG names it)")
    try:
        return Settings(**overrides)
    except ValidationError as error:
        lines = [f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors(include_input=False)]
        raise BadConfig("\n".join(lines)) from None
    except SettingsError as error:  # a list in the environment is not JSON
        raise BadConfig(f"environment: {error}; a list is written as JSON, such as [1, 2]") from None
    except ValueError as error:  # the file is not TOML
        raise BadConfig(f"{_config_file()}: {error}") from None
