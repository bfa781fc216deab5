"""One region, or several together: where is work, who trains, what is missing, who helps."""

from inspiratiekaart.ui import bar, frame, region, take_along, trust

frame.page(bar.draw, region.draw, trust.draw, take_along.draw)
