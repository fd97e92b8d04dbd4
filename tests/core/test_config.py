"""What the operator sets: a file, the environment over it, and every mistake by its name."""

from pathlib import Path

import pytest

from bot.config import BadConfig, load_settings, secrets_of


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Point the configuration at an empty file, away from whatever the tester has set."""
    path = tmp_path / "hearth.toml"
    path.write_text("", encoding="utf-8")
    monkeypatch.setenv("HEARTH_CONFIG", str(path))
    return path


def mistakes(file: Path, text: str = "") -> str:
    file.write_text(text, encoding="utf-8")
    with pytest.raises(BadConfig) as caught:
        load_settings()
    return str(caught.value)


def test_without_a_word_everything_is_at_its_default(file: Path) -> None:
    settings = load_settings()
    assert settings.storage.url == "sqlite:///hearth.db"
    assert settings.telegram.token is settings.discord.token is None
    assert (settings.defaults.locale, settings.defaults.timezone, settings.log.level) == ("en", "UTC", "info")


def test_without_a_config_file_everything_is_at_its_default(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HEARTH_CONFIG", raising=False)
    monkeypatch.chdir(tmp_path)
    assert load_settings().telegram.mode == "polling"


def test_a_file_that_was_named_and_is_not_there_is_missed(file: Path) -> None:
    file.unlink()
    with pytest.raises(BadConfig, match="there is no such file"):
        load_settings()


def test_a_list_in_the_environment_that_is_not_json_is_explained(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEARTH__DISCORD__GUILD_IDS", "oops")
    assert "written as JSON" in mistakes(file)


def test_the_file_is_read(file: Path) -> None:
    file.write_text(
        '[telegram]\ntoken = "1:a"\nmode = "webhook"\n[telegram.webhook]\nurl = "https://x.example"\n'
        "[discord]\nguild_ids = [1, 2]\n",
        encoding="utf-8",
    )
    settings = load_settings()
    assert settings.telegram.token is not None
    assert settings.telegram.token.get_secret_value() == "1:a"
    assert (settings.telegram.mode, settings.telegram.webhook.url) == ("webhook", "https://x.example")
    assert settings.discord.guild_ids == (1, 2)


def test_the_environment_wins_over_the_file_key_by_key(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file.write_text('[defaults]\nlocale = "ru"\ntimezone = "Europe/Moscow"\n', encoding="utf-8")
    monkeypatch.setenv("HEARTH__DEFAULTS__LOCALE", "en")
    monkeypatch.setenv("HEARTH__DISCORD__GUILD_IDS", "[7]")
    monkeypatch.setenv("HEARTH__TELEGRAM__WEBHOOK__LISTEN", "0.0.0.0:80")
    settings = load_settings()
    assert (settings.defaults.locale, settings.defaults.timezone) == ("en", "Europe/Moscow")
    assert settings.discord.guild_ids == (7,)
    assert settings.telegram.webhook.listen == "0.0.0.0:80"


def test_an_empty_variable_is_as_good_as_none(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEARTH__TELEGRAM__TOKEN", "")
    assert load_settings().telegram.token is None


@pytest.mark.parametrize(
    ("text", "path", "says"),
    [
        ('[telegram]\nmode = "carrier pigeon"\n', "telegram.mode", "'polling' or 'webhook'"),
        ('[telegram.webhook]\nlisten_on = "x"\n', "telegram.webhook.listen_on", "not permitted"),
        ('[storage]\nurl = "mysql://x"\n', "storage.url", "must begin with sqlite:/// or postgresql://"),
        ('[defaults]\nlocale = "de"\n', "defaults.locale", "must be one of en, ru"),
        ('[defaults]\ntimezone = "Europe/Nowhere"\n', "defaults.timezone", "such as Europe/Moscow"),
        ('[defaults]\ntimezone = "../../etc/passwd"\n', "defaults.timezone", "such as Europe/Moscow"),
        ('[http]\nlisten = "8080"\n', "http.listen", "such as 127.0.0.1:8080"),
        ('[http]\nlisten = "127.0.0.1:http"\n', "http.listen", "such as 127.0.0.1:8080"),
        ('[http]\nlisten = "127.0.0.1:65536"\n', "http.listen", "such as 127.0.0.1:8080"),
        ('[discord]\nguild_ids = ["x"]\n', "discord.guild_ids.0", "integer"),
        ('[telegramm]\ntoken = "x"\n', "telegramm", "not permitted"),
    ],
)
def test_a_mistake_names_its_key_path_and_what_is_wrong(file: Path, text: str, path: str, says: str) -> None:
    said = mistakes(file, text)
    assert said.startswith(f"{path}: ")
    assert says in said
    assert "\n" not in said


def test_every_mistake_has_a_line(file: Path) -> None:
    said = mistakes(file, '[log]\nlevel = "loud"\nformat = "xml"\n').splitlines()
    assert [line.split(":")[0] for line in said] == ["log.level", "log.format"]


def test_a_mistake_in_the_environment_is_named_too(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEARTH__LOG__LEVEL", "loud")
    assert mistakes(file).startswith("log.level: ")


def test_a_file_that_is_not_toml_is_said_so_with_the_place(file: Path) -> None:
    said = mistakes(file, "[telegram\ntoken = ")
    assert "line 1" in said
    assert "Traceback" not in said


def test_secrets_are_never_shown(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEARTH__TELEGRAM__TOKEN", "123:SECRET")
    monkeypatch.setenv("HEARTH__STORAGE__URL", "postgresql://hearth:SECRET@db/hearth")
    monkeypatch.setenv("HEARTH__TELEGRAM__WEBHOOK__SECRET", "SECRET")
    assert "SECRET" not in repr(load_settings())
    monkeypatch.setenv("HEARTH__STORAGE__URL", "mysql://hearth:SECRET@db/hearth")
    assert "SECRET" not in mistakes(file)


def test_every_secret_is_known_also_as_the_addresses_write_it(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert secrets_of(load_settings()) == ()
    monkeypatch.setenv("HEARTH__TELEGRAM__TOKEN", "123:AAsecret")
    monkeypatch.setenv("HEARTH__TELEGRAM__WEBHOOK__SECRET", "hush")
    monkeypatch.setenv("HEARTH__DISCORD__TOKEN", "MTk4.sig:nature")
    monkeypatch.setenv("HEARTH__STORAGE__URL", "postgresql://hearth:p%40ss@db/hearth")
    known = {"123:AAsecret", "AAsecret", "MTk4.sig:nature", "hush", "p%40ss", "p@ss"}
    assert set(secrets_of(load_settings())) == known
