"""How gunicorn serves the program; script/server and deployments read it."""

import ipaddress
import os
import re
import sys
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
    """Logs paths without the keys in them, one line each, and nothing of who sent a request."""

    def atoms(self, *args: Any, **kwargs: Any) -> Any:
        atoms = super().atoms(*args, **kwargs)
        path = KEY.sub("…", str(atoms["U"]))
        # a path may hold line ends, and with them what looks like a line of the log
        atoms["U"] = "".join(sign if sign.isprintable() else "�" for sign in path)
        return atoms

    def warning(self, msg: Any, *args: Any, **kwargs: Any) -> None:
        """gunicorn quotes the sender's address and what could not be read."""
        unreadable = str(msg).startswith("Invalid request")
        super().warning("Invalid request." if unreadable else msg, *args, **kwargs)

    def exception(self, msg: Any, *args: Any, **kwargs: Any) -> None:
        """With arguments gunicorn quotes the address that was asked for, and the error may quote more."""
        if args:
            kind = sys.exc_info()[0]
            super().error("Error handling request: %s", kind.__name__ if kind else "unknown")
        else:
            super().exception(msg, **kwargs)


def on_starting(server: Any) -> None:
    """Refuses to show a demonstration, whose password is printed, to more than this machine."""
    if os.environ.get("TRACKER_DEMO", "").strip().lower() not in ("1", "yes", "true"):
        return
    hosts = [address[0] for address in server.cfg.address if isinstance(address, tuple)]
    if not all(_is_loopback(host) for host in hosts):
        sys.exit("Not started: A demonstration is for this machine only. Let the server listen on 127.0.0.1.")


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
