"""Accounts and sessions: what is kept, what ends them, and how long a wrong name takes."""

import statistics
import time
from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from dateline.errors import NotFoundError, UsageError
from dateline.record import Attempts, Journal, Users
from dateline.record.attempts import OF_ACCOUNT, OF_ADDRESS, WINDOW
from dateline.record.users import IDLE, WHOLE

AT = "2026-01-01T00:00:00+00:00"
PASSWORD = "correct horse battery"  # noqa: S105 - of nobody
NOW = 1_000_000.0


@pytest.fixture
def users(journal_url: str) -> Iterator[Users]:
    journal = Journal(journal_url)
    yield Users(journal)
    journal.engine.dispose()


def everything(users: Users) -> str:
    """All that the database holds, as text."""
    with users.journal.engine.connect() as connection:
        tables = sa.inspect(connection).get_table_names()
        rows = [connection.execute(sa.text(f"SELECT * FROM {name}")).all() for name in tables]
    return str(rows)


def test_the_right_name_and_password_are_somebody_s(users):
    users.add("Zoë", "analyst", PASSWORD, at=AT)
    assert users.check("zoë", PASSWORD).name == "Zoë"
    assert users.check("Zoë", PASSWORD + "x") is None
    assert users.check("nobody", PASSWORD) is None
    assert [(user.name, user.role) for user in users.all()] == [("Zoë", "analyst")]


def test_neither_passwords_nor_secrets_are_kept(users):
    secret = users.begin(users.add("ada", "admin", PASSWORD, at=AT), NOW)
    kept = everything(users)
    assert "$argon2id$" in kept
    assert PASSWORD not in kept
    assert secret not in kept


def test_a_wrong_name_takes_as_long_as_a_wrong_password(users):
    users.add("ada", "reader", PASSWORD, at=AT)
    users.check("nobody", PASSWORD)

    def seconds(name: str) -> float:
        begun = time.perf_counter()
        assert users.check(name, "wrong password") is None
        return time.perf_counter() - begun

    known, unknown = ([seconds(name) for _ in range(9)] for name in ("ada", "nobody"))
    assert statistics.median(unknown) > statistics.median(known) / 2


def test_a_session_ends_unused_or_after_a_week(users):
    ada = users.add("ada", "reader", PASSWORD, at=AT)
    secret = users.begin(ada, NOW)
    assert users.session(secret, NOW + IDLE - 1) == ada
    assert users.session(secret, NOW + 2 * IDLE - 2) == ada
    assert users.session(secret, NOW + 4 * IDLE) is None
    kept = users.begin(ada, NOW)
    for hour in range(int(WHOLE / 3600)):
        assert users.session(kept, NOW + 3600 * hour) == ada
    assert users.session(kept, NOW + WHOLE + 1) is None
    assert users.session("made up", NOW) is None


def test_sessions_end_with_the_password_and_with_the_account(users):
    ada, ben = (users.add(name, "reader", PASSWORD, at=AT) for name in ("ada", "ben"))
    first, second, other = users.begin(ada, NOW), users.begin(ada, NOW), users.begin(ben, NOW)
    users.end(first)
    assert users.session(first, NOW) is None
    assert users.session(second, NOW) == ada
    users.set_password("ADA", "another good password")
    assert users.session(second, NOW) is None
    third = users.begin(ada, NOW)
    users.remove("ada", at=AT)
    assert users.session(third, NOW) is None
    assert users.check("ada", "another good password") is None
    assert users.session(other, NOW) == ben


def test_another_role_holds_at_once(users):
    secret = users.begin(users.add("ada", "reader", PASSWORD, at=AT), NOW)
    users.set_role("ada", "admin")
    assert users.session(secret, NOW).role == "admin"


def test_nobody_else_takes_the_name_of_somebody_removed(users):
    users.add("ada", "reader", PASSWORD, at=AT)
    with pytest.raises(UsageError, match="already"):
        users.add("ADA", "reader", PASSWORD, at=AT)
    users.remove("ada", at=AT)
    with pytest.raises(UsageError, match="already"):
        users.add("ada", "reader", PASSWORD, at=AT)
    assert users.add("ada", "analyst", PASSWORD, at=AT, again=True).role == "analyst"


@pytest.mark.parametrize("name", ["", "a b", "a" * 65, "local", "a\nb", "<b>", "ada\x00"])
def test_names_that_will_not_do_are_refused(users, name):
    with pytest.raises(UsageError, match="will not do"):
        users.add(name, "reader", PASSWORD, at=AT)


def test_what_is_not_there_is_told(users):
    users.add("ada", "reader", PASSWORD, at=AT)
    with pytest.raises(NotFoundError, match="no account 'add'"):
        users.remove("add", at=AT)
    with pytest.raises(UsageError, match="no role"):
        users.set_role("ada", "root")
    with pytest.raises(UsageError, match="password"):
        users.set_password("ada", "short")


def test_attempts_are_counted_by_account_and_by_address(users):
    attempts = Attempts(users.journal)
    for number in range(OF_ACCOUNT):
        assert attempts.note("ada", f"10.0.0.{number}", NOW) == 0
    assert attempts.note("ADA", "10.0.1.1", NOW + 1) == WINDOW - 1
    assert attempts.note("ben", "10.0.1.1", NOW + 1) == 0
    assert attempts.note("ada", "10.0.1.1", NOW + WINDOW + 1) == 0
    for number in range(OF_ADDRESS):
        assert attempts.note(f"u{number}", "10.9.9.9", NOW) == 0
    assert attempts.note("cho", "10.9.9.9", NOW) > 0


def test_a_right_password_takes_the_attempts_back(users):
    attempts = Attempts(users.journal)
    for _ in range(3 * OF_ACCOUNT):
        assert attempts.note("ada", "10.0.0.1", NOW) == 0
        attempts.forget("ada", "10.0.0.1", NOW)
