"""What a patient's phone may ask and send."""
