"""Set the portal up on this machine as deploy/ says, and try it: nginx, gunicorn, PostgreSQL, HTTPS, worker, backup.

Usage: deploy_check.py. Everything listens on loopback and is gone afterwards. The commands are those of the units in
deploy/systemd; the site is deploy/nginx.conf with other ports and a certificate made here.
"""

import contextlib
import gzip
import json
import os
import re
import secrets
import shlex
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg2
from playwright.sync_api import Page, expect, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from scripts.with_postgres import server  # noqa: E402 - the path must be known before

SECURE = "https"
HOST = "giaoban.example.vn"
DEPLOYED = "/opt/briefing-portal"
SECONDS = 60
DECEMBER = "/bach-thong/reports/2015-12"


def free_port() -> int:
    """Return a port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_until(true: Callable[[], bool], what: str) -> None:
    """Return once something is so; end the check where it doesn't come."""
    deadline = time.monotonic() + SECONDS
    while not true():
        if time.monotonic() > deadline:
            raise AssertionError(f"never came: {what}")
        time.sleep(0.2)


def tried(what: str) -> None:
    """Print a thing that was tried and holds."""
    print(f"  ok  {what}", flush=True)


class Site:
    """The portal as it is set up: its folder, environment, ports and running processes."""

    def __init__(self, folder: Path, database: str, programs: Path) -> None:
        """Choose ports and write the environment from the example."""
        self.folder, self.https, self.http, self.app = folder, free_port(), free_port(), free_port()
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        lines = (ROOT / "deploy/portal.env.example").read_text().splitlines()
        example = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
        self.environment = {**os.environ, **example} | {
            "SECRET_KEY": secrets.token_urlsafe(50),
            "PORTAL_URL": f"{SECURE}://{HOST}:{self.https}",
            "CSRF_TRUSTED_ORIGINS": f"{SECURE}://{HOST}:{self.https}",
            "DATABASE_URL": database,
            "POSTGRES_PROGRAMS": str(programs),
            "DATA_DIR": str(folder / "data"),
            "BACKUP_DIR": str(folder / "backups"),
            "BACKUP_KEY_FILE": str(folder / "backup.key"),
            "PROMETHEUS_MULTIPROC_DIR": str(folder / "numbers"),
            "GUNICORN_BIND": f"127.0.0.1:{self.app}",
            "PORTAL_TODAY": "2015-12-18",
            "MFA_REQUIRED": "0",  # the demo's people have no telephone
            "READY_DISK_MEGABYTES": "100",
        }
        for name in ("data", "numbers"):
            (folder / name).mkdir()

    def manage(self, *command: str, **more: str) -> str:
        """Run a command of the portal and return what it prints."""
        manage = [sys.executable, "manage.py", *command]
        environment = {**self.environment, **more}
        return subprocess.run(manage, cwd=ROOT, env=environment, check=True, text=True, stdout=subprocess.PIPE).stdout

    def start(self, name: str, command: list[str]) -> None:
        """Start a process whose log goes into a file of its name."""
        with (self.folder / f"{name}.log").open("ab") as log:
            self.processes[name] = subprocess.Popen(command, cwd=ROOT, env=self.environment, stdout=log, stderr=log)

    def start_unit(self, name: str) -> None:
        """Start what a unit starts."""
        unit = (ROOT / "deploy/systemd" / f"{name}.service").read_text()
        command = re.search(r"(?m)^ExecStart=(.+)$", unit)
        assert command, name
        program, *arguments = shlex.split(command[1].replace(f"{DEPLOYED}/.venv", str(ROOT / ".venv")))
        self.start(name, [program, *arguments])

    def stop(self, name: str, how: signal.Signals = signal.SIGTERM) -> None:
        """End a process and wait for it."""
        process = self.processes.pop(name)
        process.send_signal(how)
        process.wait(timeout=SECONDS)

    def log(self, name: str) -> str:
        """Return what a process has told."""
        return (self.folder / f"{name}.log").read_text()

    def url(self, path: str) -> str:
        """Return an address of the site."""
        return f"{SECURE}://127.0.0.1:{self.https}{path}"

    def get(self, path: str, body: bytes | None = None, **headers: str) -> tuple[int, dict[str, str], bytes]:
        """Ask nginx as a browser would, with a body for a POST; return status, headers (small letters) and body."""
        trusting = ssl.create_default_context(cafile=str(self.folder / "site.crt"))
        trusting.check_hostname = False
        request = urllib.request.Request(self.url(path), body, headers={"Host": f"{HOST}:{self.https}", **headers})
        try:
            answer = urllib.request.urlopen(request, context=trusting, timeout=SECONDS)
        except urllib.error.HTTPError as error:
            answer = error
        with answer:
            return answer.status, {name.lower(): value for name, value in answer.headers.items()}, answer.read()

    def not_ready(self) -> list[str]:
        """Return the parts that /readyz finds fault with, asked on this machine as a monitor does."""
        request = urllib.request.Request(f"http://127.0.0.1:{self.app}/readyz")
        try:
            answer = urllib.request.urlopen(request, timeout=SECONDS)
        except urllib.error.HTTPError as error:
            answer = error
        with answer:
            assert answer.status in {200, 503}, answer.status
            parts = json.load(answer)["parts"]
        return [name for name, part in parts.items() if not part["ready"]]


