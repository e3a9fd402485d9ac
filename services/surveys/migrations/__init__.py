"""The revisions of the schema `surveys`."""
