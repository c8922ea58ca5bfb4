"""Random choices that a seed repeats on every machine and every Python: a counter under SHA-256."""

from hashlib import sha256


class Dice:
    def __init__(self, seed):
        self.seed, self.thrown = seed, 0

    def between(self, least, most):
        """An integer from `least` to `most`, both included."""
        number = int(sha256(("%s:%d" % (self.seed, self.thrown)).encode()).hexdigest(), 16)
        self.thrown += 1
        return least + number % (most - least + 1)

    def one_in(self, times):
        return self.between(1, times) == 1

    def pick(self, values):
        return values[self.between(0, len(values) - 1)]

    def several(self, most, make):
        return [make(index) for index in range(self.between(0, most))]
