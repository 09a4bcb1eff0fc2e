"""The clinicians' door: the admin, and setting a clinic up."""
