"""What the second version keeps beside notes, cards and the log."""

from __future__ import annotations

revision = "srs_0002"
down_revision = "srs_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add tables and columns; the log only ever gains columns, as its guards go where it is built anew."""
