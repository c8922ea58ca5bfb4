"""Codes with check digits, masks, and digests of records."""

import json
from hashlib import md5, sha256

import codes
from dice import Dice
from vectors.form import REFUSED, case, file

# requirements §9.4: valid by both checks, recomputed there.
VALID = """11150300011554391W 114114030058524056 91411403MAD4HB525X 914107000638498611 91411323MA3X5GNL18
91532328MA6KW78D7H 11100000000013186G 12100000400002259P 12100000400000624D 12100000425006117P 12100000470095016Q
12100000707137123P 1210000042500615X0 12100000441626842D 91100000100003962T 911100001000044477 911000001000013428
911100001000054748 911100007109250324 91110000710926094P 914403001922038216 9144030071526726XG 91330100799655058B
91440300192317458F 91440400192548256N 91440606722473344C 911103026605015136 91110108551385082Q 91440300192181490G""".split()
SYNTHETIC = """91410799DEMA00013T 91410799DEMA00021M 91410799DEMA0003XD 91410799DEMA00048D 91410799DEMA000568
91410799DEMA000643 91410799DEMA00072X 91410799DEMA00080Q 12410799DEMB00014M 12410799DEMB00022G 31410799DEMC00015C
52410799DEMD00016W 11410799DEME00017R 11410799DEME00025L 11410799DEME00033F""".split()
# By hand, from requirements §9.4: which check fails.
NEGATIVE = {
    "11160300011554391W": ["check"],
    "11153000011554391W": ["check"],
    "11150300021554391W": ["check", "organisation"],
}


def files():
    return [uscc(), id_number(), masks(), canonical(), old_digest(), personal_data(), changes()]


def uscc():
    dice = Dice("uscc")
    cases = []
    for code in VALID + SYNTHETIC:
        assert codes.uscc(code)["faults"] == [], code
        cases.append(case("valid: %s" % code, code, {"code": code, "faults": []}))
    for code, faults in NEGATIVE.items():
        assert codes.uscc(code)["faults"] == faults, code
        cases.append(case("refused: %s" % code, code, {"code": code, "faults": faults}))
    code = SYNTHETIC[0]
    wide = "".join(chr(ord(one) + 0xFEE0) for one in code)
    for name, text in [
        ("lower case", code.lower()),
        ("full width", wide),
        ("blanks around", "  %s " % code),
        ("a blank inside", code[:6] + " " + code[6:]),
        ("a zero-width space inside", code[:9] + "\u200b" + code[9:]),
        ("a byte order mark before", "\ufeff" + code),
        ("an ideographic space", code + "\u3000"),
    ]:
        assert codes.uscc(text) == {"code": code, "faults": []}, name
        cases.append(case(name, text, codes.uscc(text)))
    for name, text in [
        ("nothing", ""),
        ("blanks", "  "),
        ("17 characters", code[:17]),
        ("19 characters", code + "0"),
        ("15 digits, the old registration number", "410700000000001"),
        ("a hyphen", code[:17] + "-"),
    ]:
        cases.append(case(name, text, codes.uscc(text)))
    for letter in "IOSVZ":
        text = code[:16] + letter + code[17]
        assert codes.uscc(text)["faults"] == ["character"]
        cases.append(case("the letter %s is not used" % letter, text, codes.uscc(text)))
    for index in range(40):
        good = dice.pick(VALID + SYNTHETIC)
        at = dice.between(0, 17)
        other = dice.pick([one for one in codes.ALPHABET if one != good[at]])
        text = good[:at] + other + good[at + 1 :]
        cases.append(case("%d: place %d changed" % (index, at + 1), text, codes.uscc(text)))
    for index in range(12):
        good = dice.pick(VALID + SYNTHETIC)
        at = dice.between(0, 16)
        text = good[:at] + good[at + 1] + good[at] + good[at + 2 :]
        cases.append(case("%d: places %d and %d swapped" % (index, at + 1, at + 2), text, codes.uscc(text)))
    return file(
        "uscc",
        "统一社会信用代码: normalised, and which checks fail (length, character, region, check, organisation)",
        "requirements §9.4 (GB 32100-2015, GB 11714); by hand and tests/second/codes.py",
        "none",
        cases,
    )


