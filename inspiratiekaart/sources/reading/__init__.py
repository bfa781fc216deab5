"""Opening a file that someone hands in: what it is by its content, and what is in it, safely.

Nothing in it is run or followed, and nothing grows beyond the limits.
"""

from inspiratiekaart.sources.reading.document import Document, open_document
from inspiratiekaart.sources.reading.limits import LIMITS, Limits
from inspiratiekaart.sources.reading.refused import DocumentError
from inspiratiekaart.sources.reading.sheet import Sheet

__all__ = ["LIMITS", "Document", "DocumentError", "Limits", "Sheet", "open_document"]
