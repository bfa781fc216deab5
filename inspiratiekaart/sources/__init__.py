"""One module per official source or format: ``tidy`` functions, pure, from raw frames to ours."""