def id_number():
    today = "2026-06-01"
    cases = []
    # By hand: GB 11643's own example, 11010519491231002X.
    assert codes.id_number("11010519491231002X")["faults"] == []
    texts = [
        "11010519491231002X",
        "11010519491231002x",
        "110105194912310021",
        "440524188001010014",
        "",
        "1101051949123100",
        "11010519491231002A",
        "1101051949X2310021",
    ]
    for first in [
        "41079919900229001",
        "41079920000229001",
        "41079919000229001",
        "41079920240229002",
        "41079920250229002",
        "41079920250228002",
        "41079919991231003",
        "41079919991301003",
        "41079919990431003",
        "41079919000101003",
        "41079918991231003",
        "41079920260601003",
        "41079920260602003",
        "41079920991231003",
        "00079919900101001",
        "99079919900101001",
        "71079919900101001",
        "91079919900101001",
        "41079919901231007",
        "83079919900101001",
    ]:
        texts.append(first + codes.id_check(first))
    right = "41079919990101004" + codes.id_check("41079919990101004")
    texts += [right[:at] + str((int(right[at]) + 3) % 10) + right[at + 1 :] for at in (0, 5, 9, 16)]
    cases = [case("「%s」" % text, {"text": text, "today": today}, codes.id_number(text, today)) for text in texts]
    assert codes.id_number("440524188001010014", today)["faults"] == ["birth"]
    return file(
        "id-number",
        "公民身份号码: normalised, and which checks fail (length, character, province, birth, check); region 410799 does not exist",
        "GB 11643, ISO 7064 MOD 11-2, trust §7; tests/second/codes.py",
        "today: day in Shanghai",
        cases,
    )


def masks():
    # By hand.
    rows = {
        "张三": "张*",
        "张小三": "张*三",
        "欧阳小三": "欧**三",
        "张": "*",
        "": "",
        " 张三 ": "张*",
        "买买提": "买*提",
        "𠮷田三": "𠮷*三",
        "𠮷田": "𠮷*",
    }
    for name, masked in rows.items():
        assert codes.mask_name(name) == masked, name
    cases = [case("name 「%s」" % name, {"kind": "name", "text": name}, masked) for name, masked in rows.items()]
    cases += [
        case("phone", {"kind": "phone", "text": "13812341234"}, "138****1234"),
        case("phone with blanks", {"kind": "phone", "text": "138 1234 1234"}, "138****1234"),
        case("phone in full width", {"kind": "phone", "text": "１３８１２３４１２３４"}, "138****1234"),
        case("id number", {"kind": "idNumber", "text": "11010519491231002X"}, "110************02X"),
        case("id number in lower case", {"kind": "idNumber", "text": "11010519491231002x"}, "110************02X"),
        case(
            "address to the street",
            {"kind": "address", "text": "河南省新乡市牧野区东干道街道和平路1号"},
            "河南省新乡市牧野区东干道街道****",
        ),
        case(
            "address to the town",
            {"kind": "address", "text": "河南省新乡市牧野区王村镇周村5号"},
            "河南省新乡市牧野区王村镇****",
        ),
        case(
            "address to the township",
            {"kind": "address", "text": "河南省新乡市辉县市拍石头乡1号"},
            "河南省新乡市辉县市拍石头乡****",
        ),
    ]
    return file(
        "masks",
        "Personal data as it is shown",
        "ux §5.5: 张*, 张*三, 138****1234, ID first and last 3, address to town or street; by hand",
        "none",
        cases,
    )


def ordered(value):
    """RFC 8785: keys in the order of their UTF-16 units."""
    if isinstance(value, dict):
        return {key: ordered(value[key]) for key in sorted(value, key=lambda key: key.encode("utf-16-be"))}
    return [ordered(one) for one in value] if isinstance(value, list) else value


def canonical():
    values = {
        "nothing": None,
        "true": True,
        "a number": 42,
        "below zero": -7,
        "text": "评信",
        "an empty list": [],
        "an empty record": {},
        "keys out of order": {"b": 1, "a": 2, "c": {"z": 1, "y": [3, 2, 1]}},
        "keys beyond the first plane": {"\ufb33": 1, "\U0001f600": 2, "\u20ac": 3, "1": 4, "\r": 5, "\u00f6": 6},
        "characters that JSON escapes": '" \\ \b \f \n \r \t \u0001 \u001f / \u007f \u2028',
        "the largest integer": 9007199254740991,
        "the lowest integer": -9007199254740991,
        "a nested list": [[1], [[]], [{}]],
        "an agency": {"uscc": "91410799DEMA00013T", "name": "示例甲绩效评价有限公司", "points": 8850, "gone": None},
    }
    cases = []
    for name, value in values.items():
        text = json.dumps(ordered(value), ensure_ascii=False, separators=(",", ":"))
        cases.append(case(name, value, {"text": text, "digest": sha256(text.encode("utf-8")).hexdigest()}))
    for name, value in [
        ("a fraction", 0.5),
        ("an integer too large", 9007199254740992),
        ("a fraction inside", {"a": [1.5]}),
    ]:
        cases.append(case(name, value, REFUSED))
    return file(
        "canonical-json",
        "One text a record, and its SHA-256",
        "RFC 8785, FIPS 180-4; Python's json and hashlib",
        "none",
        cases,
    )


