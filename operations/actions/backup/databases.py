"""Which database the portal has, and the little that both kinds are asked."""

from urllib.parse import quote, urlencode

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from communes.models import ConveningBody, User

LIBPQ = frozenset(
    "host port dbname user password sslmode sslrootcert sslcert sslkey connect_timeout options service".split()
)


def tables() -> list[str]:
    """Return the portal's tables that are there, by name."""
    return sorted(connection.introspection.django_table_names(only_existing=True, include_views=False))


def migrations() -> tuple[str, ...]:
    """Return the migrations that the database has gone through."""
    return tuple(sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations()))


def unknown_migrations(applied: tuple[str, ...]) -> list[str]:
    """Return those of a backup's migrations that this release has never heard of."""
    loader = MigrationLoader(None)
    known = {f"{app}.{name}" for app, name in loader.disk_migrations}
    known |= {f"{app}.{name}" for node in loader.disk_migrations.values() for app, name in node.replaces}
    apps = {app for app, _ in loader.disk_migrations}
    return [each for each in applied if each not in known and each.partition(".")[0] in apps]


def lacks_migrations(applied: tuple[str, ...]) -> bool:
    """Tell whether this release has migrations that a backup has not gone through."""
    return any(f"{app}.{name}" not in applied for app, name in MigrationLoader(None).disk_migrations)


def is_empty() -> bool:
    """Tell whether nobody's work is here: no table at all, or the portal's without a body and without people."""
    with connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
    if not there <= {*connection.introspection.django_table_names(), "django_migrations"} | _shadows(there):
        return False
    return not any(model._meta.db_table in there and model._default_manager.exists() for model in (ConveningBody, User))


def _shadows(there: set[str]) -> set[str]:
    """Return the tables that belong to an index of words: SQLite keeps several behind each."""
    return {name for name in there if "_words" in name or name == "sqlite_sequence"}


def engine_version() -> str:
    """Return the version of the database's program: "3.53.0", "15.18"."""
    return ".".join(map(str, connection.get_database_version()))


def libpq_parameters() -> dict[str, str]:
    """Return how PostgreSQL is reached, in the words of its own library."""
    return {key: str(value) for key, value in connection.get_connection_params().items() if key in LIBPQ}


def url_of(name: str) -> str:
    """Return what DATABASE_URL says of another database at the same place; for SQLite the name is a path."""
    if connection.vendor == "sqlite":
        return f"sqlite:///{quote(name)}"
    given = libpq_parameters() | {"dbname": name}
    user, password = quote(given.pop("user", ""), safe=""), quote(given.pop("password", ""), safe="")
    credentials = f"{user}:{password}" if password else user
    port = given.pop("port", "")
    host = "" if given.get("host", "").startswith("/") else given.pop("host", "")
    place = f"{credentials}@{host}" + (f":{port}" if port else "")
    return f"postgresql://{place}/{quote(given.pop('dbname'), safe='')}?{urlencode(given)}"
