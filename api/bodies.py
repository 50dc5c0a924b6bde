"""Reading a request's body with a limit, before anything else looks at it."""

from fastapi import Request
from starlette.concurrency import run_in_threadpool

from api.errors import RequestRefused
from efiling.model import Content
from efiling.transport.spool import Spool


async def read_body(request: Request, *, limit: int) -> bytes:
    """Return the body.

    Raises:
        RequestRefused: it is larger than `limit` bytes.
    """
    pieces, size = [], 0
    async for piece in request.stream():
        size += len(piece)
        if size > limit:
            raise RequestRefused(f"The request is larger than {limit:,} bytes.")
        pieces.append(piece)
    return b"".join(pieces)


async def spool_body(request: Request, *, limit: int) -> Content:
    """Return the body, which is in memory only where it is small.

    Raises:
        RequestRefused: it is larger than `limit` bytes.
        OSError: there is no room for it on the disk.
    """
    taking = Spool().begin()
    async for piece in request.stream():
        if taking.size_bytes + len(piece) > limit:
            raise RequestRefused(f"The request is larger than {limit:,} bytes.")
        await run_in_threadpool(taking.add, piece)
    return taking.content()