def old_digest():
    """RFC 1321 A.5, as printed there."""
    rows = {
        "": "d41d8cd98f00b204e9800998ecf8427e",
        "a": "0cc175b9c0f1b6a831c399e269772661",
        "abc": "900150983cd24fb0d6963f7d28e17f72",
        "message digest": "f96b697d7cb7938d525a2f31aaf161d0",
        "abcdefghijklmnopqrstuvwxyz": "c3fcd3d76192e4007dfb496cca67e13b",
    }
    for text, expected in rows.items():
        assert md5(text.encode()).hexdigest() == expected
    return file(
        "md5",
        "MD5, for the published draw alone",
        "RFC 1321 A.5, as printed",
        "none",
        [case("「%s」" % text, text, expected) for text, expected in rows.items()],
    )


def personal_data():
    """By hand: what a detector must find before anything is published (ux §5.5, features I2)."""
    card = "11010519491231002X"
    rows = [
        ("no number at all", "本次评价共发放问卷 432 份。", []),
        ("an identity card", "身份证号 %s，" % card, ["idNumber"]),
        ("in lower case", card.lower(), ["idNumber"]),
        ("in full width", "".join(chr(ord(one) + 0xFEE0) for one in card), ["idNumber"]),
        ("with blanks", "110105 19491231 002X", ["idNumber"]),
        ("with hyphens", "110105-19491231-002X", ["idNumber"]),
        ("with a zero-width space", card[:6] + "\u200b" + card[6:], ["idNumber"]),
        ("15 digits of old", "110105491231002", ["idNumber"]),
        ("a mobile number", "联系电话13812341234。", ["mobile"]),
        ("grouped 3-4-4", "138 1234 1234", ["mobile"]),
        ("with +86", "+86 13812341234", ["mobile"]),
        ("in full width digits", "１３８１２３４１２３４", ["mobile"]),
        ("two of them", "13812341234、15912341234", ["mobile", "mobile"]),
        ("one of each", card + " 13812341234", ["idNumber", "mobile"]),
        ("a landline", "0373-3051234", []),
        ("an amount", "预算 12634.70 万元", []),
        ("12 digits", "138123412345", []),
        ("10 digits", "1381234123", []),
        ("a number from 12", "12812341234", []),
        ("a 统一社会信用代码", "91410799DEMA00013T", []),
        ("18 digits without a day of birth", "110105199913310021", []),
    ]
    return file(
        "personal-data",
        "Which numbers of persons stand in a text",
        "ux §5.5, features I2; by hand",
        "none",
        [case(name, text, kinds) for name, text, kinds in rows],
    )


def changes():
    """By hand: [path, before, after], null where there was or is nothing."""
    rows = [
        ("nothing changed", {"a": 1}, {"a": 1}, []),
        ("the order of keys is no change", {"a": 1, "b": 2}, {"b": 2, "a": 1}, []),
        ("one value", {"a": 1}, {"a": 2}, [["a", 1, 2]]),
        ("one added", {"a": 1}, {"a": 1, "b": "x"}, [["b", None, "x"]]),
        ("one gone", {"a": 1, "b": "x"}, {"a": 1}, [["b", "x", None]]),
        ("deep inside", {"a": {"b": {"c": 1}}}, {"a": {"b": {"c": 2}}}, [["a/b/c", 1, 2]]),
        (
            "a member by its id, moved",
            {"people": [{"id": "p1", "name": "甲"}, {"id": "p2", "name": "乙"}]},
            {"people": [{"id": "p2", "name": "丙"}, {"id": "p1", "name": "甲"}]},
            [["people/p2/name", "乙", "丙"]],
        ),
        ("text and number are two things", {"a": 1}, {"a": "1"}, [["a", 1, "1"]]),
    ]
    return file(
        "differences",
        "What differs between two records, leaf by leaf",
        "features B8; by hand",
        "paths joined by /",
        [case(name, {"before": before, "after": after}, expected) for name, before, after, expected in rows],
    )
