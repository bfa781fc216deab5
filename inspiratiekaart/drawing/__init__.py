"""How regions, providers and classes are drawn, on the screen and on paper."""
