"""Joining chats and accounts, and one's own profile, as commands."""

from bot.access import Access
from bot.call import Call
from bot.commands import Word, command
from bot.communities.linking import CODE_LIFETIME, LinkService, Purpose
from bot.content import Bullets, Choice, Code, Field, Reply, Row, Span, Title, msg, reply


class LinkHandlers:
    """Turn calls into the verbs of joining."""

    def __init__(self, service: LinkService) -> None:
        self._service = service

    @command("link", access=Access.ADMIN)
    async def link(self, call: Call, code: Word | None = None) -> Reply:
        """Make another chat part of this community: a code here, entered there."""
        if code is None:
            offered = await self._service.offer(call, Purpose.CHAT)
            return reply(msg("link-offer", command=Code(f"/link {offered.code}"), span=Span(CODE_LIFETIME)))
        community = await self._service.join_chat(call, code)
        return reply(msg("link-joined-here", community=community.name), private=False)

    @command("me", access=Access.EVERYONE)
    async def me(self, call: Call) -> Reply:
        """Show one's own profile."""
        accounts = tuple(Row((a.platform.title(), " · ", Code(a.id))) for a in call.person.accounts)
        return reply(
            Title(call.person.name),
            Field(msg("me-community"), call.community.name),
            Field(msg("me-access"), msg("access-name", access=Choice(call.access.key))),
            Field(msg("me-zone"), call.zone.key),
            msg("me-accounts"),
            Bullets(accounts),
            msg("me-link-hint"),
        )

    @command("me link", access=Access.EVERYONE)
    async def link_me(self, call: Call, code: Word | None = None) -> Reply:
        """Join one's Telegram and Discord accounts."""
        if code is None:
            offered = await self._service.offer(call, Purpose.ACCOUNT)
            return reply(msg("me-link-offer", command=Code(f"/me link {offered.code}"), span=Span(CODE_LIFETIME)))
        name = await self._service.join_account(call, code)
        return reply(msg("me-link-done", name=name))
