"""The map of the regions: where is work, who trains for it, what is missing."""

from inspiratiekaart.ui import bar, frame, map

frame.page(bar.draw_for_map, map.draw)
