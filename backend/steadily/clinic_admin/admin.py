"""Every page of the admin, gathered where Django looks for them."""

from steadily.clinic_admin import assessments, courses, library, patients, plan_builder, tokens

__all__ = ["assessments", "courses", "library", "patients", "plan_builder", "tokens"]
