"""Taking things along: one module per format."""
