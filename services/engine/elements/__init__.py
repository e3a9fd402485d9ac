"""The kinds of elements, a file each, and the registry that lists them."""
