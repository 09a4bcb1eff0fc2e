"""The one stair between rows and guidance."""
