from pathlib import Path

from adapters.discord.rights import NEEDED

PAGE = (Path(__file__).parents[3] / "docs/platforms/discord.md").read_text(encoding="utf-8")


def test_the_page_invites_with_the_permissions_that_are_needed() -> None:
    assert f"permissions={NEEDED.value}\n" in PAGE


def test_the_page_says_what_each_permission_is_for() -> None:
    missing = [name for name, on in NEEDED if on and _shown(name) not in PAGE.lower()]
    assert missing == []


def _shown(name: str) -> str:
    return {"read_messages": "view channels", "send_messages_in_threads": "send messages in threads"}.get(
        name, name.replace("_", " ")
    )
