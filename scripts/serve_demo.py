"""Serve the demo on this machine: migrate, load the demo data when there is none, say who may log in."""

import ctypes
import os
import signal
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "briefing_portal.settings")

import django  # noqa: E402 - the path and the settings must be known before
from django.core.management import call_command  # noqa: E402 - the same

ACCOUNTS = """
Trang thử nghiệm: {address}

  Tài khoản   Vai trò
  camgiang    Xã Cẩm Giàng: lập, ký và gửi báo cáo
  vihuong     Xã Vi Hương: lập, ký và gửi báo cáo
  vanphong    Văn phòng Huyện ủy
  bithu       Thường trực Huyện ủy (đọc, cho ý kiến)
  quantri     Quản trị

  Mật khẩu chung: giaoban-2015   Dừng: Ctrl+C
"""


PR_SET_PDEATHSIG = 1


def start_worker() -> None:
    """Start the worker that draws long documents; it ends with this process, however that ends."""
    manage = [sys.executable, str(ROOT / "manage.py"), "db_worker", "--no-reload", "--verbosity", "0"]
    libc = ctypes.CDLL(None)
    subprocess.Popen(manage, preexec_fn=lambda: libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL))


def main() -> None:
    """Prepare the database and hand this process over to the server."""
    django.setup()
    from communes.models import ConveningBody

    call_command("migrate", verbosity=0)
    if not ConveningBody.objects.exists():
        print("Loading the demo data …", flush=True)
        call_command("load_demo")
    port = os.environ.get("PORT") or "8000"
    print(ACCOUNTS.format(address=f"http://127.0.0.1:{port}"), flush=True)
    start_worker()
    # Without the reloader there is one process, which stops when it is told to.
    manage = [sys.executable, str(ROOT / "manage.py"), "runserver", "--noreload", f"127.0.0.1:{port}"]
    os.execv(sys.executable, manage)  # noqa: S606 - no shell is wanted


if __name__ == "__main__":
    main()