def write_nginx(site: Site) -> Path:
    """Make a certificate, and of the site's file one for these ports and folders."""
    certificate = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={HOST}"]
    files = ["-keyout", str(site.folder / "site.key"), "-out", str(site.folder / "site.crt")]
    subprocess.run([*certificate, "-addext", f"subjectAltName=DNS:{HOST}", *files], check=True, capture_output=True)
    text = (ROOT / "deploy/nginx.conf").read_text()
    live = f"/etc/letsencrypt/live/{HOST}"
    for old, new in {
        "listen 80;": f"listen 127.0.0.1:{site.http};",
        "listen 443 ssl http2;": f"listen 127.0.0.1:{site.https} ssl http2;",
        f"{live}/fullchain.pem": str(site.folder / "site.crt"),
        f"{live}/privkey.pem": str(site.folder / "site.key"),
        f"{DEPLOYED}/staticfiles/": f"{ROOT}/staticfiles/",
        "127.0.0.1:8001": f"127.0.0.1:{site.app}",
        "/var/log/nginx": str(site.folder),
        "proxy_set_header Host $host;": "proxy_set_header Host $http_host;",  # the port is not 443 here
    }.items():
        assert old in text, old
        text = text.replace(old, new)
    text = re.sub(r"(?m)^\s*listen \[::\].*$", "", text)
    path = site.folder / "nginx.conf"
    user = "user root;" if os.geteuid() == 0 else ""
    temporary = " ".join(
        f"{kind}_temp_path {site.folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    events = f"{user} daemon off; pid {site.folder}/nginx.pid; error_log {site.folder}/error.log; events {{}}"
    path.write_text(f"{events}\nhttp {{ include /etc/nginx/mime.types; {temporary}\n{text}\n}}\n")
    return path


@contextlib.contextmanager
def set_up(folder: Path, database: str, programs: Path) -> Iterator[Site]:
    """Install the portal as docs/operations.md says, and start it."""
    site = Site(folder, database, programs)
    site.manage("make_backup_key", str(folder / "backup.key"))
    site.manage("migrate", "--verbosity=0")
    site.manage("load_demo", "--allow-outside-debug")
    site.manage("collectstatic", "--no-input", "--verbosity=0")
    subprocess.run(["nginx", "-t", "-q", "-c", str(write_nginx(site))], check=True)
    try:
        site.start("nginx", ["nginx", "-c", str(folder / "nginx.conf")])
        site.start_unit("briefing-portal-worker")
        site.start_unit("briefing-portal")
        wait_until(lambda: answers(site), "the first answer of /healthz")
        yield site
    except BaseException:
        for log in sorted(folder.glob("*.log")):
            print(f"--- {log.name}\n{log.read_text()[-3000:]}", file=sys.stderr)
        raise
    finally:
        for name in list(site.processes):
            site.stop(name)


def answers(site: Site) -> bool:
    """Tell whether the site answers through nginx."""
    try:
        return site.get("/healthz")[0] == 200
    except OSError:
        return False


def try_headers_and_files(site: Site) -> None:
    """Ask for the login page and a style sheet as anybody can."""
    status, headers, _ = site.get("/accounts/login/")
    assert status == 200
    for name in ("strict-transport-security", "content-security-policy", "x-frame-options", "x-request-id"):
        assert headers.get(name), name
    assert "server" not in headers or "/" not in headers["server"], headers["server"]
    tried("HTTPS with HSTS, CSP, frame rule and a reference code on the login page; no version of the server told")
    opener = urllib.request.build_opener(NoRedirect)
    request = urllib.request.Request(f"http://127.0.0.1:{site.http}/x", headers={"Host": HOST})
    with contextlib.suppress(urllib.error.HTTPError):
        opener.open(request)
    assert opener.seen == f"{SECURE}://{HOST}/x", opener.seen  # type: ignore[attr-defined]
    tried("plain HTTP leads to HTTPS")
    _, _, page = site.get("/accounts/login/")
    sheet = re.search(rb'href="(/static/[^"]+portal\.[0-9a-f]+\.css)"', page)
    assert sheet, "no style sheet named by its content"
    status, headers, body = site.get(sheet[1].decode(), None, **{"Accept-Encoding": "gzip"})
    assert status == 200
    assert headers["content-encoding"] == "gzip"
    assert gzip.decompress(body)
    assert "immutable" in headers["cache-control"]
    tried("static files come compressed and may be kept for a year")
    assert site.get("/metrics")[0] == 404 or "127.0.0.1" in site.url("")
    numbers = urllib.request.urlopen(f"http://127.0.0.1:{site.app}/metrics").read()
    assert b"portal_request_seconds_count" in numbers
    tried("/metrics has the numbers of all processes")


class NoRedirect(urllib.request.HTTPRedirectHandler):
    """Keep where a redirect leads instead of going there."""

    def redirect_request(self, req, fp, code, msg, headers, newurl):  # type: ignore[no-untyped-def]
        """Note the address."""
        self.parent.seen = newurl  # type: ignore[attr-defined]


def log_in(page: Page, name: str) -> None:
    """Log in as somebody of the demo."""
    page.context.clear_cookies()
    page.goto("/accounts/login/")
    page.get_by_label("Tên đăng nhập").fill(name)
    page.get_by_label("Mật khẩu").fill("giaoban-2015")
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url("**/bach-thong/**")


def try_a_report(site: Site, page: Page) -> None:
    """Fill in, submit and print a report; send a file that is too large."""
    log_in(page, "vihuong")
    tried("login over HTTPS")
    page.goto(f"{DECEMBER}/vi-huong/edit/")
    figures = "AGR_SOWN:mua-2015 213|AGR_HARVESTED:mua-2015 213|LIV_SICK: 0|FOR_FIRE: 0|BUD_REV_YTD: 1.420,5"
    figures += "|INV_DISBURSED: 2.700|NTM_CRITERIA: 12|SEC_CRIME: 0|SEC_TRAFFIC: 0"
    for figure in figures.split("|"):
        name, text = figure.split(" ")
        page.locator(f'[name="figure:{name}"]').fill(text)
    for task in page.locator(".answer-row").all():
        if not task.get_by_label("Kết quả").input_value():
            task.get_by_label("Kết quả").select_option(label="Đã hoàn thành")
            task.get_by_label("Việc đã làm, minh chứng").fill("Đã thực hiện xong trong tháng.")
    page.get_by_role("button", name="Lưu và kiểm tra trước khi nộp").click()
    expect(page.get_by_role("heading", name="Kiểm tra trước khi nộp")).to_be_visible()
    tried("the form is saved")
    for box in page.locator("textarea[name^=explanation]").all():
        if not box.input_value():
            box.fill("Số liệu đã đối chiếu với Kho bạc.")
    page.get_by_role("button", name="Nộp báo cáo").click()
    expect(page.get_by_text("Đã nộp báo cáo.")).to_be_visible()
    tried("the report is submitted")
    cookies = "; ".join(f"{cookie['name']}={cookie['value']}" for cookie in page.context.cookies())
    status, _, pdf = site.get(f"{DECEMBER}/vi-huong/report.pdf", Cookie=cookies)
    assert (status, pdf[:5]) == (200, b"%PDF-"), status
    tried(f"its PDF is printed ({len(pdf)} bytes)")
    status, _, page_told = site.get(f"{DECEMBER}/vi-huong/workbook/", b"0" * (33 * 2**20), Cookie=cookies)
    assert status == 413, status
    assert 'lang="vi"' in page_told.decode()
    tried("33 MB are refused with the portal's own page (413)")


def try_stops(site: Site) -> None:
    """Stop the worker, and reload the web processes under load."""
    site.manage("backup")
    tried("a nightly backup, sealed and read back")
    wait_until(lambda: site.not_ready() == [], "everything ready")
    tried("/readyz: database, worker, queue, disk, backup")
    site.stop("briefing-portal-worker", signal.SIGKILL)
    assert site.not_ready() == ["worker"]
    site.start_unit("briefing-portal-worker")
    wait_until(lambda: site.not_ready() == [], "the worker again")
    tried("/readyz is 503 by name while the worker is killed, and 200 again behind it")
    answered: list[int] = []
    done = threading.Event()

    def ask() -> None:
        while not done.is_set():
            answered.append(site.get("/accounts/login/")[0])

    asking = [threading.Thread(target=ask) for _ in range(4)]
    for each in asking:
        each.start()
    for _ in range(3):
        site.processes["briefing-portal"].send_signal(signal.SIGHUP)
        time.sleep(3)
    done.set()
    for each in asking:
        each.join()
    assert set(answered) == {200}, sorted(set(answered))
    tried(f"three reloads under load: {len(answered)} requests, none lost")


def try_without_database(site: Site) -> None:
    """Take the database away for the portal's account and give it back."""
    with contextlib.closing(
        psycopg2.connect(site.environment["DATABASE_URL"].replace("/portal?", "/postgres?"))
    ) as admin:
        admin.autocommit = True
        with admin.cursor() as cursor:
            cursor.execute("ALTER DATABASE portal ALLOW_CONNECTIONS false")
            cursor.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'portal'")
            assert "database" in site.not_ready()
            status, headers, page = site.get("/bach-thong/", Cookie="sessionid=0123456789abcdef")
            assert status == 500, status
            code = headers["x-request-id"]
            assert code in page.decode()
            assert code in site.log("briefing-portal")
            tried("without its database: /readyz is 503, pages show a code that stands in the log")
            cursor.execute("ALTER DATABASE portal ALLOW_CONNECTIONS true")
    wait_until(lambda: "database" not in site.not_ready(), "the database again")
    wait_until(lambda: site.get("/accounts/login/")[0] == 200, "the login page again")
    tried("with the database back everything goes on by itself")


def try_a_lost_disk(site: Site) -> None:
    """Restore the newest backup into another, empty database, and rehearse."""
    told = site.manage("rehearse_restore").splitlines()[0]
    tried(told)
    url = site.environment["DATABASE_URL"]
    with contextlib.closing(psycopg2.connect(url.replace("/portal?", "/postgres?"))) as admin:
        admin.autocommit = True
        with admin.cursor() as cursor:
            cursor.execute("CREATE DATABASE again TEMPLATE template0")
    site.manage("backup")
    newest = max((site.folder / "backups").glob("*.backup"))
    (site.folder / "data-again").mkdir()
    place = {"DATABASE_URL": url.replace("/portal?", "/again?"), "DATA_DIR": str(site.folder / "data-again")}
    told = site.manage("restore", str(newest), **place)
    count = "from reports.models import Submission; print(Submission.objects.count())"
    here, there = (site.manage("shell", "--no-imports", "-c", count, **at) for at in ({}, place))
    assert here == there
    tried(f"the backup in an empty database: {told.splitlines()[-1]} ({there.strip()} submissions here and there)")


def main() -> None:
    """Set up, try, print what was tried."""
    programs = max(Path("/usr/lib/postgresql").glob("*/bin"))
    with tempfile.TemporaryDirectory(prefix="portal-deploy-") as name, server(programs) as url:
        with contextlib.closing(psycopg2.connect(url)) as admin:
            admin.autocommit = True
            admin.cursor().execute("CREATE DATABASE portal TEMPLATE template0")
        database = url.replace("/postgres?", "/portal?")
        with set_up(Path(name), database, programs) as site:
            print("Set up as deploy/ says: nginx, gunicorn, worker, PostgreSQL on loopback.")
            try_headers_and_files(site)
            with sync_playwright() as playwright:
                expect.set_options(timeout=SECONDS * 1000)
                browser = playwright.chromium.launch(
                    executable_path="/usr/bin/chromium",
                    args=["--no-sandbox", f"--host-resolver-rules=MAP {HOST} 127.0.0.1"],
                )
                address = f"{SECURE}://{HOST}:{site.https}"
                page = browser.new_context(base_url=address, ignore_https_errors=True).new_page()
                page.set_default_timeout(SECONDS * 1000)
                try_a_report(site, page)
                browser.close()
            try_stops(site)
            try_without_database(site)
            try_a_lost_disk(site)
    print("All of it holds.")


if __name__ == "__main__":
    main()
