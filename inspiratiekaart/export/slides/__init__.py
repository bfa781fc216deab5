"""The parts of a slide deck: its master, how text is measured, tables over slides, the map."""
