"""What was sent with which stamp, so that a form that is sent twice is carried out once.

A record is kept as long as the stamp can be sent, four hours. It holds no readable input: its key is a digest
of the stamp, and the page of thanks in it is encrypted with a key that is made of the stamp, which nobody
but the sender has. Two processes that write the record of one stamp conflict, and one is started again.
"""

import hashlib
import secrets
import zlib
from collections.abc import Callable, MutableMapping
from enum import StrEnum
from time import monotonic, sleep

import transaction
from BTrees.OOBTree import OOBTree
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from Products.CMFPlone.Portal import PloneSite
from ZODB.POSException import ConflictError
from zope.annotation.interfaces import IAnnotations

KEY = "tlvwa.portal.submissions"
KEPT_SECONDS = 4 * 60 * 60  # after the form was opened: then its stamp is refused
LONGEST_PENDING = 60  # seconds until a submission that was never finished may be carried out again
LONGEST_WAIT, PAUSE = 5.0, 0.1  # seconds that a second one waits for the first
MOST_TRIES, MOST_REMOVED = 5, 100
NONCE_BYTES = 12

Record = tuple[str, int, bytes]  # state, when it began (seconds since 1970), the encrypted page


class SubmissionState(StrEnum):
    """How far a submission is."""

    NEW = "new"
    PENDING = "pending"  # saved; mails are being sent
    ABANDONED = "abandoned"  # pending for too long: its process has ended
    DONE = "done"


class Submission:
    """The submission of one stamp; ``opened`` and ``now`` are seconds since 1970."""

    def __init__(self, site: PloneSite, stamp: str, opened: int, now: int) -> None:
        self._site, self._stamp, self._now = site, stamp, now
        # Keys are in the order in which forms were opened, so the oldest come first.
        self._key = f"{opened:015d}-{_digest('key', stamp).hex()}"

    @property
    def state(self) -> SubmissionState:
        """The state in the running transaction."""
        state, began, _sealed = self._record
        if state == SubmissionState.PENDING and self._now - began >= LONGEST_PENDING:
            return SubmissionState.ABANDONED
        return SubmissionState(state)

    def settled_state(self) -> SubmissionState:
        """Return the state; wait some seconds for one that is pending. Ends the running transaction."""
        end = monotonic() + LONGEST_WAIT
        while (state := self.state) is SubmissionState.PENDING and monotonic() < end:
            sleep(PAUSE)
            transaction.begin()
        return state

    def begin(self) -> None:
        """Note that it is carried out. The commit conflicts with another process that does the same."""
        records = self._records(create=True)
        _remove_before(records, self._now - KEPT_SECONDS)
        records[self._key] = (SubmissionState.PENDING.value, self._now, b"")

    def note(self) -> None:
        """Note that it is carried out in the running transaction, with which its mails are sent."""
        self.begin()
        self._records()[self._key] = (SubmissionState.DONE.value, self._now, b"")

    def give_up(self) -> None:
        """Forget it: nothing came of it. Commits."""
        _commit(lambda: self._records().pop(self._key, None))

    def finish(self, page: str = "") -> None:
        """Note that it was carried out, and the page that says so. Commits."""
        record = (SubmissionState.DONE.value, self._now, _sealed(page, self._stamp))
        _commit(lambda: self._records(create=True).__setitem__(self._key, record))

    @property
    def page(self) -> str:
        """The page that was kept with ``finish``; empty if there is none."""
        _state, _began, sealed = self._record
        return _opened(sealed, self._stamp)

    @property
    def _record(self) -> Record:
        record: Record = self._records().get(self._key, (SubmissionState.NEW.value, 0, b""))
        return record

    def _records(self, create: bool = False) -> MutableMapping[str, Record]:
        annotations = IAnnotations(self._site)
        if create and KEY not in annotations:
            annotations[KEY] = OOBTree()
        records: MutableMapping[str, Record] = annotations.get(KEY, {})
        return records


def remove_old_submissions(site: PloneSite, now: int) -> int:
    """Remove the records of stamps that can be sent no more; return their number."""
    records = IAnnotations(site).get(KEY)
    return 0 if records is None else _remove_before(records, now - KEPT_SECONDS, len(records))


def forget_submissions(site: PloneSite) -> None:
    """Remove all records."""
    IAnnotations(site).pop(KEY, None)


def _remove_before(records: OOBTree, moment: int, most: int = MOST_REMOVED) -> int:
    old = [
        key for _number, key in zip(range(most), records.keys(max=f"{moment:015d}"), strict=False)
    ]
    for key in old:
        del records[key]
    return len(old)


def _commit(change: Callable[[], object]) -> None:
    """Make a change and commit; another process may write meanwhile, so try several times."""
    for number in range(MOST_TRIES):
        change()
        try:
            transaction.commit()
        except ConflictError:
            transaction.begin()
            if number == MOST_TRIES - 1:
                raise
        else:
            return


def _digest(purpose: str, stamp: str) -> bytes:
    return hashlib.sha256(f"{purpose}|{stamp}".encode()).digest()


def _sealed(page: str, stamp: str) -> bytes:
    nonce = secrets.token_bytes(NONCE_BYTES)
    packed = zlib.compress(page.encode("utf-8", "replace"))
    return nonce + AESGCM(_digest("page", stamp)).encrypt(nonce, packed, None)


def _opened(sealed: bytes, stamp: str) -> str:
    try:
        packed = AESGCM(_digest("page", stamp)).decrypt(
            sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], None
        )
    except (InvalidTag, ValueError):
        return ""
    return zlib.decompress(packed).decode()
