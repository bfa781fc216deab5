"""What is different between two editions, row by row, in words."""

from inspiratiekaart.ui import bar, differences, frame

frame.page(bar.draw, differences.draw)
