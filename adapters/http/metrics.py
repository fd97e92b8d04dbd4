"""Write the meters for Prometheus. https://prometheus.io/docs/practices/naming/"""

from collections.abc import Iterator
from typing import Protocol

from prometheus_client import CollectorRegistry, GCCollector, PlatformCollector, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from bot.health import Depths, LoopLag, Queue
from bot.meters import BUCKETS, Counts, Meters


class Vitals(Protocol):
    """What the metrics are made of."""

    meters: Meters
    lag: LoopLag

    async def depths(self) -> Depths | None:
        """Give what waits; None while the database does not answer."""

    def overdue(self, queue: Queue) -> float:
        """Say how many seconds ago the earliest of a queue was due."""

    def connected(self) -> dict[str, bool]:
        """Say of each platform whether it is connected."""


class HearthCollector(Collector):
    """Everything of Hearth's own. `depths` is set before each scrape: collecting itself waits for nothing."""

    def __init__(self, vitals: Vitals) -> None:
        self._vitals = vitals
        self.depths: Depths | None = None

    def collect(self) -> Iterator[Metric]:
        """Give every metric with its values."""
        meters = self._vitals.meters
        yield _counter("hearth_updates", "Updates that came in", ("platform", "type"), meters.updates)
        yield _counter("hearth_deliveries", "Deliveries that ended", ("platform", "outcome"), meters.deliveries)
        yield _counter("hearth_jobs", "Jobs that were run", ("kind", "outcome"), meters.jobs)
        errors = meters.platform_errors
        yield _counter("hearth_platform_errors", "Refusals of a platform", ("platform", "kind"), errors)
        faults = CounterMetricFamily("hearth_storage_faults", "Failures of the database", labels=["kind"])
        for kind, count in meters.storage_faults.items():
            faults.add_metric([kind], count)
        yield faults
        yield self._handlers()
        lag = GaugeMetricFamily("hearth_loop_lag_seconds", "The latest the event loop was in the last 10 seconds")
        lag.add_metric([], self._vitals.lag.seconds())
        yield lag
        connected = GaugeMetricFamily("hearth_platform_connected", "1 while it is connected", labels=["platform"])
        for platform, up in self._vitals.connected().items():
            connected.add_metric([platform], float(up))
        yield connected
        yield from self._queues()

    def _handlers(self) -> Metric:
        family = HistogramMetricFamily("hearth_handler_seconds", "How long updates took", labels=["handler"])
        ends = [*map(str, BUCKETS), "+Inf"]
        for handler, histogram in self._vitals.meters.handlers.items():
            below, buckets = 0, []
            for end, count in zip(ends, histogram.counts, strict=True):
                below += count
                buckets.append((end, float(below)))
            family.add_metric([handler], buckets, histogram.total)
        return family

    def _queues(self) -> Iterator[Metric]:
        jobs = GaugeMetricFamily("hearth_jobs_waiting", "Jobs that wait for their time")
        parked = GaugeMetricFamily("hearth_jobs_parked", "Jobs that failed too often and wait for a human")
        jobs_due = GaugeMetricFamily("hearth_jobs_overdue_seconds", "Since when the oldest waiting job is due")
        waiting = GaugeMetricFamily("hearth_deliveries_waiting", "Deliveries that are not out", labels=["platform"])
        due = GaugeMetricFamily(
            "hearth_deliveries_overdue_seconds", "Since when the oldest waiting delivery is due", labels=["platform"]
        )
        if (depths := self.depths) is not None:
            jobs.add_metric([], depths.jobs.waiting)
            parked.add_metric([], depths.parked)
            jobs_due.add_metric([], self._vitals.overdue(depths.jobs))
            for platform in {**dict.fromkeys(self._vitals.connected()), **dict.fromkeys(depths.deliveries)}:
                queue = depths.deliveries.get(platform, Queue())
                waiting.add_metric([platform], queue.waiting)
                due.add_metric([platform], self._vitals.overdue(queue))
        yield from (jobs, parked, jobs_due, waiting, due)


def _counter(name: str, what: str, labels: tuple[str, str], counts: Counts) -> Metric:
    family = CounterMetricFamily(name, what, labels=labels)
    for key, count in list(counts.items()):
        family.add_metric([str(part) for part in key], count)
    return family


class Metrics:
    """The page that Prometheus reads. Nothing global: two of them in one process know nothing of each other."""

    def __init__(self, vitals: Vitals) -> None:
        self._vitals = vitals
        self.registry = CollectorRegistry()
        self._ours = HearthCollector(vitals)
        self.registry.register(self._ours)
        ProcessCollector(registry=self.registry)
        PlatformCollector(registry=self.registry)
        GCCollector(registry=self.registry)

    async def page(self) -> bytes:
        """Write the page."""
        self._ours.depths = await self._vitals.depths()
        return generate_latest(self.registry)
