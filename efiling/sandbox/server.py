"""The sandbox court on a port: SOAP in, SOAP out, callbacks, and a page to look at."""

import secrets
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from http.server import ThreadingHTTPServer
from pathlib import Path
from types import TracebackType

import httpx

from efiling.courts import CourtProfile
from efiling.courts.genericode import write_code_list
from efiling.ecf.message import Message
from efiling.ecf.reading import local
from efiling.ecf.renamed import renamed_check
from efiling.ecf.schemas import Schema
from efiling.ecf.spoken import Spoken, official, spoken
from efiling.ecf.xml import Element, parse, to_bytes
from efiling.errors import MessageInvalid
from efiling.model import CourtError
from efiling.sandbox.court import Report, SandboxCourt
from efiling.sandbox.descriptions import Descriptions
from efiling.sandbox.ecf4 import Ecf4Services
from efiling.sandbox.ecf5 import Ecf5Services
from efiling.sandbox.guard import Guard, welcome
from efiling.sandbox.handler import Reply, handler
from efiling.sandbox.reporting import callback
from efiling.sandbox.script import BUILT_IN, Script
from efiling.transport import mtom, soap
from efiling.transport.body import inline
from efiling.transport.lifting import XOP

SHOWN_PROBLEMS = 3
"""How many of a message's problems its refusal names."""

_SERVICES: Mapping[str, type[Ecf4Services] | type[Ecf5Services]] = {"4": Ecf4Services, "5": Ecf5Services}


def now() -> datetime:
    """Return the time; the sandbox is an edge and may look at the clock."""
    return datetime.now(UTC)


def _schema_refused(problems: tuple[str, ...]) -> CourtError:
    """The vendor's code for a message that does not fit the schema, with where it does not."""
    shown = "; ".join(problems[:SHOWN_PROBLEMS])
    more = f"; and {len(problems) - SHOWN_PROBLEMS} more" if len(problems) > SHOWN_PROBLEMS else ""
    return CourtError(code="-20", text=f"Schema validation failed: {shown}{more}")


