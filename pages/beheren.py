"""Manage the dataset: hand in official files, see what they change, accept, take back."""

from inspiratiekaart.ui import frame, managing

frame.page(managing.draw)
