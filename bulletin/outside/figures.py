"""
The daemon's figures for a monitoring system, in Prometheus' format, on a port of this machine only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from bulletin.errors import SettingsError

Figures = Mapping[str, tuple[str, Mapping[str, float]]]
"""By name: what it tells, and its values by label; the label `""` stands for a figure without one."""


@contextmanager
def figures_served(port: int, ask: Callable[[], Figures]) -> Iterator[None]:
    """
    Answer `http://127.0.0.1:<port>/metrics` while the block runs; 0 serves nothing.

    Args:
        port: On the loopback interface.
        ask: Gives the figures; called for each request.

    Raises:
        SettingsError: The port is taken.
    """
    if not port:
        yield
        return
    from prometheus_client import CollectorRegistry, start_http_server  # noqa: PLC0415 - only where it is wanted

    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Collector(ask))
    try:
        server, thread = start_http_server(port, "127.0.0.1", registry)
    except OSError as error:
        raise SettingsError(f"端口 {port} 不能用于监控（{error.strerror}）。请换一个 daemon.metrics_port。") from error
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Collector:
    def __init__(self, ask: Callable[[], Figures]) -> None:
        self._ask = ask

    def collect(self) -> Iterator[Any]:
        from prometheus_client.core import GaugeMetricFamily  # noqa: PLC0415 - likewise

        for name, (told, values) in self._ask().items():
            gauge = GaugeMetricFamily(f"bulletin_{name}", told, labels=["kind"])
            for label, value in values.items():
                gauge.add_metric([label], value)
            yield gauge
