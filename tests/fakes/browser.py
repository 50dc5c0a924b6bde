"""A browser and an API client that talk to the application in this process, without a network."""

import asyncio
from typing import Any

import httpx
from fastapi import FastAPI


class Browser:
    """Sends requests to an application; keeps cookies; follows no redirect unless told."""

    def __init__(self, app: FastAPI, *, token: str = "") -> None:
        self._transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
        self._headers = {"Authorization": f"Bearer {token}"} if token else {}
        self.cookies = httpx.Cookies()

    def get(self, path: str, **options: Any) -> httpx.Response:
        return self.request("GET", path, **options)

    def post(self, path: str, **options: Any) -> httpx.Response:
        return self.request("POST", path, **options)

    def request(self, method: str, path: str, **options: Any) -> httpx.Response:
        async def send() -> httpx.Response:
            async with httpx.AsyncClient(
                transport=self._transport,
                base_url="http://localhost",
                headers=self._headers,
                cookies=self.cookies,
            ) as client:
                response = await client.request(method, path, **options)
                self.cookies.update(client.cookies)
                return response

        return asyncio.run(send())
