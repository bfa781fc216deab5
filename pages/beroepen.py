"""Professions: search and filter them, and see of one where it is wanted and what leads to it."""

from inspiratiekaart.ui import bar, frame, occupations

frame.page(bar.draw, occupations.draw)
