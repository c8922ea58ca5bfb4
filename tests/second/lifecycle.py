"""What each object can go through, by whose hand and after what, written down from the documents and not from the code.

A line is "state act state hands condition"; hands are joined by a stroke, a dash is no condition. What has no line
cannot happen.
"""

# features B5, B8, B9, ux §5.2, §6.1, defaults §5: withdrawn within 10 minutes; section by section, one notice with all faults
# (一次性告知); the approved version is immutable, a change is a draft against it.
DOSSIER = """draft submit submitted agency -
submitted withdraw draft agency withdrawalWindow
submitted beginReview inReview officer/reviewer -
inReview returnForCorrection returned officer/reviewer everySectionJudged
inReview check checked officer/reviewer everySectionJudged
returned submit submitted agency -
checked amend checked agency -"""

# features C3: the chosen list rests on a collective decision; changed mid-year with a reason, the old plan kept.
PLAN = """draft decide decided leader collectiveDecision
decided amend amended leader collectiveDecision
amended amend amended leader collectiveDecision"""

# defaults §3, §4, features D0 to D15, requirements §8.1: the basis first, conditions frozen and published before the first
# screening, a later change withdraws it; too few: the call is extended; freezing refuses an unknown; a secret not opened
# voids the draw; a decline goes to the next; 4号 13 to 16, 18, 20.
COMMISSION = """created freezeConditions conditioned officer legalBasis
conditioned changeConditions conditioned officer -
conditioned screen screening officer -
screening screen screening officer -
screening changeConditions conditioned officer -
screening extendCall conditioned officer -
screening freezeList frozen reviewer/leader nothingUnknown
frozen select selecting officer -
selecting voidDraw frozen officer/clock secretNotOpened
selecting invite inviting officer selectionRecorded
inviting inviteNext inviting officer/clock -
inviting callAgain conditioned officer everyoneDeclined
inviting sign contracted officer invitationAccepted
contracted start running officer workPlanApproved
running accept accepted officer/reviewer reportAccepted
accepted archive archived officer archiveComplete""" + "".join(
    "\n%s terminate terminated leader -" % state
    for state in "created conditioned screening frozen selecting inviting contracted running".split()
)

# features D6, ux §4.5, §6.2: accepted, declined, not answered, withdrawn.
INVITATION = """pending accept accepted agency -
pending decline declined agency -
pending lapse lapsed clock deadlinePassed
pending withdraw withdrawn officer -"""

# 4号 15, 16, features D8, D9: the plan and the indicator system go to the client for approval.
FILING = """draft submit submitted agency -
submitted return returned officer/reviewer -
submitted approve approved officer/reviewer -
returned submit submitted agency -"""

# 4号 18, features D11 to D13, requirements §1.12: draft, written comments of both, each answered, internal review, signed by
# the lead evaluator; silence after the window is no objection.
REPORT = """draft submit submitted agency -
submitted consult consultation officer -
consultation closeConsultation answering officer/clock consultationOver
answering finalise final agency answeredAndSigned
final accept accepted officer/reviewer -
final return returned officer/reviewer -
returned finalise final agency answeredAndSigned"""

COMMENT = "open answer answered agency -"

# features D14: problem, measure, proof, closed.
RECTIFICATION = """open reportMeasures measured unit/agency -
measured close closed officer/supervisor -
measured reject rejected officer/supervisor -
rejected reportMeasures measured unit/agency -"""

# features F3, F5, ux §6.4, defaults §1, §5: two scorers, reconciled, reviewed, feedback, review request within 7 days, final.
ASSESSMENT = """open beginScoring scoring scorer -
scoring completeScoring scored scorer everyScorerDone
scored reconcile scored scorer -
scored giveFeedback feedback reviewer reconciled
feedback requestReview review agency withinReviewDays
feedback finalise final leader feedbackOver
review finalise final leader reviewDecided"""

