"""A published paper, and files that come back for it; they are read in the test's own process, which is quicker."""

import json

import pytest

from communes.models import ConveningBody, User
from documents.models import PublishedDocument
from documents.signing import limited, worker
from tests import factories
from tests.documents.certificates import AUTHORITY, root

PAPER = """
<p>HUYỆN ỦY BẠCH THÔNG</p><p>Số &nbsp; &nbsp; -BC/HU</p><p>Bạch Thông, ngày &nbsp; &nbsp; tháng 11 năm 2015</p>
<h1>BÁO CÁO</h1><p>Việc thu hoạch các loại cây trồng vụ mùa đạt trên 70% diện tích; thu ngân sách có Cẩm Giàng 113,1%,
Vi Hương 103,2%. Tình hình an ninh trật tự trên địa bàn ổn định.</p><p>T/M BAN THƯỜNG VỤ</p><p>BÍ THƯ</p>
"""


@pytest.fixture
def in_process(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory, settings: object) -> None:
    """Answer the worker's orders here, trusting the tests' own authority."""
    roots = tmp_path_factory.mktemp("roots")
    (roots / "goc.pem").write_bytes(root(AUTHORITY).pem)
    settings.SIGNING_ROOTS = roots  # type: ignore[attr-defined]

    def run(content: bytes, _limits: limited.Limits) -> tuple[dict[str, object], bytes]:
        head, _, file = content.partition(b"\n")
        order = json.loads(head)
        told, made = worker.ORDERS[order["does"]](order, file)
        return json.loads(json.dumps(told)), made

    monkeypatch.setattr(limited, "_run", run)


@pytest.fixture
def paper(bach_thong: ConveningBody, office: User) -> PublishedDocument:
    return factories.make_documents(bach_thong, office, html=PAPER)["published"]
