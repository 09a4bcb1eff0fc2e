"""What clinicians and a clinic's own system may ask and do."""
