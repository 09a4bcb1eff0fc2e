from django.urls import path

from steadily.api.clinic import clinic_defaults, following, library, patients, plans, treatment, what_if, worklist

urlpatterns = [
    path("patients/", patients.Patients.as_view()),
    path("patients/<uuid:id>/", patients.PatientDocument.as_view()),
    path("patients/<uuid:id>/invitations/", patients.Invitations.as_view()),
    path("patients/<uuid:id>/assessments/", patients.Assessments.as_view()),
    path("assessments/<uuid:id>/", patients.AssessmentDocument.as_view()),
    path("patients/<uuid:id>/plans/", plans.Plans.as_view()),
    path("plans/<uuid:id>/", plans.PlanDocument.as_view()),
    path("plans/<uuid:id>/activate", plans.PlanActivation.as_view()),
    path("plans/<uuid:id>/revise", plans.PlanRevision.as_view()),
    path("plans/<uuid:id>/end", plans.PlanEnd.as_view()),
    path("plan-templates/", library.Templates.as_view()),
    path("plan-templates/<uuid:id>/", library.TemplateDocument.as_view()),
    path("education/", library.EducationPieces.as_view()),
    path("exercises/", library.Exercises.as_view()),
    path("exercises/<uuid:id>/", library.ExerciseDocument.as_view()),
    path("exercises/<uuid:id>/figures/<int:level>", library.FigureStills.as_view()),
    path("patients/<uuid:id>/courses/", treatment.Courses.as_view()),
    path("courses/<uuid:id>/visits/", treatment.Visits.as_view()),
    path("visits/<uuid:id>/", treatment.VisitDocument.as_view()),
    path("patients/<uuid:id>/guidance/", following.Guidance.as_view()),
    path("patients/<uuid:id>/actions/", following.Actions.as_view()),
    path("patients/<uuid:id>/what-if/", what_if.WhatIf.as_view()),
    path("patients/<uuid:id>/diary/", following.Diary.as_view()),
    path("clinic-defaults/", clinic_defaults.ClinicDefaults.as_view()),
    path("worklist/", worklist.Worklist.as_view()),
    path("alerts/<uuid:id>/acknowledge", worklist.Acknowledgement.as_view()),
]
