"""Lists of domains that a community gives, and the shorteners that everybody knows."""

from typing import Annotated

from pydantic import AfterValidator, Field

from bot.moderation.hosts import to_ascii, to_unicode
from bot.moderation.settings import Listed

# Services that hide where a link leads. Those that one site has for itself (youtu.be, lnkd.in) are left out.
_SHORTENERS = """
    adf.ly bit.do bit.ly bitly.com bl.ink buff.ly clck.ru clk.li cli.re clicky.me cutt.ly dlvr.it gg.gg go2l.ink goo.gl
    goo.su ify.ac is.gd j.mp kutt.it lnk.to n9.cl ow.ly ouo.io qps.ru rb.gy rebrand.ly s.id short.gy short.io shorte.st
    shorturl.at shrinke.me shrtco.de snip.ly soo.gd surl.li t.co t.ly tiny.cc tiny.one tinyurl.com tny.im to.click
    trib.al u.to urlz.fr v.gd v.ht vk.cc vo.la x.gd
"""
SHORTENERS = frozenset(_SHORTENERS.split())


def _domains(written: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(_domain, written)))


def _domain(written: str) -> str:
    host = to_ascii((written.partition("://")[2] or written).partition("/")[0].removeprefix("*."))
    if "." not in host:
        raise ValueError(f"no domain: {written}")
    return to_unicode(host)  # the way people read it


Domains = Annotated[Listed, AfterValidator(_domains), Field(examples=["example.com, example.org"])]
