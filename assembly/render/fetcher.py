"""What a page may load: files beside its stylesheet, and pictures inside its own text. Nothing else."""

from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from assembly.errors import TemplateFault


@lru_cache(maxsize=32)
def own_folder_fetcher(folder: Path | None) -> Any:
    """Return a fetcher for WeasyPrint that reads from `folder` only; anything else ends the layout."""
    from weasyprint.urls import URLFetcher

    class OwnFolder(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Any = None) -> Any:
            parts = urlsplit(url)
            if parts.scheme != "data" and not _is_inside(parts.scheme, unquote(parts.path), folder):
                raise TemplateFault(
                    "stylesheet",
                    "a link",
                    url[:80],
                    "it reaches outside the layout's folder.",
                    "Put the file beside the stylesheet.",
                )
            return super().fetch(url, headers)

    return OwnFolder(allowed_protocols=["data", "file"], allow_redirects=False, fail_on_errors=True)


def _is_inside(scheme: str, path: str, folder: Path | None) -> bool:
    return scheme == "file" and folder is not None and folder.resolve() in Path(path).resolve().parents
