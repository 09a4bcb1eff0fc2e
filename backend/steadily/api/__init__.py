"""The HTTP door: patients' phones under me/, clinicians and clinic systems under clinic/."""
