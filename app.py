"""The frame of the app: settings, language, navigation; the page does the rest."""

from inspiratiekaart.ui import frame

current = frame.start()
page = frame.navigate(current)
frame.notices(current)
page.run()
