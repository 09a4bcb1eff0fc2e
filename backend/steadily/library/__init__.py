"""The exercises, plan templates and clinical texts that patients read."""
