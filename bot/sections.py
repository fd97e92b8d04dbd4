"""Every section of settings that a community has, by name."""

from collections.abc import Mapping

from bot.events.settings import EventSettings
from bot.moderation.locks import LockSettings
from bot.moderation.rules import rule_sections
from bot.moderation.settings import ModerationSettings
from bot.onboarding.model import OnboardingSettings
from bot.recognition.settings import RecognitionSettings
from bot.settings import Section

SECTIONS: Mapping[str, type[Section]] = {
    "onboarding": OnboardingSettings,
    "events": EventSettings,
    "recognition": RecognitionSettings,
    "moderation": ModerationSettings,
    "locks": LockSettings,
    **rule_sections(),
}
