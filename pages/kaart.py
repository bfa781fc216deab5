"""The map of the regions: where is work, who trains for it, what is missing."""

from inspiratiekaart.ui import bar, frame, map

here = frame.here()
bar.draw(here, of_map=True)
map.draw(here)
