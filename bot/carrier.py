"""Do what one delivery says, on its platform."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import assert_never

from bot.acts import Act, Ban, ChatAct, Close, Delete, Kick, PauseJoins, Release, Reopen, Restrict, Slow, Unban, Unreact
from bot.codec import decode, encode
from bot.deliveries import lane_of, lane_of_act
from bot.errors import Already, Forbidden, Gone, Rejected
from bot.ids import AccountRef, ChatRef, MessageRef, Platform, SpaceRef
from bot.outgoing import Delivery, DeliveryStore
from bot.ports import Outgoing, Ports, Transactions, Tx


class Carrier:
    """Turn deliveries into calls of the ports."""

    def __init__(self, store: DeliveryStore, transactions: Transactions, ports: Mapping[Platform, Ports]) -> None:
        self._store = store
        self._transactions = transactions
        self._ports = ports

    async def carry(self, delivery: Delivery) -> MessageRef | None:
        """Do it, and give the message it became. Raises PlatformError."""
        payload = delivery.payload
        if "act" in payload:
            await self._act(decode(payload["act"]), again=delivery.attempts > 1)
            return None
        if "edit" in payload or "withdraw" in payload:
            await self._change(delivery)
            return None
        to: ChatRef | AccountRef = decode(payload["to"])
        message = Outgoing(
            decode(payload["doc"]),
            payload["locale"],
            decode(payload["buttons"]),
            decode(payload["files"]),
            decode(payload["reply_to"]),
            nonce=f"hearth-{delivery.id}",
            paced=True,
        )
        return await self._ports[to.platform].messenger.send(to, message)

    async def _change(self, delivery: Delivery) -> None:
        payload = delivery.payload
        async with self._transactions.read() as tx:
            shown = await self._store.find(tx, payload.get("edit") or payload["withdraw"])
        if shown is None or shown.message is None:
            return
        messenger = self._ports[shown.message.chat.platform].messenger
        if "withdraw" in payload:
            await messenger.delete([shown.message])
        else:
            document, buttons = decode(payload["doc"]), decode(payload["buttons"])
            await messenger.edit(shown.message, Outgoing(document, payload["locale"], buttons, paced=True))

    async def _act(self, act: Act, *, again: bool) -> None:
        if isinstance(act, Delete):
            await self._ports[act.messages[0].chat.platform].messenger.delete(act.messages)
            return
        if isinstance(act, Close | Reopen | Slow):
            await self._in_chat(act)
            return
        if isinstance(act, Unreact):
            await self._ports[act.account.platform].messenger.unreact(act.message, act.account, act.mark)
            return
        if isinstance(act, PauseJoins):
            if (incidents := self._ports[act.space.platform].incidents) is not None:
                await incidents.pause_joins(act.space, act.until)
            return
        moderator = self._ports[act.space.platform].moderator
        match act:
            case Restrict(space, account, until, reason):
                await moderator.restrict(space, account, until, reason)
            case Release(space, account, reason):
                await moderator.release(space, account, reason)
            case Kick(space, account, reason):
                await moderator.kick(space, account, reason)
            case Ban(space, account, until, reason, _, sparing):
                # At another attempt nobody knows whether the first one came through: then it is taken for ours.
                if sparing and not again and await self._is_banned(space, account):
                    raise Already("somebody else had banned them before")
                await moderator.ban(space, account, until, reason)
            case Unban(space, account, reason):
                await moderator.unban(space, account, reason)
            case _:
                assert_never(act)

    async def _in_chat(self, act: ChatAct) -> None:
        premises = self._ports[act.space.platform].premises
        if premises is None:
            raise Rejected("chats cannot be closed there")
        match act:
            case Close(space, chat):
                await premises.close(space, chat)
            case Reopen(space, chat, state):
                await premises.reopen(space, chat, state)
            case Slow(space, chat, seconds):
                await premises.slow(space, chat, timedelta(seconds=seconds))
            case _:
                assert_never(act)

    async def _is_banned(self, space: SpaceRef, account: AccountRef) -> bool:
        try:
            return (await self._ports[space.platform].roster.standing(space, account)).banned
        except (Forbidden, Gone, Rejected):
            return False  # it does not tell

    async def move(self, tx: Tx, lane: str, to: ChatRef) -> set[int]:
        """Send what waits in a lane to where its chat has moved, and say what could follow."""
        followed = set()
        for waiting in await self._store.waiting_in(tx, lane):
            payload = dict(waiting.payload)
            if "to" in payload:
                payload["to"] = encode(to._replace(topic=decode(payload["to"]).topic))
                moved = lane_of(to)
            elif "act" in payload and not isinstance(act := decode(payload["act"]), Delete | Unreact):
                act = replace(act, space=SpaceRef(to.platform, to.id))
                if isinstance(act, Close | Reopen | Slow):
                    act = replace(act, chat=to._replace(topic=act.chat.topic))
                payload["act"], moved = encode(act), lane_of_act(act)
            else:
                continue
            await self._store.relocate(tx, waiting.id, moved, payload)
            followed.add(waiting.id)
        return followed
