from typing import Any

import discord
import pytest

from bot.access import Access
from bot.content import Button, Form, FormField, Reply, doc, reply
from bot.ids import Platform, SpaceRef
from bot.updates import Actor, ButtonPressed, CommandInvoked, FormSubmitted

from .conftest import World


async def test_a_slash_command_becomes_a_command_with_typed_options(world: World) -> None:
    mod = world.member("mod", moderate_members=True)
    await mod.slash(world.channel, "event new", title="Tea", when="tomorrow 19:00", limit=8, format="online")
    [update] = world.submitted.of(CommandInvoked)
    assert update.line == "event new"
    assert update.options == {"title": "Tea", "when": "tomorrow 19:00", "limit": "8", "format": "online"}
    assert update.space == SpaceRef(Platform.DISCORD, str(world.guild.id))
    assert update.chat.id == str(world.channel.id)
    assert (update.actor.name, update.actor.access, update.actor.locale) == ("mod", Access.MODERATOR, "en-US")


async def test_a_member_option_arrives_as_an_actor_and_a_flag_as_a_word(world: World) -> None:
    mod, admin = world.member("mod", moderate_members=True), world.member("boss", manage_guild=True)
    await mod.slash(world.channel, "mute", who=admin, silent=True)
    [update] = world.submitted.of(CommandInvoked)
    who = update.options["who"]
    assert isinstance(who, Actor)
    assert (who.account.id, who.access) == (str(admin.id), Access.ADMIN)
    assert update.options["silent"] == "yes"
    assert update.mentioned == (who,)


async def test_several_members_are_typed_as_mentions_and_arrive_as_ids(world: World) -> None:
    anna, ben = world.member("anna"), world.member("ben")
    await anna.slash(world.channel, "thanks", who=f"{ben.mention}{anna.mention}", reason=f"for {ben.mention}'s talk")
    [update] = world.submitted.of(CommandInvoked)
    assert update.options == {"who": f"{ben.id} {anna.id}", "reason": "for @ben's talk"}
    assert [a.name for a in update.mentioned] == ["ben", "anna"]


async def test_the_bare_command_of_a_group_is_called_show(world: World) -> None:
    anna = world.member("anna")
    await anna.slash(world.channel, "rules show")
    assert [u.line for u in world.submitted.of(CommandInvoked)] == ["rules"]


async def test_the_acknowledgement_comes_before_the_core_hears_of_it(world: World) -> None:
    seen: list[list[str]] = []
    world.submitted.before_answer = lambda: seen.append([r.path for r in world.env.http_requests[-1:]])
    anna = world.member("anna")
    world.submitted.updates.clear()
    seen.clear()
    await anna.slash(world.channel, "rules show")
    assert seen[-1][0].endswith("/callback")


async def test_a_private_reply_is_seen_by_one_person(world: World) -> None:
    world.submitted.replies[CommandInvoked] = [reply("Here is *it*")]
    result = await world.member("anna").slash(world.channel, "rules show")
    assert result.response.ephemeral
    assert result.response.content == r"Here is \*it\*"
    assert result.followups == []
    assert world.submitted.refs == [None]


async def test_a_public_reply_follows_a_private_note(world: World) -> None:
    world.submitted.replies[CommandInvoked] = [reply("For all", private=False)]
    result = await world.member("anna").slash(world.channel, "rules show")
    assert result.response.ephemeral
    assert result.response.content == "Done, see below."
    [public] = result.followups
    assert (public.content, public.ephemeral) == ("For all", False)
    [ref] = world.submitted.refs
    assert ref is not None
    assert ref.id == str(public.id)


async def test_a_second_private_reply_is_private_too(world: World) -> None:
    world.submitted.replies[CommandInvoked] = [reply("one"), reply("two")]
    result = await world.member("anna").slash(world.channel, "rules show")
    assert result.response.content == "one"
    assert [(m.content, m.ephemeral) for m in result.followups] == [("two", True)]


async def test_a_long_reply_is_split_with_its_buttons_below(world: World) -> None:
    world.submitted.replies[CommandInvoked] = [
        Reply(doc("a" * 1500, "b" * 1500), ((Button("Go", "go:1"),),)),
    ]
    result = await world.member("anna").slash(world.channel, "rules show")
    [rest] = result.followups
    assert result.response.content == "a" * 1500
    assert result.response.components == []
    assert (rest.content, rest.ephemeral) == ("b" * 1500, True)
    assert rest.components[0]["components"][0]["custom_id"] == "h1:go:1"


async def test_a_command_that_nobody_answers_leaves_no_placeholder(world: World) -> None:
    result = await world.member("anna").slash(world.channel, "rules show")
    assert result.acknowledged
    assert result.response is None


async def test_a_missing_long_text_opens_a_form_at_once_and_completes_the_command(world: World) -> None:
    admin = world.member("boss", administrator=True)
    shown = await admin.slash(world.channel, "rules set")
    assert shown.modal["title"] == "/rules set"
    [label] = shown.modal["components"]
    assert len(label["label"]) == 45
    assert label["component"]["style"] == discord.TextStyle.paragraph.value
    assert world.submitted.of(CommandInvoked) == []

    world.submitted.replies[CommandInvoked] = [reply("Saved")]
    sent = await admin.submit_modal(shown, {"text": "1. Be kind"})
    [update] = world.submitted.of(CommandInvoked)
    assert (update.line, update.options) == ("rules set", {"text": "1. Be kind"})
    assert (sent.response.content, sent.response.ephemeral) == ("Saved", True)


