"""The moving figure of an exercise, as people with different eyes and settings meet it."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.journeys.phone import Phone

LINES = "document.querySelectorAll('.figure line')"
PLACES = f"Array.from({LINES}, (line) => line.getAttribute('x2') + line.x2.baseVal.value).join()"
TONES = "(tone) => getComputedStyle(document.querySelector('.figure .' + tone)).stroke"


def luminance(colour: str) -> float:
    """Tell how light a colour written as rgb(…) is, as WCAG reckons it."""
    channels = [float(each) / 255 for each in colour.removeprefix("rgb(").removesuffix(")").split(",")]
    linear = [each / 12.92 if each <= 0.03928 else ((each + 0.055) / 1.055) ** 2.4 for each in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def moves(page: Page) -> bool:
    before = page.evaluate(PLACES)
    page.wait_for_timeout(1200)
    return bool(page.evaluate(PLACES) != before)


def test_amara_watches_the_movement_and_can_stop_it(phone: Phone, code: str) -> None:
    phone.activate(code, 1984)
    phone.open_exercise("Sit to stand")
    picture = phone.page.get_by_role("img", name="A person stands up from a chair")
    expect(picture).to_be_visible()
    assert moves(phone.page)

    phone.page.get_by_role("button", name="Show single pictures").click()

    expect(phone.page.get_by_text("Sit near the front.", exact=True)).to_be_visible()
    assert not moves(phone.page)


def test_whoever_asked_for_less_motion_sees_numbered_pictures(phone: Phone, code: str) -> None:
    phone.page.emulate_media(reduced_motion="reduce")
    phone.activate(code, 1984)
    phone.open_exercise("Sit to stand")

    expect(phone.page.locator(".stills li")).to_have_count(4)
    assert not moves(phone.page)


def test_limbs_and_what_works_stand_out_in_light_and_dark(phone: Phone, code: str) -> None:
    phone.activate(code, 1984)
    phone.open_exercise("Sit to stand")
    expect(phone.page.locator(".figure svg")).to_be_visible()

    for scheme in ("light", "dark"):
        phone.page.emulate_media(color_scheme=scheme)
        paper = phone.page.evaluate("getComputedStyle(document.querySelector('.figure svg')).backgroundColor")
        for tone in ("near", "far", "working"):
            assert contrast(phone.page.evaluate(TONES, tone), paper) >= 3, (scheme, tone)


def test_in_forced_colours_every_tone_is_one_of_the_persons_own(phone: Phone, code: str) -> None:
    phone.activate(code, 1984)
    phone.open_exercise("Sit to stand")
    expect(phone.page.locator(".figure svg")).to_be_visible()

    phone.page.emulate_media(forced_colors="active")

    near, working, edge = (phone.page.evaluate(TONES, tone) for tone in ("near", "working", "halo"))
    assert len({near, working, edge}) == 3


def test_a_figure_that_was_shown_500_times_leaves_nothing_behind(phone: Phone, code: str) -> None:
    phone.activate(code, 1984)
    phone.open_exercise("Sit to stand")
    stop = phone.page.get_by_role("button", name="Show single pictures")
    move = phone.page.get_by_role("button", name="Show it moving")
    counted = phone.page.context.new_cdp_session(phone.page)

    def nodes() -> int:
        counted.send("HeapProfiler.collectGarbage")
        return int(counted.send("Memory.getDOMCounters")["nodes"])

    stop.click()
    before = nodes()
    phone.page.evaluate(
        """async () => {
          for (let turn = 0; turn < 500; turn++) {
            document.querySelector('.figure .link').click()
            await new Promise((go) => setTimeout(go, 0))
            document.querySelector('.figure .link').click()
            await new Promise((go) => setTimeout(go, 0))
          }
        }"""
    )
    expect(move).to_be_visible()

    assert nodes() <= before + 200


def test_what_no_clinician_has_signed_says_so(phone: Phone, code: str) -> None:
    phone.activate(code, 1984)

    phone.open_exercise("Sit to stand")

    expect(phone.page.get_by_text("Not yet signed by a clinician.")).to_be_visible()
