"""One region, or several together: where is work, who trains, what is missing, who helps."""

from inspiratiekaart.ui import bar, frame, region

here = frame.here()
frame.notices(here)
bar.draw(here)
region.draw(here)