async def test_a_long_text_that_was_given_opens_no_form(world: World) -> None:
    admin = world.member("boss", administrator=True)
    result = await admin.slash(world.channel, "rules set", text="Be kind")
    assert result.modal is None
    assert world.submitted.of(CommandInvoked)[0].options == {"text": "Be kind"}


async def test_a_command_works_in_private(world: World) -> None:
    anna = world.env.create_user("anna")
    world.submitted.replies[CommandInvoked] = [reply("The rules")]
    await anna.slash("rules show")
    [update] = world.submitted.of(CommandInvoked)
    assert (update.space, update.actor.access) == (None, None)


async def press(world: World, button: Button, *replies: Reply) -> tuple[Any, Any]:
    world.submitted.replies = {CommandInvoked: [Reply(doc("Before"), ((button,),), private=False)]}
    anna = world.member("anna")
    shown = await anna.slash(world.channel, "rules show")
    world.submitted.replies = {ButtonPressed: list(replies)}
    return anna, await anna.click(shown.followups[0], label=button.label)


async def test_a_press_names_its_action_and_message(world: World) -> None:
    _, result = await press(world, Button("Going", "rsvp:7:going"))
    [update] = world.submitted.of(ButtonPressed)
    assert update.action == "rsvp:7:going"
    assert update.message.chat.id == str(world.channel.id)
    assert result.acknowledged
    assert result.followups == []


async def test_a_press_is_answered_privately(world: World) -> None:
    _, result = await press(world, Button("Going", "rsvp:7:going"), reply("See you there"))
    assert [(m.content, m.ephemeral) for m in result.followups] == [("See you there", True)]


async def test_a_press_may_replace_the_message_and_its_buttons(world: World) -> None:
    await press(world, Button("Next", "page:2"), reply("After", private=False, replace=True))
    assert world.channel.last_message.content == "After"
    assert world.channel.last_message.components == []


async def test_a_button_survives_a_restart(world: World) -> None:
    world.submitted.replies = {CommandInvoked: [Reply(doc("Hi"), ((Button("Go", "go:1"),),), private=False)]}
    anna = world.member("anna")
    shown = await anna.slash(world.channel, "rules show")
    await world.env.restart_bot(world.platform._make_client(message_content=True))
    await anna.click(shown.followups[0], label="Go")
    assert [u.action for u in world.submitted.of(ButtonPressed)] == ["go:1"]


async def test_a_button_of_another_version_gets_a_kind_answer(world: World) -> None:
    bot_channel = world.env.bot.get_channel(world.channel.id)
    view = discord.ui.View(timeout=None)
    view.add_item(discord.ui.Button(label="Old", custom_id="h0:what"))
    view.stop()
    message = await bot_channel.send("Old times", view=view)
    result = await world.member("anna").click(message, label="Old")
    assert result.response.ephemeral
    assert "earlier version" in result.response.content
    assert world.submitted.of(ButtonPressed) == []


async def test_a_reply_with_a_form_offers_a_button_that_opens_it(world: World) -> None:
    form = Form("intro", "Who are you?", (FormField("who", "Who I am"), FormField("why", "Why", required=False)))
    anna = world.member("anna")
    world.submitted.replies = {CommandInvoked: [Reply(doc(), form=form)]}
    offered = await anna.slash(world.channel, "rules show")
    assert offered.response.content == "Who are you?"
    shown = await anna.click(offered.response, label="Fill in the form")
    assert shown.modal["title"] == "Who are you?"

    world.submitted.replies = {FormSubmitted: [reply("Nice to meet you")]}
    result = await anna.submit_modal(shown, {"who": "Anna", "why": ""})
    [update] = world.submitted.of(FormSubmitted)
    assert (update.action, update.fields) == ("intro", {"who": "Anna", "why": ""})
    assert (result.response.content, result.response.ephemeral) == ("Nice to meet you", True)


async def test_a_form_forgotten_in_a_restart_is_said_to_be(world: World) -> None:
    anna = world.member("anna")
    world.submitted.replies = {CommandInvoked: [Reply(doc(), form=Form("intro", "Who?", (FormField("who", "Who"),)))]}
    offered = await anna.slash(world.channel, "rules show")
    world.platform._interactions._forms._offers.clear()
    result = await anna.click(offered.response, label="Fill in the form")
    assert "forgotten this form" in result.response.content


async def test_a_late_acknowledgement_is_answered_directly_instead(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    world.env.inject_error("POST", "/interactions/*/*/callback", status=404, code=10062)
    world.submitted.replies[CommandInvoked] = [reply("Here you are")]
    anna = world.member("anna")
    await anna.slash(world.channel, "rules show")
    assert anna.user.dm_channel.last_message.content == "Here you are"
    assert "discord_acknowledgement_failed" in capsys.readouterr().out


async def test_a_late_public_answer_goes_to_the_channel(world: World) -> None:
    world.env.inject_error("POST", "/interactions/*/*/callback", status=404, code=10062)
    world.submitted.replies[CommandInvoked] = [reply("For all", private=False)]
    await world.member("anna").slash(world.channel, "rules show")
    assert world.channel.last_message.content == "For all"


async def test_an_answer_after_fifteen_minutes_still_arrives(world: World) -> None:
    world.env.inject_error("PATCH", "/webhooks/*/*/messages/@original", status=401, code=50027)
    world.submitted.replies[CommandInvoked] = [reply("Sorry for the wait")]
    anna = world.member("anna")
    await anna.slash(world.channel, "rules show")
    assert anna.user.dm_channel.last_message.content == "Sorry for the wait"
