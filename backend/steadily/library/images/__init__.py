"""Taking in pictures that clinicians upload: nothing of the file is kept but what it shows."""
