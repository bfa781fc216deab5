from inspiratiekaart.ui import bar, frame

here = frame.here()
bar.draw(here)
