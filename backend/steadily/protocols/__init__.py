"""The protocol's versions as they were given, and what a clinic changed of them for everyone."""
