"""TLS is spoken with the name in the URL, though the connection goes to a checked address."""

import datetime as dt
import ipaddress
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from claims.fetching import guard
from claims.fetching.errors import FetchFailed
from claims.fetching.http import Fetcher
from tests.fetching.origins import NAME, QUICK, Origin, answer, serving

BORN, DIES = dt.datetime(2020, 1, 1), dt.datetime(2100, 1, 1)


@dataclass
class Authority:
    """A certificate authority of the test's own, and the names its server was asked for."""

    folder: Path
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    asked: list[str | None] = field(default_factory=list)

    def trusted(self) -> ssl.SSLContext:
        root = self.certificate(self.key, x509.BasicConstraints(ca=True, path_length=None), critical=True)
        return ssl.create_default_context(cadata=root.public_bytes(serialization.Encoding.PEM).decode())

    def server(self) -> ssl.SSLContext:
        key = ec.generate_private_key(ec.SECP256R1())
        names = x509.SubjectAlternativeName([x509.DNSName(NAME), x509.IPAddress(ipaddress.ip_address("127.0.0.9"))])
        plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        (self.folder / "key").write_bytes(key.private_bytes(serialization.Encoding.PEM, *plain))
        chain = self.certificate(key, names, critical=False).public_bytes(serialization.Encoding.PEM)
        (self.folder / "chain").write_bytes(chain)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.folder / "chain", self.folder / "key")
        context.sni_callback = lambda _socket, name, _context: self.asked.append(name)
        return context

    def certificate(
        self, key: ec.EllipticCurvePrivateKey, extension: x509.ExtensionType, *, critical: bool
    ) -> x509.Certificate:
        ours = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "A test's authority")])
        is_root = key is self.key
        subject = ours if is_root else x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "A test's server")])
        made = x509.CertificateBuilder().subject_name(subject).issuer_name(ours).public_key(key.public_key())
        made = made.serial_number(x509.random_serial_number()).not_valid_before(BORN).not_valid_after(DIES)
        return made.add_extension(extension, critical=critical).sign(self.key, hashes.SHA256())


@contextmanager
def secure(folder: Path) -> Iterator[tuple[Origin, Fetcher, Authority]]:
    authority = Authority(folder)
    with serving({"/": answer(b"sealed")}, tls=authority.server()) as origin:
        fetch = Fetcher(
            user_agent="Said/1",
            allow=guard.parse_allow_targets(origin.target),
            limits=QUICK,
            resolve=lambda _: [origin.host],
            verify=authority.trusted(),
        )
        yield origin, fetch, authority
        fetch.close()


def test_the_name_of_the_url_is_asked_for_and_verified(tmp_path: Path) -> None:
    with secure(tmp_path) as (origin, fetch, authority):
        assert fetch(origin.url(scheme="https")).content == b"sealed"
        assert fetch(origin.url(scheme="https", name=f"{NAME}.")).content == b"sealed"
        assert set(authority.asked) == {NAME}
        assert f"Host: {NAME}:{origin.port}\r\n" in origin.requests[0]


def test_a_certificate_for_another_name_is_refused(tmp_path: Path) -> None:
    with secure(tmp_path) as (origin, fetch, authority):
        with pytest.raises(FetchFailed, match=r"Its certificate could not be verified\.") as caught:
            fetch(origin.url(scheme="https", name="other.example.org"))
        assert authority.asked == ["other.example.org"]
        assert (origin.requests, caught.value.permanent) == ([], False)


def test_a_certificate_for_the_connected_address_is_not_enough(tmp_path: Path) -> None:
    with secure(tmp_path) as (origin, fetch, _), pytest.raises(FetchFailed, match="certificate"):
        fetch(origin.url(scheme="https", name=origin.host))


def test_an_unknown_authority_is_refused(tmp_path: Path) -> None:
    with secure(tmp_path) as (origin, _, _):
        allow = guard.parse_allow_targets(origin.target)
        fetch = Fetcher(user_agent="Said/1", allow=allow, limits=QUICK, resolve=lambda _: [origin.host])
        with pytest.raises(FetchFailed, match=r"Its certificate could not be verified\."):
            fetch(origin.url(scheme="https"))
        fetch.close()


def test_a_server_that_speaks_no_tls_is_a_plain_failure() -> None:
    with serving({}) as origin:
        allow = guard.parse_allow_targets(origin.target)
        hasty = replace(QUICK, total_seconds=0.3)
        fetch = Fetcher(user_agent="Said/1", allow=allow, limits=hasty, resolve=lambda _: [origin.host])
        with pytest.raises(FetchFailed):
            fetch(origin.url(scheme="https"))
        fetch.close()
