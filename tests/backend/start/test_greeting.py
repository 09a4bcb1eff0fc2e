"""What a start says once Steadily is served."""

from __future__ import annotations

from steadily.start.serving import greeting

WAYS_IN = {
    "clinicians": [{"username": "dr.chen", "password": "abcd-efgh-jkmn-pqrs"}],
    "clinic_token": "sc_secret",
    "patients": [{"id": "1", "name": "Amara Obi", "code": "ABCD-EFGH-JKMN", "year_of_birth": 1984}],
}


def test_it_says_how_a_clinician_and_a_patient_of_the_demo_get_in() -> None:
    said = greeting("http://localhost:8000", {"sign_ins": WAYS_IN, "setup_link": None})

    assert "http://localhost:8000/admin/  user name dr.chen  password abcd-efgh-jkmn-pqrs" in said
    assert "code ABCD-EFGH-JKMN  year of birth 1984" in said
    assert "sc_secret" not in said


def test_without_a_clinic_it_gives_the_link_to_set_one_up() -> None:
    said = greeting("http://localhost:8000", {"sign_ins": None, "setup_link": "http://localhost:8000/setup/once"})

    assert "Set the first one up at\n  http://localhost:8000/setup/once" in said


def test_of_a_real_clinic_it_gives_nothing_away() -> None:
    said = greeting("https://clinic.example", {"sign_ins": None, "setup_link": None})

    assert "password" not in said
    assert "code" not in said
    assert "/setup/" not in said
