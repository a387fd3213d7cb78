"""``create_app``: puts the rooms together. The only module that knows every one of them."""

import os

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

import config
from tracker import cli
from tracker.extensions import csrf, db, limiter, login, migrate
from tracker.services.documents.file_store import FileStore
from tracker.web import enforcement, errors, i18n, marks, pages, request_log, security, static_files, wording
from tracker.web.forms import uploads

STATIC = config.ROOT / "static"


def create_app(settings: config.Config | None = None) -> Flask:
    """The application. Without ``settings`` they are read from the environment.

    Raises config.UnsafeConfiguration for unsafe settings and enforcement.RouteWithoutRule for a route that
    does not say who may use it.
    """
    settings = settings or config.load(os.environ)
    app = Flask(
        "tracker",
        root_path=str(config.ROOT / "tracker"),
        instance_path=str(config.INSTANCE),
        template_folder=str(config.ROOT / "templates"),
        static_folder=str(STATIC),
        static_url_path=static_files.address(STATIC, developing=settings.developing),
    )
    app.config.from_mapping(settings.flask(), TRACKER=settings)
    request_log.install(app, developing=settings.developing)
    db.init_app(app)
    migrate.init_app(app, db, directory=str(config.ROOT / "migrations"))
    uploads.install(app, FileStore(settings.files))
    csrf.init_app(app)
    login.init_app(app)
    limiter.init_app(app)
    i18n.install(app)
    wording.install(app)
    marks.install(app)
    security.install(app)
    pages.install(app)
    errors.install(app)
    cli.install(app)
    enforcement.install(app)
    static_files.install(app, developing=settings.developing)
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    return app
