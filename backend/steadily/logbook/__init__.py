"""The diary: entries that are only ever added."""
