"""Counts are plain numbers by bounded names."""

import pytest

from bot.ids import Platform
from bot.meters import BUCKETS, Meters


def test_each_pair_of_names_is_counted_for_itself() -> None:
    meters = Meters()
    for _ in range(3):
        meters.count_update(Platform.TELEGRAM, "MessagePosted")
    meters.count_update(Platform.DISCORD, "MessagePosted")
    meters.count_delivery("telegram", "sent")
    meters.count_job("remind", "failed")
    meters.count_platform_error("discord", "Forbidden")
    meters.count_storage_fault("OperationalError")
    assert meters.updates == {("telegram", "MessagePosted"): 3, ("discord", "MessagePosted"): 1}
    assert meters.deliveries == {("telegram", "sent"): 1}
    assert meters.jobs == {("remind", "failed"): 1}
    assert meters.platform_errors == {("discord", "Forbidden"): 1}
    assert meters.storage_faults == {"OperationalError": 1}


@pytest.mark.parametrize(("seconds", "bucket"), [(0.0, 0), (BUCKETS[0], 0), (0.006, 1), (10.0, 10), (11.0, 11)])
def test_a_time_falls_into_the_bucket_whose_end_it_does_not_pass(seconds: float, bucket: int) -> None:
    meters = Meters()
    meters.time_handler("/event", seconds)
    counts = meters.handlers["/event"].counts
    assert (counts[bucket], sum(counts), meters.handlers["/event"].total) == (1, 1, seconds)
