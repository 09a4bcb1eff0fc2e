"""What the clinician found, and what the patient is asked to do about it."""
