"""The frame of the app: settings, language, navigation; the page does the rest."""

from inspiratiekaart.ui import frame

frame.start().run()
