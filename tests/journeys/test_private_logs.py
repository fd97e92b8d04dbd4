"""Whatever goes wrong, at the level debug: no secret and nothing that anybody wrote is in the log, and all is JSON."""

import asyncio
import json
import os
import sys
from asyncio.subprocess import PIPE
from pathlib import Path

from aiohttp import ClientSession

from tests.wire.telegram.server import TelegramServer

ROOT = Path(__file__).parents[2]
TOKEN, SECRET = "110201543:AAE-wire_token", "a-quiet-word"
SAID = ("Zwetschgenknödel bitte", "Quittengelee & Holunder", "Marillenschnaps", "Topfenstrudel")

# Hearth with faults inside: a handler that raises and quotes, a library that logs addresses, a task nobody waits for.
CHILD = """
import asyncio, logging, sys, warnings
from bot.onboarding.service import OnboardingService
from bot.__main__ import main

async def set_rules(self, call, text):
    token = "110201543:AAE-wire_token"
    logging.getLogger("httpx").warning("POST http://127.0.0.1/bot%s/sendMessage", token)
    logging.getLogger("httpx").info("not even below a warning: %s", text)
    warnings.warn("a library warns of http://127.0.0.1/bot110201543%3AAAE-wire_token/")
    async def forgotten():
        raise LookupError("nobody waited")
    asyncio.create_task(forgotten())
    try:
        int(text)
    except ValueError as error:
        raise RuntimeError(f"could not take {text!r} with {token}") from error

OnboardingService.set_rules = set_rules
sys.argv = ["hearth", "run"]
main()
"""


async def test_no_secret_and_no_word_gets_into_the_log(tmp_path: Path, unused_tcp_port: int) -> None:
    hook = f"http://127.0.0.1:{unused_tcp_port}/hook"
    async with TelegramServer(token=TOKEN) as telegram:
        olga = telegram.user("Olga", started=True)
        club = telegram.group("Club", olga)
        telegram.owns(olga, club)
        environment = {name: value for name, value in os.environ.items() if not name.startswith("HEARTH_")} | {
            "HEARTH__STORAGE__URL": f"sqlite:///{tmp_path}/hearth.db",
            "HEARTH__TELEGRAM__TOKEN": TOKEN,
            "HEARTH__TELEGRAM__API_BASE_URL": telegram.api_base_url,
            "HEARTH__TELEGRAM__MODE": "webhook",
            "HEARTH__TELEGRAM__WEBHOOK__URL": hook,
            "HEARTH__TELEGRAM__WEBHOOK__LISTEN": f"127.0.0.1:{unused_tcp_port}",
            "HEARTH__TELEGRAM__WEBHOOK__SECRET": SECRET,
            "HEARTH__LOG__LEVEL": "debug",
            "HEARTH__LOG__FORMAT": "json",
            "PYTHONPATH": str(ROOT),
        }
        child = await asyncio.create_subprocess_exec(
            sys.executable, "-c", CHILD, env=environment, cwd=tmp_path, stderr=PIPE
        )
        reading = asyncio.create_task(child.communicate())
        try:
            await telegram.until(lambda: telegram.feed.url, within=30)
            telegram.says(olga, club, SAID[0])
            telegram.says(olga, club, f"/rules set {SAID[1]}")
            await telegram.until(lambda: telegram.private(olga).texts, within=20)
            telegram.fail("sendMessage", 400, f"Bad Request: {telegram.base}/bot{TOKEN}/sendMessage", times=3)
            telegram.says(olga, club, f"/help {SAID[2]}")
            await telegram.until(lambda: any("sendMessage: Bad" in r for r in telegram.refusals))
            async with ClientSession() as session:
                body = {"update_id": 1, "message": {"text": SAID[3]}}
                headers = {"X-Telegram-Bot-Api-Secret-Token": f"not {SECRET}"}
                assert (await session.post(hook, json=body, headers=headers)).status == 403
        finally:
            child.terminate()
            _, written = await reading
    log = written.decode()
    lines = [json.loads(line) for line in log.splitlines()]
    assert all({"event", "level", "timestamp"} <= line.keys() for line in lines)
    [fault] = [line for line in lines if line["event"] == "fault"]
    assert fault["incident"] in telegram.private(olga).texts[-1]
    assert "ValueError: invalid literal" in fault["exception"]
    assert "RuntimeError: could not take" in fault["exception"]
    assert any(line["event"].startswith("POST http://127.0.0.1/bot[…]/") for line in lines)
    assert any("[…]/sendmessage" in line.get("detail", "") for line in lines if line["event"] == "platform refused")
    assert any("a library warns" in line["event"] for line in lines)
    assert [line["incident"] for line in lines if "LookupError" in line.get("exception", "")]
    hidden = [TOKEN, TOKEN.partition(":")[2], SECRET, *SAID, *(word for said in SAID for word in said.split())]
    assert [word for word in hidden if len(word) > 1 and word.lower() in log.lower()] == []
