"""Who is answered: the studio's own page, and nobody else."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from sim.studio.guard import MOST_BODY

NOT_FOR_OTHERS = "/api/scenario"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"host": "example.org"}, 421),
        ({"host": "127.0.0.1:1"}, 421),
        ({"origin": "http://example.org"}, 403),
        ({"origin": "null"}, 403),
        ({"x-detente": "no"}, 403),
        ({"origin": "http://127.0.0.1:8177"}, 200),
        ({"host": "localhost:8177"}, 200),
    ],
)
def test_others_are_refused(client: TestClient, headers: dict[str, str], status: int) -> None:
    assert client.get(NOT_FOR_OTHERS, headers=headers).status_code == status


def test_a_body_is_bounded(client: TestClient) -> None:
    assert client.post("/api/explore", content=b" " * (MOST_BODY + 1)).status_code == 413


def test_every_answer_says_what_its_page_may_do(client: TestClient) -> None:
    for path in ("/", "/static/app.js", "/api/scenario", "/nowhere"):
        policy = client.get(path).headers["content-security-policy"]
        assert policy.startswith("default-src 'none';")
        assert "unsafe-eval" not in policy
        assert "http" not in policy


def test_only_files_of_the_page_are_shown(client: TestClient) -> None:
    for name in ("app.css", "app.js", "explore.js"):
        assert client.get(f"/static/{name}").status_code == 200
    assert client.get("/static/..%2fguard.py").status_code == 404
    assert client.get("/static/index.html").status_code == 404