class SandboxServer:
    """The sandbox court behind HTTP. Use it in a `with`, or `start` and `stop` it.

    `schemas` maps versions ("4", "5") to their schema; a version without one is not checked.
    `guard` knows the filers; without one everybody may file. `published` is the folder of the
    official schemas and service descriptions, from which `?wsdl` is answered.
    Port 0 takes any free one; `url` says which. The clerk works in the background every
    `tick_seconds`; None leaves him to whoever calls `court.tick()`.
    """

    def __init__(
        self,
        profile: CourtProfile,
        *,
        port: int = 0,
        clock: Callable[[], datetime] = now,
        scripts: Mapping[str, Script] = BUILT_IN,
        use: Sequence[str] = ("accept",),
        schemas: Mapping[str, Schema] | None = None,
        guard: Guard | None = None,
        published: Path | None = None,
        tick_seconds: float | None = 0.2,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.court = SandboxCourt(profile, clock=clock, deliver=self._deliver, scripts=scripts, use=use)
        self.schemas, self.guard = schemas or {}, guard
        self.sleep = sleep
        self.undelivered: list[Report] = []
        self._http = httpx.Client(timeout=30.0)
        self._server = ThreadingHTTPServer(("127.0.0.1", port), handler(self))
        self._server.daemon_threads = True
        self._stop = threading.Event()
        self._tick_seconds = tick_seconds
        self._threads: list[threading.Thread] = []
        self.court.location = self.url
        self.descriptions = Descriptions(published, self.url)

    @property
    def url(self) -> str:
        """Where the court is, with a slash at the end."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/"

    @property
    def user_service_url(self) -> str:
        """The user service, where filers log in."""
        return f"{self.url}EFMUserService.svc"

    @property
    def filing_review_url(self) -> str:
        """The ECF 4 Filing Review service."""
        return f"{self.url}ecf4/FilingReviewMDEPort.svc"

    @property
    def court_record_url(self) -> str:
        """The ECF 4 Court Record service."""
        return f"{self.url}ecf4/CourtRecordMDEPort.svc"

    @property
    def filing_review_url_5(self) -> str:
        """The ECF 5 Filing Review service."""
        return f"{self.url}ecf5/filingreviewservice.svc"

    @property
    def court_record_url_5(self) -> str:
        """The ECF 5 Court Record service."""
        return f"{self.url}ecf5/courtrecordservice.svc"

    @property
    def service_url(self) -> str:
        """The ECF 4 Service service, which serves without filing."""
        return f"{self.url}ecf4/ServiceMDEPort.svc"

    @property
    def court_policy_url_5(self) -> str:
        """The ECF 5 Court Policy service."""
        return f"{self.url}ecf5/CourtPolicyservice.svc"

    @property
    def service_url_5(self) -> str:
        """The ECF 5 Service service."""
        return f"{self.url}ecf5/service.svc"

    def start(self) -> None:
        """Begin to serve in the background."""
        loops: list[Callable[[], None]] = [lambda: self._server.serve_forever(poll_interval=0.05)]
        if self._tick_seconds is not None:
            loops.append(self._work)
        self._threads = [threading.Thread(target=loop, daemon=True) for loop in loops]
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Stop serving and wait for the threads."""
        self._stop.set()
        self._server.shutdown()
        for thread in self._threads:
            thread.join(timeout=10)
        self._server.server_close()
        self._http.close()

    def __enter__(self) -> "SandboxServer":
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def code_list(self, path: str) -> bytes | None:
        """Return the zip of the code list that has a path, or None."""
        name = path.removeprefix("/codes/").removesuffix(".zip")
        codes = self.court.profile.codes.get(name)
        return write_code_list(codes) if codes is not None and path == f"/codes/{name}.zip" else None

    def stamped_copy(self, path: str) -> bytes | None:
        """Return the stamped copy that has a path, or None."""
        folder, _, name = path.partition("/copies/")
        return self.court.copy(name.removesuffix(".pdf")) if not folder and name.endswith(".pdf") else None

    def answer(self, body: Iterable[bytes], content_type: str) -> Reply:
        """Return what the court says to a request body, which is taken as it arrives.

        Raises:
            Broken: the line breaks on purpose.
        """
        version = soap.SOAP
        try:
            xml, parts = mtom.read(body, content_type)
            root = parse(xml, message="The request")
            version = soap.version_of(root)
            message = soap.body(root, message="The request")
            return Reply.of(self._answer(root, message, parts), version=version)
        except MessageInvalid as error:
            fault = soap.fault("Client", str(error), version=version)
            refusal = to_bytes(soap.envelope(fault, version=version))
            return Reply(500, refusal, soap.CONTENT_TYPES[version])

    def _answer(self, root: Element, message: Element, parts: mtom.Files) -> Message:
        if local(message) == "AuthenticateUser":
            login = self.guard.answer_login(root, message) if self.guard else welcome(message)
            return Message(root=login)
        how = spoken(message)
        services = _SERVICES[how.version](self.court, location=self.url)
        if self.guard is not None and (error := self.guard.refuse(root)) is not None:
            return services.refusal(message, error)
        if problems := self._problems(message, how):
            return services.refusal(message, _schema_refused(problems))
        return services.answer(message, parts)

    def _problems(self, message: Element, how: Spoken) -> tuple[str, ...]:
        """What the official schema has against a message; a file beside it counts as its content."""
        schema = self.schemas.get(how.version)
        if schema is None:
            return ()
        includes = [(found, found.getparent()) for found in message.iter(f"{{{XOP}}}Include")]
        for include, holder in includes:
            if holder is not None:
                holder.remove(include)
        try:
            renamed_check(schema.check, how.namespaces, official(how.version))(message)
        except MessageInvalid as invalid:
            return invalid.problems
        finally:
            for include, holder in includes:
                if holder is not None:
                    holder.append(include)
        return ()

    def _work(self) -> None:
        while not self._stop.wait(self._tick_seconds):
            self.court.tick()

    def _deliver(self, report: Report) -> None:
        """Call back; what cannot be delivered is kept, and is for a poll to find."""
        message, action = callback(report, at=self.court.clock().astimezone(UTC), location=self.url)
        root = soap.envelope(message.root)
        boundary = f"sandbox-{secrets.token_hex(16)}"
        body = mtom.write(root, message, boundary=boundary) if report.mtom else inline(root, message)
        headers = {
            "Content-Type": body.content_type,
            "Content-Length": str(body.length),
            "SOAPAction": f'"{action}"',
        }
        try:
            self._http.post(report.url, content=body.chunks, headers=headers).raise_for_status()
        except httpx.HTTPError:
            self.undelivered.append(report)
