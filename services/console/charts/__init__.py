"""Charts as SVG, drawn on the server: values in, markup out. Knows no page and no service."""
