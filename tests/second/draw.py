"""按信用等级加权抽取 (defaults §4): one order by exact weights, a seed and SHA-256."""
from fractions import Fraction
from hashlib import md5, sha256
from math import gcd


def hex_digest(text):
    return sha256(text.encode("utf-8")).hexdigest()


def weight_of(policy, candidate):
    tier = policy["tierWeights"][candidate["rating"] or "未评级"]
    least = Fraction(policy["leastShare"]["n"], policy["leastShare"]["d"])
    return tier * max(Fraction(candidate["cap"] - candidate["running"], candidate["cap"]), least)


def order(weights, seed):
    """[(id, counter, number, total)]: tickets over the least common denominator, in the order of the ids."""
    common = 1
    for _, weight in weights:
        common = common * weight.denominator // gcd(common, weight.denominator)
    held = sorted((name, int(weight * common)) for name, weight in weights)
    places, counter = [], 0
    while held:
        total = sum(tickets for _, tickets in held)
        assert total <= 2**256, "more tickets than one hash can tell apart"
        last = 2**256 - 2**256 % total
        while True:
            value = int(hex_digest("%s:%d" % (seed, counter)), 16)
            counter += 1
            if value < last:
                break
        number = rest = value % total
        for index, (name, tickets) in enumerate(held):
            if rest < tickets:
                places.append([name, counter - 1, str(number), str(total)])
                del held[index]
                break
            rest -= tickets
    return places


def draw(policy, candidates, secret, public):
    seed = hex_digest(secret + ":" + public)
    weights = [(one["agencyId"], weight_of(policy, one)) for one in candidates]
    return {"seed": seed, "commitment": hex_digest(secret), "places": order(weights, seed)}


def rfc_3797(key, pool, places):
    """MD5 over the key between two copies of the index, taken from what is left of the pool."""
    chosen, left = [], list(range(1, pool + 1))
    for index in range(places):
        bracket = index.to_bytes(2, "big")
        number = int(md5(bracket + key.encode() + bracket).hexdigest(), 16)
        chosen.append(left.pop(number % len(left)))
    return chosen


def code_names(prefix, names, seed):
    """甲01 to 甲99, then 乙01: in an order drawn with one ticket each."""
    places = order([(name, Fraction(1)) for name in sorted(set(names))], seed)
    stems = "甲乙丙丁戊己庚辛壬癸"
    numbers = {row[0]: divmod(place, 99) for place, row in enumerate(places)}
    return {name: "%s%s%02d" % (prefix, stems[group], number + 1) for name, (group, number) in numbers.items()}
