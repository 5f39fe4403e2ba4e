"""The numbers that a monitor asks for, in the words of Prometheus."""

import datetime as dt
import os
from collections.abc import Iterator

from prometheus_client import REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from operations.figures.readiness import parts

MEASURES = {
    "queue": ("portal_oldest_job_seconds", "Since when the oldest job waits"),
    "disk": ("portal_disk_free_bytes", "Free space where the portal writes"),
    "backup": ("portal_last_backup_age_seconds", "Age of the newest backup that was read back"),
}


class _Readiness(Collector):
    def __init__(self, at: dt.datetime) -> None:
        self.at = at

    def collect(self) -> Iterator[GaugeMetricFamily]:
        found = parts(self.at)
        ready = GaugeMetricFamily("portal_ready", "1 where this part is as it should be", labels=["part"])
        for part in found:
            ready.add_metric([part.name], float(part.is_ready))
        yield ready
        for part in found:
            if part.measure is not None:
                name, words = MEASURES[part.name]
                yield GaugeMetricFamily(name, words, value=part.measure)


def exposition(at: dt.datetime) -> bytes:
    """Return all numbers: of this process, or of all web processes where they share a folder for them."""
    registry = CollectorRegistry()
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    registry.register(_Readiness(at))
    told = generate_latest(registry)
    return told if os.environ.get("PROMETHEUS_MULTIPROC_DIR") else generate_latest(REGISTRY) + told
