"""Thanks in plain text: a reply to somebody that says `+`, or begins with a word of thanks."""

from bot.access import Access
from bot.call import Call
from bot.content import Reply
from bot.recognition.model import Wish
from bot.recognition.service import RecognitionService
from bot.recognition.views import show_thanks
from bot.updates import MessagePosted

PLUSES = frozenset({"+", "+1"})
THANKS = ("thanks", "thank you", "спасибо", "благодарю")
# What after those words makes them something else: “thanks, but no”, “спасибо, не надо”, “спасибо заранее”.
UNLESS = ("but", "no", "not", "in advance", "но", "не", "нет", "заранее")
LOOKED_AT = 40  # characters: more than the longest word of thanks with what may follow it


class PlainThanks:
    """Take a reply that says thanks for a thank-you."""

    def __init__(self, service: RecognitionService) -> None:
        self._service = service

    def wants(self, message: MessagePosted) -> bool:
        """Tell at once, without I/O, whether a message thanks somebody else."""
        if message.reply_to is None or message.forwarded or not message.actor.person:
            return False
        author = message.reply_to.author
        if author is None or not author.person or author.account == message.actor.account:
            return False
        return says_thanks(message.text)

    async def on_message(self, call: Call, message: MessagePosted) -> Reply | None:
        """Give the thanks; say nothing where none was likely meant. Raises Refused where it has to wait.

        The text is not kept: an ordinary message's words are nobody's reason for good.
        """
        receiver = call.replied
        if receiver is None or not receiver.human or receiver.member == call.person.member:
            return None
        if call.access < Access.MEMBER or not self._service.takes_plain(call.community.id):
            return None
        wish = Wish((receiver,), "", None, message.message, call.zone.key)
        given = await self._service.thank(call.community, call.person, wish)
        return Reply(show_thanks(given, call.person, wish.receivers, call.community.zone), private=False)


def says_thanks(text: str) -> bool:
    """Tell whether a text is a plus or begins with a word of thanks that nothing takes back."""
    said = text.strip()[:LOOKED_AT].casefold()
    if said in PLUSES:
        return True
    for word in THANKS:
        if _begins(said, word):
            after = said[len(word) :].lstrip(" ,.;:!-–—\n")
            return not any(_begins(after, other) for other in UNLESS)
    return False


def _begins(text: str, words: str) -> bool:
    """Tell whether a text begins with whole words."""
    return text.startswith(words) and not text[len(words) : len(words) + 1].isalnum()
