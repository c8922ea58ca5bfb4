"""Versions of policies, what a tier leads to, and what each object can go through."""

import lifecycle
import policies
import working_days
from dice import Dice
from vectors.form import case, file

DAY = "2026-03-01"


def files():
    return [versions(), in_force(), default_consequences(), talks(), consequence_faults(), lifecycles(), walks()]


def version(number, serves_from, adopted_from=None):
    return {"version": number, "inForceFrom": serves_from, "adoptedFrom": adopted_from}


def versions():
    dice = Dice("policyVersions")
    cases = []

    def add(name, by_hand, *all_of_them, day=DAY):
        answer = {
            "inForce": policies.serving(all_of_them, day),
            "standings": [policies.standing(all_of_them, one, day) for one in all_of_them],
        }
        assert by_hand == "any" or answer["inForce"] == by_hand, (name, answer)
        cases.append(case(name, {"versions": list(all_of_them), "day": day}, answer))
        return [one["state"] for one in answer["standings"]]

    add("none", None)
    assert add("a trial that begins tomorrow", None, version(1, "2026-03-02")) == ["trial"]
    assert add("a trial on its day", 1, version(1, DAY)) == ["trial"]
    add("the highest trial serves", 2, version(1, "2020-01-01"), version(2, DAY))
    add("a higher trial begins tomorrow", 1, version(1, "2020-01-01"), version(2, "2026-03-02"))
    one = version(1, "2020-01-01", DAY)
    assert add("adopted on its day", 1, one) == ["inForce"]
    assert add("adopted from tomorrow, a trial until then", 1, version(1, "2020-01-01", "2026-03-02")) == ["announced"]
    assert add("adopted from tomorrow, no trial before", None, version(1, "2026-03-02", "2026-03-02")) == ["announced"]
    assert add("an adopted one beats a higher trial", 1, one, version(2, "2026-01-01")) == ["inForce", "trial"]
    add("but not the day before", 2, version(1, "2020-01-01", "2026-03-02"), version(2, "2026-01-01"))
    later = version(2, "2020-01-01", "2026-01-01")
    add("the higher of two adopted, whichever came first", 2, version(1, "2020-01-01", "2026-02-01"), later)
    add(
        "a higher adopted one only from its day",
        1,
        version(1, "2020-01-01", "2021-01-01"),
        version(2, "2026-01-01", "2026-03-02"),
    )
    three = [version(n, "202%d-01-01" % n, "202%d-02-01" % n) for n in (1, 2, 3)]
    assert add("superseded by the next, not the newest", 3, *three) == ["superseded", "superseded", "inForce"]
    assert cases[-1]["expected"]["standings"][0] == {"state": "superseded", "by": 2, "since": "2022-02-01"}
    trials = [version(1, "2020-01-01"), version(2, "2021-01-01"), version(3, "2021-01-01")]
    add("of two trials of one day the higher", 3, *trials)
    assert cases[-1]["expected"]["standings"][0] == {"state": "superseded", "by": 3, "since": "2021-01-01"}
    for index in range(40):
        dates = lambda: "2026-0%d-0%d" % (dice.between(2, 4), dice.between(1, 2))
        rows = [version(n + 1, dates(), None if dice.one_in(2) else dates()) for n in range(dice.between(1, 5))]
        add("random %d" % index, "any", *rows, day=dates())
    return file(
        "policy-versions",
        "Which version serves on a day, and where each stands: in force, announced, a trial, or superseded",
        "defaults, above §1: without its papers a version serves for 试评 only; by hand and tests/second/policies.py",
        "days: YYYY-MM-DD; adoptedFrom null: not adopted",
        cases,
    )


def in_force():
    named = lambda kind, name, *more: {"kind": kind, "name": name, **version(*more)}
    rows = [
        ("none", [], []),
        (
            "the highest of each",
            [
                named("rubric", "一般项目", 1, "2020-01-01"),
                named("rubric", "专项债", 3, "2020-01-01"),
                named("rubric", "一般项目", 2, "2020-01-01"),
                named("draw", "一般项目", 1, "2027-01-01"),
            ],
            ["rubric 一般项目 2", "rubric 专项债 3"],
        ),
        (
            "adopted in one, a trial in the other",
            [
                named("rubric", "甲", 1, "2020-01-01", "2020-02-01"),
                named("rubric", "甲", 2, "2020-01-01"),
                named("rubric", "乙", 2, "2020-01-01"),
            ],
            ["rubric 甲 1", "rubric 乙 2"],
        ),
        (
            "one name of two kinds",
            [named("rubric", "甲", 1, "2020-01-01"), named("rating", "甲", 2, "2020-01-01")],
            ["rubric 甲 1", "rating 甲 2"],
        ),
    ]
    return file(
        "policies-in-force",
        "Of several policies the version of each that serves on a day, in the order in which they are named",
        "defaults, above §1; by hand",
        "days: YYYY-MM-DD",
        [case(name, {"versions": all_of_them, "day": DAY}, expected) for name, all_of_them, expected in rows],
    )


