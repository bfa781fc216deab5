"""What stands behind the data: sources, licences, editions, method, faults, downloads."""

from inspiratiekaart.ui import about, bar, frame

here = frame.here()
bar.draw(here)
about.draw(here)