# defaults §2: the tier changes only by dated, reasoned decisions.
RATING_DECISION = "proposed decide decided leader anotherPerson"

# features H1, H2, requirements §7.4: heard first, decided by another person, ends by its date, repaired on proof.
SANCTION = """proposed hear heard officer/clock heardOrTimeOver
proposed revoke revoked leader -
heard impose inForce leader anotherPerson
heard revoke revoked leader -
inForce end ended clock deadlinePassed
inForce repair repaired leader repairProved
inForce revoke revoked leader -
ended revoke revoked leader -
repaired revoke revoked leader -"""

# features I2, ux §6.4: previewed, published by the leader, withdrawn with a reason.
DISCLOSURE = """proposed publish published leader anotherPerson
proposed return returned leader -
published withdraw withdrawn leader -"""

# architecture, `scoring`: a version that has been used is never edited; a second person checks it.
POLICY_DRAFT = """draft save draft officer -
draft check checked reviewer/leader anotherPerson
draft withdraw withdrawn officer -"""

# features B15: the same person in two agencies: both prove within their days; settled by two persons, never by one.
DOUBLE_REGISTRATION = """open answer open agency -
open propose proposed officer answeredOrTimeOver
proposed return open reviewer/leader -
proposed settle settled reviewer/leader anotherPerson"""

# features B8: a second return may raise only changed parts unless the reviewer's superior agrees, who is another person.
DOSSIER_REOPENING = """asked agree agreed leader anotherPerson
asked decline declined leader anotherPerson
asked withdraw withdrawn officer/reviewer -"""

# features B13: an officer enters stamped paper, effective after the agency confirms.
DOSSIER_ENTRY = """entering handOver waiting officer -
entering withdraw withdrawn officer -
waiting confirm confirmed agency -
waiting decline declined agency -
declined resume entering officer -
declined withdraw withdrawn officer -"""

# features B14: merged, split, cancelled: on request or by a fact of the register, decided by another person.
IDENTITY_CHANGE = """requested withdraw withdrawn agency -
requested return returned officer -
requested propose proposed officer -
proposed return returned leader -
proposed decide decided leader anotherPerson"""

TABLES = {
    "dossier": DOSSIER,
    "plan": PLAN,
    "commission": COMMISSION,
    "invitation": INVITATION,
    "workPlan": FILING,
    "indicatorSystem": FILING,
    "report": REPORT,
    "comment": COMMENT,
    "rectification": RECTIFICATION,
    "doubleRegistration": DOUBLE_REGISTRATION,
    "dossierEntry": DOSSIER_ENTRY,
    "dossierReopening": DOSSIER_REOPENING,
    "identityChange": IDENTITY_CHANGE,
    "assessment": ASSESSMENT,
    "ratingDecision": RATING_DECISION,
    "sanction": SANCTION,
    "disclosure": DISCLOSURE,
    "policyDraft": POLICY_DRAFT,
}


def rows(name):
    """[(from, act, to, hands, condition or None)]"""
    found = []
    for line in TABLES[name].split("\n"):
        start, act, end, hands, when = line.split(" ")
        found.append((start, act, end, hands.split("/"), None if when == "-" else when))
    return found


def states(name):
    """In the order in which the table names them; the first one is where the object begins."""
    return list(dict.fromkeys([row[0] for row in rows(name)] + [row[2] for row in rows(name)]))


def acts(name):
    return list(dict.fromkeys(row[1] for row in rows(name)))


def step(name, state, act):
    """{to, by, when}, or None: the act cannot be done there."""
    for start, one, end, hands, when in rows(name):
        if (start, one) == (state, act):
            return {"to": end, "by": hands, "when": when}
    return None


def walk(name, given):
    """Where a row of acts leads; what cannot be done leaves the object where it is."""
    state, refused = states(name)[0], []
    for act in given:
        one = step(name, state, act)
        if one is None:
            refused.append(act)
        else:
            state = one["to"]
    return {"state": state, "refused": len(refused)}
