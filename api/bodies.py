"""Reading a request's body with a limit, before anything else looks at it."""

from fastapi import Request

from api.errors import RequestRefused


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
