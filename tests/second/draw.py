"""按信用等级加权抽取 (defaults §4): one order by exact weights, a seed and SHA-256."""
from fractions import Fraction
from hashlib import sha256
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
