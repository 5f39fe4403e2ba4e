"""How gunicorn serves the portal, behind nginx on the same machine."""

import os
from typing import Any

wsgi_app = "briefing_portal.wsgi"
bind = os.environ.get("GUNICORN_BIND", "127.0.0.1:8001")
# SQLite has one writer at a time: more processes would only wait longer.
workers = 2
threads = 4
timeout = 120  # seconds; a briefing of 60 communes is drawn while its reader waits
graceful_timeout = 60  # what is being answered at a reload is answered
forwarded_allow_ips = "127.0.0.1,::1"  # whose X-Forwarded-Proto is believed
# The portal's own log has a line for every answer; gunicorn's would show what was searched for.
accesslog = None
logconfig_dict = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "briefing_portal.lib.logs.WordlessFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {"gunicorn.error": {"level": "INFO", "propagate": True, "handlers": []}},
}


def child_exit(_server: Any, worker: Any) -> None:
    """Take the numbers of a process that ended out of what is open."""
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        from prometheus_client import multiprocess

        multiprocess.mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]
