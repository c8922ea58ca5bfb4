"""采购依据 (defaults §4, requirements §7.1): lines are reached by an amount equal to them (≥)."""

STATUTORY = ["openTender", "invitedTender", "negotiation", "consultation", "singleSource", "framework"]
INTERNAL = ["comparison", "weightedDraw", "rotation"]


def judge(lines, basis):
    """Above the limit: a statutory method with numbers, links and date. Below: the internal rule's number and its methods."""
    above = basis["amount"] >= lines["limit"]
    yearly = basis["amount"] + basis["othersTotal"]
    # 化整为零: the year's total at the open-tender line without an open tender.
    split = yearly >= lines["openTender"] and basis["method"] != "openTender"
    faults = set()
    if above and basis["method"] not in STATUTORY:
        faults.add("method")
    elif above:
        if basis["amount"] >= lines["openTender"] and basis["method"] != "openTender" and not basis["isDecided"]:
            faults.add("method")
        faults.update(key for key in ("procurementNumber", "noticeLink", "resultLink", "resultOn") if not basis[key])
    elif basis["method"] not in INTERNAL:
        faults.add("method")
    elif not basis["internalRuleNumber"]:
        faults.add("internalRuleNumber")
    if split and not basis["isDecided"]:
        faults.add("isDecided")
    return {"isAboveLimit": above, "yearlyTotal": yearly, "isSplitSuspected": split, "faults": sorted(faults)}
