"""What a person types: points and money as plain decimal digits, more decimals than allowed refused (trust §1.5)."""


def split(text):
    """(sign, whole digits, decimal digits) of a plain number in half-width digits; None of anything else."""
    sign, rest = (-1, text[1:]) if text.startswith("-") else (1, text)
    whole, dot, decimals = rest.partition(".")
    parts = [whole, decimals] if dot else [whole]
    plain = all(part != "" and all(one in "0123456789" for one in part) for part in parts)
    return (sign, whole, decimals) if plain else None


def points(text):
    text = text.strip(" \t\n\r\u3000")
    if text == "":
        return {"problem": "empty"}
    found = split(text)
    if found is None:
        return {"problem": "notPlainNumber"}
    sign, whole, decimals = found
    if len(decimals) > 2:
        return {"problem": "tooManyDecimals"}
    return {"points": sign * int(whole + (decimals + "00")[:2])}


def shown(hundredths):
    whole, rest = divmod(abs(hundredths), 100)
    return "%s%d.%02d" % ("-" if hundredths < 0 else "", whole, rest)


def money(text, unit):
    """Integer 分 of an amount in 元 or 万元; thousands may be separated by commas, three by three."""
    text = text.strip(" \t\n\r\u3000")
    if text == "":
        return {"problem": "empty"}
    before, dot, after = text.partition(".")
    if "," in before:
        groups = before.split(",")
        if not 1 <= len(groups[0]) <= 3 or any(len(group) != 3 for group in groups[1:]):
            return {"problem": "notPlainNumber"}
        text = "".join(groups) + dot + after
    found = split(text)
    if found is None or found[0] < 0:
        return {"problem": "notPlainNumber"}
    _, whole, decimals = found
    places = {"元": 2, "万元": 6}[unit]
    if len(decimals) > places:
        return {"problem": "tooManyDecimals"}
    return {"fen": int(whole + decimals.ljust(places, "0"))}


def money_typed(fen, unit):
    places = {"元": 2, "万元": 6}[unit]
    digits = str(fen).rjust(places + 1, "0")
    decimals = digits[-places:].rstrip("0")
    return digits[:-places] + ("." + decimals if decimals else "")
