"""Share and present: the link for everybody, its code to scan, a short link, the scenes."""

from inspiratiekaart.ui import frame, present

frame.page(present.draw)