def default_consequences():
    return file(
        "default-consequences",
        "What each tier leads to in the bureau's own direct selections",
        "defaults §6",
        "talkWithinDays: working days",
        [case(place, place, policies.CONSEQUENCES[place]) for place in policies.PLACES],
    )


def talks():
    rows = [
        ("C", "2025-09-24", "2025-10-14"),
        ("C", "2026-02-02", "2026-02-14"),
        ("C", "2026-04-30", "2026-05-18"),
        ("C", "2026-06-01", "2026-06-15"),
        ("C", "2026-06-05", "2026-06-22"),
        ("A", "2026-06-01", None),
        ("B", "2026-06-01", None),
        ("D", "2026-06-01", None),
        ("未评级", "2026-06-01", None),
    ]
    cases = []
    for place, decided, due in rows:
        given = policies.talk_due(policies.CONSEQUENCES, place, decided, working_days.YEARS)
        assert given == due, (place, decided, given)
        approval = policies.CONSEQUENCES[place]["approvalBeforeFreezing"]
        cases.append(case("%s on %s" % (place, decided), [place, decided], {"talkDueOn": due, "approval": approval}))
    return file(
        "consequence-days",
        "The last day of the talk that a tier leads to, and whether freezing needs approval",
        "defaults §6: a talk within 10 working days, approval before freezing; requirements §8.4; by hand",
        "days: YYYY-MM-DD",
        cases,
        {"years": working_days.YEARS},
    )


def consequence_faults():
    dice = Dice("consequences")
    cases = []

    def add(name, by_hand, **more):
        changed = {place: {**policies.CONSEQUENCES[place], **more.get(place, {})} for place in policies.PLACES}
        answer = policies.allowed(changed)
        assert by_hand is None or answer == by_hand, name
        cases.append(case(name, more, {"allowed": answer}))

    approval, talk = {"approvalBeforeFreezing": True}, lambda days: {"talkWithinDays": days}
    add("the defaults", True)
    add("C without approval", True, C={"approvalBeforeFreezing": False})
    add("B with approval", True, B=approval)
    add("A with approval and B without", False, A=approval)
    add("A and B with approval, 未评级 without", False, A=approval, B=approval)
    add("all three with approval", True, A=approval, B=approval, 未评级=approval)
    add("未评级 with approval", True, 未评级=approval)
    add("未评级 with approval and C without", False, 未评级=approval, C={"approvalBeforeFreezing": False})
    add("A not named first", True, A={"namedFirst": False})
    add("B named first and A not", False, A={"namedFirst": False}, B={"namedFirst": True})
    add("B named first beside A", True, B={"namedFirst": True})
    add("C named first and 未评级 not", False, B={"namedFirst": True}, C={"namedFirst": True})
    add("D named first", False, D={"namedFirst": True})
    add("B talked to sooner than C", False, B=talk(9))
    add("B talked to as soon as C", True, B=talk(10))
    add("B talked to later than C", True, B=talk(11))
    add("A talked to and B not", False, A=talk(30))
    add("D without a proposal, C with approval", False, D={"restrictionProposal": False})
    mild = {"approvalBeforeFreezing": False, "talkWithinDays": None}
    add("D without a proposal, C without approval and talk", True, D={"restrictionProposal": False}, C=mild)
    for place in ("A", "B", "C", "未评级"):
        add("受限 proposed for %s" % place, False, **{place: {"restrictionProposal": True}})
    add("D not inspected, C inspected", False, D={"inspectionNextJob": False})
    add("nobody inspected", True, D={"inspectionNextJob": False}, C={"inspectionNextJob": False})
    add("B inspected", True, B={"inspectionNextJob": True})
    add("未评级 inspected and C not", False, 未评级={"inspectionNextJob": True}, C={"inspectionNextJob": False})
    for days, good in [(0, False), (-1, False), (0.5, False), (1, True)]:
        add("a talk within %s days" % days, good, C=talk(days))
    for index in range(40):
        tier = lambda: {
            "namedFirst": dice.one_in(2),
            "talkWithinDays": dice.pick([None, None, 5, 10]),
            "inspectionNextJob": dice.one_in(2),
            "approvalBeforeFreezing": dice.one_in(2),
        }
        harder = {place: tier() for place in policies.PLACES if dice.one_in(3)}
        add("random %d" % index, None, **harder)
    return file(
        "consequence-faults",
        "Whether what the tiers lead to may be published: no better tier is treated worse, 受限 is for D alone",
        "defaults §6, §3; by hand and tests/second/policies.py",
        "tiers and switches not named are the defaults",
        cases,
    )


