"""Checks a certificate in plain exact arithmetic. Knows nothing of how it was found and imports nothing of the solver.

`check(text)` returns the claims that were shown, or None for "nothing satisfies these rows"; it raises `ValueError` at
the first line that does not follow from those before it. Format: the docstring of audit/solve/certificate.py.
"""

from __future__ import annotations

import re
from fractions import Fraction as F


def end(text):
    return None if text == "*" else F(text)


def scaled(ends, factor):
    """Both ends times a number, in order."""
    lo, hi = (None if e is None else e * factor for e in ends)
    return (lo, hi) if factor > 0 else (hi, lo)


class Checker:
    def __init__(self):
        self.parts, self.ends, self.rows, self.cases, self.claims = {}, {}, {}, [], {}
        self.witnesses, self.excluded, self.refuted = [], None, False

    def allowed(self, name, lo, hi, lo_open=False, hi_open=False):
        """Some value of the set lies between two ends, on the lattice of its part."""
        for a, b, step in self.parts[name]:
            low, is_open = (a, False) if lo is None or (a is not None and a > lo) else (lo, lo_open)
            high, shut = (b, True) if hi is None or (b is not None and b < hi) else (hi, not hi_open)
            if step is not None and low is not None:
                anchor = b if a is None else a
                low = anchor - (anchor - low) // step * step
                low, is_open = (low + step if is_open and low == lo else low), False
            if low is None or high is None or low < high or (low == high and shut and not is_open):
                return True
        return False

    def implied(self, row, name):
        """What a row says of one member, given the ends of the others: lower and upper limit."""
        kind, *rest = self.rows[row]
        if kind == "product":
            return self.implied_by_product(name, *rest)
        terms, lo, hi = rest
        others = [scaled(self.ends[n], c) for n, c in terms.items() if n != name]
        least, most = (
            None if None in side else sum(side, F(0)) for side in (list(zip(*others, strict=True)) or [(), ()])
        )
        below, above = (None if x is None or y is None else x - y for x, y in ((lo, most), (hi, least)))
        return scaled((below, above), 1 / terms[name])

    def implied_by_product(self, name, claim, factor, base, scale, shift):
        (c0, c1), (b0, b1), g = self.ends[claim], self.ends[base], scaled(self.ends[factor], scale)
        g0, g1 = (None if e is None else e + shift for e in g)
        assert c0 is not None and c0 >= 0 and b0 is not None and b0 >= 0, "a product row is about quantities >= 0"
        if name == claim:
            return (g0 * b0 if g0 and g0 > 0 else None), (F(0) if g1 is not None and g1 <= 0 else g1 and b1 and g1 * b1)
        if name == base:
            return (c0 / g1 if g1 and g1 > 0 else None), (c1 / g0 if g0 and g0 > 0 and c1 is not None else None)
        low, high = (c0 / b1 if b1 and (c0 or b0) else None), (c1 / b0 if b0 and c1 is not None else None)
        return scaled([None if e is None else e - shift for e in (low, high)], 1 / scale)

    def line(self, text):
        if m := re.fullmatch(r"value (\S+) (.+)", text):
            spans = [p.replace(" step ", "..").split("..") for p in m[2].split(" | ")]
            self.parts[m[1]] = [(end(a), end(b), F(step[0]) if step else None) for a, b, *step in spans]
            los, his = zip(*((a, b) for a, b, _ in self.parts[m[1]]), strict=True)
            self.ends[m[1]] = (None if None in los else min(los), None if None in his else max(his))
        elif m := re.fullmatch(r"row (\S+): (\S+) <= (.+) <= (\S+)", text):
            self.rows[m[1]] = (
                "sum",
                {n: F(c) for c, n in (t.split() for t in m[3].split(" + "))},
                end(m[2]),
                end(m[4]),
            )
        elif m := re.fullmatch(r"row (\S+): (\S+) = \((\S+) \* (\S+) \+ (\S+)\) \* (\S+)", text):
            self.rows[m[1]] = ("product", m[2], m[3], m[6], F(m[4]), F(m[5]))
        elif m := re.fullmatch(r"row (\S+) = (.+)", text):
            self.rows[m[1]] = self.added([t.split() for t in m[2].split(" + ")])
        elif m := re.fullmatch(r"(\S+) (>=|<=) (\S+) by (\S+)", text):
            self.narrow(m[1], m[2], F(m[3]), *self.implied(m[4], m[1]))
        elif m := re.fullmatch(r"suppose (\S+) in (\S+)\.\.(\S+)", text):
            self.cases.append((m[1], end(m[2]), end(m[3]), dict(self.ends)))
            self.ends[m[1]] = (end(m[2]), end(m[3]))
        elif m := re.fullmatch(r"so (\S+) (>=|<=) (\S+)", text):
            self.after(m[1], m[2], F(m[3]))
        elif m := re.fullmatch(r"clash at (\S+)(?: by (\S+))?", text):
            self.clash(m[1], *(self.implied(m[2], m[1]) if m[2] else (None, None)))
        elif m := re.fullmatch(r"clash by (\S+)", text):
            _, terms, lo, hi = self.rows[m[1]]
            crossed = lo is not None and hi is not None and lo > hi
            missed = not terms and ((lo is not None and lo > 0) or (hi is not None and hi < 0))
            assert crossed or missed, "the sum can hold"
            self.close()
        elif m := re.fullmatch(r"claim (\S+) in (\S+)\.\.(\S+)", text):
            lo, hi = self.claims[m[1]] = end(m[2]), end(m[3])
            assert lo is None or not self.allowed(m[1], self.ends[m[1]][0], lo, hi_open=True), "lower end not shown"
            assert hi is None or not self.allowed(m[1], hi, self.ends[m[1]][1], lo_open=True), "upper end not shown"
        else:
            m = re.fullmatch(r"witness (.+)", text)
            self.witness({n: F(x) for n, x in (p.split("=") for p in m[1].split())})

    def added(self, terms):
        """The sum of rows, each times a number."""
        total, limits = {}, []
        for factor, row in terms:
            kind, coefficients, lo, hi = self.rows[row]
            assert kind == "sum", "only sums can be added"
            limits.append(scaled((lo, hi), F(factor)))
            for name, c in coefficients.items():
                total[name] = total.get(name, F(0)) + c * F(factor)
        lo, hi = (None if None in side else sum(side, F(0)) for side in zip(*limits, strict=True))
        return "sum", {n: c for n, c in total.items() if c}, lo, hi

    def narrow(self, name, sign, value, low, high):
        """One end moves to `value`: no allowed value lies between there and what was known."""
        lo, hi = self.ends[name]
        low, high = _inner(max, lo, low), _inner(min, hi, high)
        if sign == ">=":
            assert low is not None and not self.allowed(name, low, value, hi_open=True), "lower end does not follow"
            self.ends[name] = (value, hi)
        else:
            assert high is not None and not self.allowed(name, value, high, lo_open=True), "upper end does not follow"
            self.ends[name] = (lo, value)

    def clash(self, name, low, high):
        """Nothing is left for one member."""
        lo, hi = self.ends[name]
        assert not self.allowed(name, _inner(max, lo, low), _inner(min, hi, high)), "a value is left"
        self.close()

    def close(self):
        """The case is excluded, or all is refuted where no case is open."""
        if self.cases:
            *self.excluded, self.ends = self.cases.pop()
        else:
            self.refuted = True

    def after(self, name, sign, value):
        """Beyond an excluded case at one end of what was left."""
        case, a, b = self.excluded
        lo, hi = self.ends[name]
        assert case == name and (a == lo if sign == ">=" else b == hi), "the case does not lie at that end"
        gap = (b, value) if sign == ">=" else (value, a)
        assert not self.allowed(name, *gap, lo_open=True, hi_open=True), "a value is skipped"
        self.ends[name] = (value, hi) if sign == ">=" else (lo, value)

    def witness(self, point):
        """Every value is allowed and every row holds."""
        assert all(self.allowed(n, x, x) for n, x in point.items()), "a value is not allowed"
        for kind, *row in self.rows.values():
            if kind == "product":
                claim, factor, base, scale, shift = row
                assert point[claim] == (point[factor] * scale + shift) * point[base], "a product fails"
            else:
                terms, lo, hi = row
                total = sum(c * point[n] for n, c in terms.items())
                assert (lo is None or lo <= total) and (hi is None or total <= hi), "a sum fails"
        self.witnesses.append(point)


def _inner(choose, a, b):
    ends = [x for x in (a, b) if x is not None]
    return choose(ends) if ends else None


def check(text):
    """The claims shown, each with a witness at its finite ends; None for a refutation. `ValueError` if unproved."""
    checker = Checker()
    for number, line in enumerate(text.splitlines(), 1):
        try:
            checker.line(line)
        except (AssertionError, KeyError, AttributeError, ZeroDivisionError) as error:
            raise ValueError(f"line {number} does not follow: {line} ({error})") from error
    if checker.refuted:
        return None
    for name, ends in checker.claims.items():
        if any(e is not None and all(w[name] != e for w in checker.witnesses) for e in ends):
            raise ValueError(f"an end of {name} has no witness")
    if not checker.claims or checker.cases:
        raise ValueError("nothing is shown")
    return checker.claims
