"""The region's own inspiration map: put together, kept, shared and taken along."""

from inspiratiekaart.ui import compose, frame

frame.page(compose.draw)