def lifecycles():
    cases = [case("the objects", {"object": None, "state": None}, sorted(lifecycle.TABLES))]
    for name in lifecycle.TABLES:
        cases.append(case("the states of %s" % name, {"object": name, "state": None}, sorted(lifecycle.states(name))))
        for state in lifecycle.states(name):
            steps = {act: lifecycle.step(name, state, act) for act in lifecycle.acts(name)}
            cases.append(case("%s in %s" % (name, state), {"object": name, "state": state}, steps))
    # What the documents forbid outright: no effect of a single hand, none before its hearing or its window.
    for name, act in [("sanction", "impose"), ("ratingDecision", "decide"), ("disclosure", "publish")]:
        assert all(row[4] == "anotherPerson" for row in lifecycle.rows(name) if row[1] == act)
    assert not any("officer" in row[3] for row in lifecycle.rows("assessment") if row[1] == "finalise")
    assert lifecycle.step("sanction", "proposed", "impose") is None
    return file(
        "lifecycles",
        "Of each object in each state, every act: where it leads, by whose hand, after what; null where it cannot be",
        "tests/second/lifecycle.py, written from defaults §1 to §7, features B to I, requirements §1, §8, ux §4.5, §6",
        "names of states, acts, hands and conditions as in the glossary of the code",
        cases,
    )


def walks():
    dice = Dice("walks")
    cases = []

    def add(name, of, acts, by_hand=None):
        answer = lifecycle.walk(of, acts)
        assert by_hand is None or answer == by_hand, (name, answer)
        cases.append(case(name, {"object": of, "acts": acts}, answer))

    def whole(of, text, state, refused=0):
        add("%s: %s" % (of, text), of, text.split(), {"state": state, "refused": refused})

    whole("dossier", "submit withdraw submit beginReview returnForCorrection submit beginReview check amend", "checked")
    whole("dossier", "submit check beginReview withdraw check submit", "checked", 3)
    whole("commission", "freezeConditions screen freezeList select invite sign start accept archive", "archived")
    whole("commission", "screen freezeConditions freezeList screen select freezeList invite select", "selecting", 4)
    whole(
        "commission",
        "freezeConditions screen extendCall screen freezeList select voidDraw select invite inviteNext callAgain",
        "conditioned",
    )
    whole("commission", "freezeConditions screen freezeList select invite sign start accept terminate", "accepted", 1)
    whole("invitation", "decline accept withdraw lapse", "declined", 3)
    whole("report", "submit consult closeConsultation finalise return finalise accept", "accepted")
    whole("report", "submit finalise accept consult finalise closeConsultation accept", "answering", 4)
    whole("assessment", "beginScoring completeScoring reconcile giveFeedback requestReview finalise", "final")
    whole(
        "assessment",
        "finalise beginScoring finalise completeScoring finalise giveFeedback finalise requestReview",
        "final",
        4,
    )
    whole("sanction", "impose hear impose repair revoke end", "revoked", 2)
    whole("rectification", "close reportMeasures reject close reportMeasures close", "closed", 2)
    whole("disclosure", "withdraw publish return withdraw publish", "withdrawn", 3)
    whole("policyDraft", "save save check save withdraw", "checked", 2)
    for of in lifecycle.TABLES:
        for index in range(4):
            add("%s, random %d" % (of, index), of, [dice.pick(lifecycle.acts(of)) for _ in range(25)])
    return file(
        "lifecycle-walks",
        "Where a row of acts leads, and how many of them are refused; an act refused changes nothing",
        "trust §3; by hand and tests/second/lifecycle.py",
        "names as in `lifecycles`",
        cases,
    )
