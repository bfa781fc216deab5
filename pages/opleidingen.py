"""The trainings: who gives what, where, in which form, and how sure that is."""

from inspiratiekaart.ui import bar, frame, offers

frame.page(bar.draw, offers.draw)
