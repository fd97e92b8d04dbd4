"""Where a message can be looked at: the addresses that the platforms themselves hand out."""

from bot.ids import MessageRef, Platform, SpaceRef

_SUPERGROUP = "-100"  # what the Bot API puts before a supergroup's own number


def permalink(message: MessageRef, space: SpaceRef | None) -> str | None:
    """Give a message's address; None where its chat has none (a small group, the terminal)."""
    chat = message.chat
    if chat.platform is Platform.TELEGRAM and chat.id.startswith(_SUPERGROUP):
        topic = f"{chat.topic}/" if chat.topic is not None else ""
        return f"https://t.me/c/{chat.id.removeprefix(_SUPERGROUP)}/{topic}{message.id}"
    if chat.platform is Platform.DISCORD and space is not None:
        return f"https://discord.com/channels/{space.id}/{chat.id}/{message.id}"
    return None
