"""Turn what discord.py tells into updates. No I/O: only what the SDK has at hand."""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

import discord

from bot.carried import EVERYBODY, Origin, Source
from bot.ids import ChatRef
from bot.updates import (
    AccessChanged,
    BotAdded,
    CommandInvoked,
    MemberJoined,
    MemberLeft,
    MessageDeleted,
    MessageEdited,
    MessagePosted,
    Quoted,
    ReactionChanged,
    Right,
    RightsLost,
)

from .people import actor_of, chat_ref, message_ref, server_ref, space_ref, unseen_actor

User = discord.User | discord.Member

# All are bounded, so that no text takes more than linear time.
_MASKED = re.compile(r"\[([^\[\]\n]{1,500})\]\(\s{0,8}<?(https?://[^\s<>()]{1,2000})")
_CALLED = re.compile(r"<@(&?)!?(\d{15,20})>")
_ALL = re.compile(r"@(?:everyone|here)\b")
_MENTION = re.compile(r"<@!?(\d{15,20})>")

_COMMAND = re.compile(r"/[A-Za-z]")

_SPOKEN = frozenset({discord.MessageType.default, discord.MessageType.reply})
_KINDS = {"image": "photo", "video": "video", "audio": "audio"}


def read_mentions(text: str, find: Callable[[int], User | None]) -> str:
    """Write mentions the way a person reads them: `<@123>` becomes `@anna`, where `find` knows them."""

    def name(found: re.Match[str]) -> str:
        user = find(int(found[1]))
        return found[0] if user is None else f"@{user.name}"

    return _MENTION.sub(name, text) if "<@" in text else text


def mentioned_ids(text: str) -> list[int]:
    """List whom a text mentions, each once, in order."""
    return list(dict.fromkeys(int(found) for found in _MENTION.findall(text))) if "<@" in text else []


def is_spoken(message: discord.Message, me: int) -> bool:
    """Tell whether somebody else said it: it is neither ours nor a notice of the platform's."""
    return message.author.id != me and message.type in _SPOKEN


def posted(message: discord.Message, me: int) -> MessagePosted | None:
    """Describe a message; None for our own and for the platform's notices ("… joined", "… pinned")."""
    if not is_spoken(message, me):
        return None
    raw, snapshots = message.content, message.message_snapshots
    if snapshots:
        raw = "\n".join(filter(None, (raw, *(s.content for s in snapshots))))
    users = {user.id: user for user in message.mentions}
    webhook = message.webhook_id is not None
    masked = _MASKED.findall(raw) if "](" in raw else []
    # Most messages are words and nothing else: what they do not have costs no time.
    bare = not (snapshots or message.attachments or message.stickers or message.poll is not None)
    kinds = [] if bare else _media(message)
    return MessagePosted(
        id=f"message:{message.id}",
        at=message.created_at,
        space=space_ref(message.guild.id if message.guild else None),
        chat=chat_ref(message.channel.id),
        actor=actor_of(message.author, person=False if webhook else None, ranked=False),
        message=message_ref(message.channel.id, message.id),
        text=read_mentions(raw, users.get),
        reply_to=_quoted(message),
        links=tuple(url for _, url in masked),
        # A reply that pings lists its author too; only those named in the text are mentioned.
        mentioned=tuple(actor_of(users[i]) for i in mentioned_ids(raw) if i in users),
        media=kinds[0] if kinds else None,
        forwarded=bool(snapshots),
        quote="" if bare else "\n".join(_carried(message)),
        link_words=tuple(words for words, _ in masked),
        more_media=tuple(kinds[1:]),
        origin=_source(message) if snapshots else None,
        called=tuple(_called(raw)) if "@" in raw else None,
    )


def written_out(posted: MessagePosted) -> CommandInvoked | None:
    """Read a command that was written to us in private as a text, the way our own messages show it (`/appeal 12 …`);
    None for anything else. On servers there are Discord's own commands, which bots see nothing of."""
    if posted.space is not None or not _COMMAND.match(posted.text):
        return None
    return CommandInvoked(
        posted.id,
        posted.at,
        None,
        posted.chat,
        posted.actor,
        posted.text[1:],
        message=posted.message,
        reply_to=posted.reply_to,
        mentioned=posted.mentioned,
    )


def _quoted(message: discord.Message) -> Quoted | None:
    reference = message.reference
    if reference is None or reference.message_id is None or message.message_snapshots:
        return None
    ref = message_ref(reference.channel_id, reference.message_id)
    source = reference.resolved
    if not isinstance(source, discord.Message):
        return Quoted(ref)
    users = {user.id: user for user in source.mentions}
    author = actor_of(source.author, person=False if source.webhook_id is not None else None)
    return Quoted(ref, author, read_mentions(source.content, users.get))


def _media(message: discord.Message) -> list[str]:
    """List the kinds of media a message has, each once, those of a forwarded copy too."""
    kinds: list[str] = []
    whole: Sequence[discord.Message | discord.MessageSnapshot] = (message, *message.message_snapshots)
    for source in whole:
        for attachment in source.attachments:
            kind = (attachment.content_type or "").split("/", 1)[0]
            kinds.append("voice" if attachment.is_voice_message() else _KINDS.get(kind, "document"))
        if source.stickers:
            kinds.append("sticker")
    if message.poll is not None:
        kinds.append("poll")
    return list(dict.fromkeys(kinds))


