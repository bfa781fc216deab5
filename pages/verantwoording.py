"""What stands behind the data: sources, licences, editions, method, faults, downloads."""

from inspiratiekaart.ui import about, bar, frame

frame.page(bar.draw, about.draw)
