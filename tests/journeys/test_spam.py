"""The spam classifier as people meet it, in the local chat."""

from bot.ids import CommunityId
from bot.moderation.spam.shapes import Look
from bot.moderation.text import read
from tests.chat import Chat, open_chat

SPAM = "Зaрaбoтoк 5000 рублей в день, 18+, пиши + в личку 🔥🔥🔥"
CRAFT = "Вязаные игрушки ручной работы, смотрите каталог на сайте игрушкин.рф, доставка почтой"


def kinds(acts: list[dict[str, object]]) -> list[object]:
    return [act["act"] for act in acts]


async def _settled(chat: Chat, *extra: str) -> None:
    await chat.play("olga: hi", "max: hi", "anna: hi", "vera: hi", "olga: /log here", *extra)


async def test_a_new_community_only_hears_what_it_would_do_until_an_admin_ends_the_trial() -> None:
    async with open_chat() as chat:
        await _settled(chat)
        acts = await chat.play(f"vera: {SPAM}")
        assert "delete" not in kinds(acts)
        assert "on trial" in str(acts[-1]["text"])
        assert "letters of two alphabets within a word" in str(acts[-1]["text"])
        await chat.play("olga: /rule edit spam | dry run: no")
        acts = await chat.play(f"vera: {SPAM}")
        assert "delete" in kinds(acts)
        assert "It looks like spam." in str(acts[-1]["text"])
        assert "delete" not in kinds(await chat.play("vera: кто идёт вечером в кино?"))


async def test_whoever_has_said_enough_is_left_alone_and_small_talk_is_not_enough() -> None:
    async with open_chat() as chat:
        await _settled(chat, "olga: /rule edit spam | dry run: no | first: 2")
        await chat.play(*(f"vera: {word}" for word in ("ok", "+1", "привет", "да", "👍", "lol")))
        assert "delete" in kinds(await chat.play(f"vera: {SPAM}"))
        await chat.play(
            "anna: вчера наконец дочитала книгу про кораблестроение",
            "anna: а вы знали, что парусники ходят быстрее ветра?",
        )
        assert "delete" not in kinds(await chat.play(f"anna: {SPAM}"))


async def test_what_moderators_taught_is_known_after_a_restart_and_said() -> None:
    async with open_chat() as chat:
        await _settled(chat, "olga: /rule edit spam | dry run: no")
        assert "delete" not in kinds(await chat.play(f"vera: {CRAFT}"))
        spam = chat.app.moderation.spam
        for number in range(2):
            async with chat.app.database.begin() as tx:
                at = chat.app.clock.now()
                await spam.learn(tx, CommunityId(1), f"case:{number}", Look(read(CRAFT)), spam=True, at=at)
        await spam.load()
        assert "delete" in kinds(await chat.play(f"vera: {CRAFT}"))
        assert "moderators here decided so" in await chat.said(f"olga: /check {CRAFT}")
