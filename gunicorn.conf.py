"""How gunicorn serves the program; script/server and deployments read it."""

import os
import re
from typing import Any

from gunicorn.glogging import Logger

bind = f"127.0.0.1:{os.environ.get('PORT', '8000')}"

# One worker a core, each with one thread: more threads take turns on one interpreter and slow pages down.
workers = int(os.environ.get("WEB_CONCURRENCY") or len(os.sched_getaffinity(0)))
worker_class = "gthread"
threads = 1
timeout = 30
# a heartbeat file on a slow disk can stall a worker
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: PTH112, S108
control_socket_disable = True

accesslog = "-"
# Method, path, status, bytes, milliseconds. No address, name, referrer or browser, and no query: it holds
# what people search for.
access_log_format = "%(m)s %(U)s %(s)s %(B)s %(M)sms"

# What looks like a key in a path (a calendar's address, say) opens something to whoever reads the log.
KEY = re.compile(r"(?<=/)[\w~-]{32,}(?=[/.]|$)")


class logger_class(Logger):  # noqa: N801  gunicorn's name
    """Logs paths without the keys in them."""

    def atoms(self, *args: Any, **kwargs: Any) -> Any:
        atoms = super().atoms(*args, **kwargs)
        atoms["U"] = KEY.sub("…", str(atoms["U"]))
        return atoms
