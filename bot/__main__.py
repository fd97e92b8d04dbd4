"""`hearth`: the command line. Parses, calls bot.run, nothing else; what is heavy is imported when it is needed."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    name="hearth",
    help="One community, two platforms, one memory: Telegram and Discord, in Russian and English.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


@app.command()
def run() -> None:
    """Run on every platform whose token is set; with none, open the local chat."""
    from bot.run import run_platforms

    raise typer.Exit(run_platforms())


@app.command()
def chat(
    file: Annotated[Path | None, typer.Argument(help="a script to play; without it, the terminal")] = None,
    db: Annotated[str | None, typer.Option(help="where to remember, such as sqlite:///chat.db; else in memory")] = None,
    json: Annotated[bool, typer.Option("--json", help="print one JSON line for each thing Hearth does")] = False,
) -> None:
    """Open the local chat: a group in the terminal in which you speak as several people."""
    from bot.run import run_chat

    raise typer.Exit(run_chat(file, db, as_json=json))


@app.command()
def when(
    phrase: Annotated[list[str], typer.Argument(help="a date and time, in English or Russian")],
    at: Annotated[str | None, typer.Option(help="the moment it is said, ISO 8601; else now")] = None,
    zone: Annotated[str, typer.Option(help="the IANA time zone it is said in")] = "UTC",
    locale: Annotated[str, typer.Option(help="the language of the answer: en or ru")] = "en",
) -> None:
    """Print the instant that a phrase means, and the same in words; exit with 2 where it is not clear."""
    from bot.tell import tell_when

    try:
        said = datetime.fromisoformat(at) if at else None
    except ValueError:
        raise typer.BadParameter("must be ISO 8601, such as 2026-12-01T18:00+03:00", param_hint="--at") from None
    raise typer.Exit(tell_when(" ".join(phrase), said, zone, locale))


@app.command()
def replay(
    file: Annotated[Path, typer.Argument(help="an export of Telegram Desktop or DiscordChatExporter, or JSON lines")],
    json: Annotated[bool, typer.Option("--json", help="print one JSON line for each message")] = False,
    community: Annotated[
        str | None, typer.Option(help="the number or name of a community whose rules are asked; else all at defaults")
    ] = None,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="show examples of what each rule finds")] = False,
) -> None:
    """Show what the rules would have done to past messages; nothing is done."""
    from bot.replaying import run_replay

    raise typer.Exit(run_replay(file, community, as_json=json, verbose=verbose))


@app.command()
def migrate(
    source: Annotated[str | None, typer.Option("--from", help="the database to move; else the configured one")] = None,
    target: Annotated[str | None, typer.Option("--to", help="an empty one to move it to; else the configured")] = None,
) -> None:
    """Bring the configured database up to this program's schema; with --from or --to, move a whole history."""
    from bot.upkeep import run_migrate

    raise typer.Exit(run_migrate(source, target))


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(help="where the copy goes")],
    force: Annotated[bool, typer.Option("--force", help="write over a file that is there")] = False,
) -> None:
    """Copy the configured database into a file while the bot runs."""
    from bot.upkeep import run_backup

    raise typer.Exit(run_backup(file, force=force))


def main() -> None:
    """Run the command line."""
    app()


if __name__ == "__main__":
    main()
