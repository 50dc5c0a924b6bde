"""The offices of the filing tests, for the service of what their courts filed."""

from tests.api.filings.conftest import california, office, oregon

__all__ = ["california", "office", "oregon"]