def _carried(message: discord.Message) -> Iterator[str]:
    """Go through the words that a message has besides its own. A preview of a link in it is none of them."""
    if message.poll is not None:
        yield message.poll.question
        yield from (answer.text for answer in message.poll.answers)
    for embed in (e for snapshot in message.message_snapshots for e in snapshot.embeds if e.type == "rich"):
        yield from filter(None, (embed.title, embed.description, embed.url))


def _called(raw: str) -> Iterator[str]:
    """Name whom a message calls, or tries to: people and roles by id."""
    yield from (kind + number for kind, number in _CALLED.findall(raw))
    if _ALL.search(raw) is not None:
        yield EVERYBODY


def _source(message: discord.Message) -> Source | None:
    """Say where a forwarded message comes from; Discord does not tell whose it was."""
    reference = message.reference
    if reference is None:
        return None
    here = message.guild is not None and reference.guild_id == message.guild.id
    return Source(Origin.HERE if here else Origin.CHANNEL, id=str(reference.channel_id))


def edited(payload: discord.RawMessageUpdateEvent, me: int) -> MessageEdited | None:
    """Describe an edit; None where the text is as it was: Discord also "edits" to add a preview or pin."""
    before, message = payload.cached_message, payload.message
    if message.edited_at is None or (before is not None and before.content == message.content):
        return None
    now = posted(message, me)
    return None if now is None else MessageEdited(now)


def deleted(channel_id: int, guild_id: int | None, message_id: int, at: datetime) -> MessageDeleted:
    """Describe a deletion."""
    return MessageDeleted(
        f"deleted:{message_id}",
        at,
        space_ref(guild_id),
        chat_ref(channel_id),
        message_ref(channel_id, message_id),
    )


def greeting_chat(guild: discord.Guild) -> ChatRef:
    """Find where to write in a server: its system channel, else the first channel the bot may write in.

    Where there is none, the server's own id stands in; writing there answers that the channel does not exist.
    """
    channels = [guild.system_channel, *guild.text_channels]
    for channel in channels:
        if channel is not None and _writable(channel):
            return chat_ref(channel.id)
    return chat_ref(guild.id)


def _writable(channel: discord.TextChannel) -> bool:
    rights = channel.permissions_for(channel.guild.me)
    return rights.view_channel and rights.send_messages


def joined(member: discord.Member, at: datetime, left: datetime | None = None) -> MemberJoined:
    """Describe an arrival; with membership screening, the moment it was passed. `left` is when they were last seen
    to leave."""
    space = server_ref(member.guild.id)
    # joined_at tells one arrival from the next, and is the same when the gateway repeats itself. Who comes back at
    # once may seem, by our clock and Discord's, to have come before they left.
    came = member.joined_at or at
    mark = came.isoformat() if left is None or left < came else f"after:{left.isoformat()}"
    return MemberJoined(
        f"joined:{member.guild.id}:{member.id}:{mark}",
        at,
        space,
        greeting_chat(member.guild),
        actor_of(member),
    )


def left(guild: discord.Guild, user: User, at: datetime) -> MemberLeft:
    """Describe a departure."""
    space = server_ref(guild.id)
    return MemberLeft(f"left:{guild.id}:{user.id}:{at.isoformat()}", at, space, greeting_chat(guild), actor_of(user))


def access_changed(member: discord.Member, at: datetime) -> AccessChanged:
    """Describe a change of somebody's rights."""
    space = server_ref(member.guild.id)
    return AccessChanged(f"access:{member.guild.id}:{member.id}:{at.isoformat()}", at, space, actor_of(member))


def bot_added(guild: discord.Guild, at: datetime) -> BotAdded:
    """Describe a server that the bot is in."""
    space = server_ref(guild.id)
    return BotAdded(
        f"here:{guild.id}:{at.isoformat()}",
        at,
        space,
        greeting_chat(guild),
        guild.name,
        str(guild.preferred_locale),
    )


def reacted(payload: discord.RawReactionActionEvent, user: User | None, at: datetime) -> ReactionChanged | None:
    """Describe a reaction given or taken back; None in private conversations."""
    space = space_ref(payload.guild_id)
    if space is None:
        return None
    mark = (str(payload.emoji),)
    given = payload.event_type == "REACTION_ADD"
    return ReactionChanged(
        # One may give, take back and give again: the moment tells these apart.
        f"reaction:{payload.message_id}:{payload.user_id}:{payload.emoji}:{at.isoformat()}",
        at,
        space,
        chat_ref(payload.channel_id),
        unseen_actor(payload.user_id) if user is None else actor_of(user),
        message_ref(payload.channel_id, payload.message_id),
        added=mark if given else (),
        removed=() if given else mark,
    )


def same_powers(before: discord.Role, after: discord.Role) -> bool:
    """Tell whether a changed role leaves everybody's access as it was."""
    mask = discord.Permissions(administrator=True, manage_guild=True, moderate_members=True).value
    return before.permissions.value & mask == after.permissions.value & mask


def rights_lost(guild: discord.Guild, lost: frozenset[Right], at: datetime) -> RightsLost:
    """Describe what was taken from the bot."""
    space = server_ref(guild.id)
    # Gone from the server, the bot does not know itself there any more.
    chat = chat_ref(guild.id) if Right.PRESENCE in lost else greeting_chat(guild)
    return RightsLost(f"rights:{guild.id}:{'+'.join(sorted(lost))}:{at.isoformat()}", at, space, chat, lost)
