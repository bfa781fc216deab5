"""``python -m inspiratiekaart``: the verbs of ``cli``."""

from __future__ import annotations

import sys

from inspiratiekaart.cli import main

if __name__ == "__main__":
    sys.exit(main())
