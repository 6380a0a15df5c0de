"""Where the page listens, and the names that it is reached by there."""

import errno
import ipaddress
import socket
from collections.abc import Sequence

from dateline.errors import UsageError

LOOPBACK = ("127.0.0.1", "localhost", "::1")


def is_ours(host: str) -> bool:
    """Whether only this machine reaches an address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens; port 0 for a free one.

    Raises:
        UsageError: if the address is not this machine's, or the port is taken.
    """
    try:
        family, kind, _, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        made = socket.socket(family, kind)
    except OSError as error:
        raise cannot_listen(host, port, error) from error
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind(address)
        made.listen(2048)
    except OSError as error:
        made.close()
        raise cannot_listen(host, port, error) from error
    return made


def cannot_listen(host: str, port: int, error: OSError) -> UsageError:
    """What is said when the page cannot be opened there."""
    taken = error.errno == errno.EADDRINUSE
    return UsageError(
        f"cannot listen on {host}, port {port}",
        why="the port is taken, perhaps by another page of Dateline" if taken
        else str(error.strerror or error),
        fix="give another port, or a free one with: -p 0" if taken
        else "give another address with --host, or a port above 1023 with -p",
        code="serve/cannot-listen",
    )  # fmt: skip


def hosts_of(host: str, port: int, names: Sequence[str]) -> tuple[str, ...]:
    """What a request's Host header may say: our names with the port, and names given as they are.

    >>> hosts_of("127.0.0.1", 8002, ["news.example.org"])[:2]
    ('127.0.0.1:8002', 'localhost:8002')
    """
    own = [*LOOPBACK, host] if is_ours(host) or is_wildcard(host) else [host]
    if is_wildcard(host):
        own += [socket.gethostname(), *addresses()]
    plain = [bracketed(name) for name in dict.fromkeys(own)]
    hosts = [f"{name}:{port}" for name in plain]
    if port == 80:  # noqa: PLR2004 - the port that browsers leave out
        hosts += plain
    return (*hosts, *names)


def is_wildcard(host: str) -> bool:
    """Whether it stands for every address of this machine."""
    try:
        return ipaddress.ip_address(host).is_unspecified
    except ValueError:
        return False


def addresses() -> list[str]:
    """The addresses that this machine's own name has."""
    try:
        found = socket.getaddrinfo(socket.gethostname(), None, type=socket.SOCK_STREAM)
    except OSError:
        return []
    return [str(address[0]) for *_, address in found]


def bracketed(name: str) -> str:
    """A name as it stands in a URL: addresses of IPv6 in brackets."""
    return f"[{name}]" if ":" in name else name


def url_of(host: str, port: int) -> str:
    """The address to open."""
    shown = "127.0.0.1" if is_wildcard(host) else host
    return f"http://{bracketed(shown)}:{port}/"
