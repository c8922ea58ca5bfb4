"""统一社会信用代码 and 公民身份号码 (requirements §9.4, GB 32100-2015, GB 11714, GB 11643)."""

import unicodedata
from datetime import date

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
PROVINCES = "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83 91".split()


def normalised(text):
    """Half width, upper case, without blanks and invisible characters."""
    text = unicodedata.normalize("NFKC", text)
    return "".join(one for one in text if not one.isspace() and unicodedata.category(one) != "Cf").upper()


def outer(first17):
    return ALPHABET[(31 - sum(ALPHABET.index(one) * weight for one, weight in zip(first17, WEIGHTS)) % 31) % 31]


def value36(one):
    return int(one) if one.isdigit() else ord(one) - ord("A") + 10


def inner(first8):
    rest = 11 - sum(value36(one) * weight for one, weight in zip(first8, [3, 7, 9, 10, 5, 8, 4, 2])) % 11
    return {10: "X", 11: "0"}.get(rest, str(rest))


def uscc(text):
    """{code, faults}: what is wrong with it, in the order form (length, character), region, check, organisation."""
    code = normalised(text)
    if code == "":
        return {"code": code, "faults": ["empty"]}
    faults = []
    if len(code) != 18:
        faults.append("length")
    if any(one not in ALPHABET for one in code):
        faults.append("character")
    if faults:
        return {"code": code, "faults": faults}
    if not code[2:8].isdigit():
        faults.append("region")
    if outer(code[:17]) != code[17]:
        faults.append("check")
    if inner(code[8:16]) != code[16]:
        faults.append("organisation")
    return {"code": code, "faults": faults}


def id_check(first17):
    """ISO 7064 MOD 11-2, digit by digit."""
    product = 0
    for one in first17:
        product = (product + int(one)) * 2 % 11
    rest = (12 - product) % 11
    return "X" if rest == 10 else str(rest)


def id_number(text, today=None):
    code = normalised(text)
    if code == "":
        return {"code": code, "faults": ["empty"]}
    if len(code) != 18:
        return {"code": code, "faults": ["length"]}
    if not (code[:17].isascii() and code[:17].isdigit() and code[17] in "0123456789X"):
        return {"code": code, "faults": ["character"]}
    faults = []
    if code[:2] not in PROVINCES:
        faults.append("province")
    try:
        born = date(int(code[6:10]), int(code[10:12]), int(code[12:14])).isoformat()
    except ValueError:
        born = ""
    if born < "1900-01-01" or (today is not None and born > today):
        faults.append("birth")
    if id_check(code[:17]) != code[17]:
        faults.append("check")
    return {"code": code, "faults": faults}


def mask_name(name):
    """张三 → 张*, 张小三 → 张*三 (ux §5.5)."""
    name = name.strip()
    return (
        name[:1] + "*"
        if len(name) == 2
        else name[:1] + "*" * (len(name) - 2) + name[-1:] if len(name) > 2 else "*" * len(name)
    )
