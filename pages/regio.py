"""One region, or several together: where is work, who trains, what is missing, who helps."""

from inspiratiekaart.ui import bar, frame, region, take_along

frame.page(bar.draw, region.draw, take_along.draw)
