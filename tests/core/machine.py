"""A ground for stateful tests: a database in memory, a clock, and a loop that lives as long as the machine does."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from hypothesis.stateful import RuleBasedStateMachine

from tests.databases import open_in_memory, schema
from tests.fakes import FakeClock

T = TypeVar("T")


class Machine(RuleBasedStateMachine):
    """Run coroutines from rules, which are plain functions."""

    def __init__(self) -> None:
        super().__init__()
        statements = schema()
        self.runner = asyncio.Runner()
        self.clock = FakeClock()
        self.database = self.run(open_in_memory(statements))

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Run to the end."""
        return self.runner.run(work)

    def teardown(self) -> None:
        """Close what was opened."""
        self.run(self.database.close())
        self.runner.close()
