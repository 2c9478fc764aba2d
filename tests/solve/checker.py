"""Checks a certificate in exact arithmetic; imports nothing of the solver. Its lines: audit/solve/certificate.py."""

from fractions import Fraction as F
from math import inf  # stands for "no end"; every number is a fraction


def times(c, ends):
    return sorted(c * e if c and e else F(0) for e in ends)


def ends_of(low, high):
    return -inf if low == "*" else F(low), inf if high == "*" else F(high)


class Checker:
    def __init__(self):
        self.parts, self.rows, self.ends, self.cases, self.shown, self.points = {}, {}, {}, [], {}, []
        self.refuted = False

    def move(self, name, sign, value, beyond):  # nothing is allowed between the value and what was excluded beyond it
        v, w = sorted((value, beyond))
        for a, b, step in self.parts[name]:
            after = max(v, a) if not step else a if v < a else a + ((v - a) // step + 1) * step
            assert after >= min(w, b) if not step else after >= w or after > b, "a value is skipped"
        lo, hi = self.ends[name]
        self.ends[name] = (lo, min(hi, value)) if sign == "<=" else (max(lo, value), hi)

    def miss(self, by, **known):  # least and greatest of what is nought if the product, or the sum of rows, holds
        box, total, lo, hi = self.ends | known, {}, F(0), F(0)
        if len(self.rows[by[1]]) == 5:
            claim, factor, scale, shift, base = self.rows[by[1]]
            found = sorted(x for g in times(scale, box[factor]) for x in times(g + shift, box[base]))
            return box[claim][0] - found[-1], box[claim][1] - found[0]
        for c, (terms, *limits) in ((F(c), self.rows[row]) for c, row in zip(by[::3], by[1::3], strict=True)):
            least, most = (c * e for e in limits[:: 1 if c > 0 else -1])
            lo, hi = lo - most, hi - least
            total |= {n: total.get(n, 0) + c * a for n, a in terms.items()}
        for least, most in (times(c, box[n]) for n, c in total.items()):
            lo, hi = lo + least, hi + most
        return lo, hi

    def line(self, kind, name, *t):
        if kind == "value":  # value F5 0 to * step 1 or 7 to 7 step 1
            self.parts[name] = [(*ends_of(a, b), F(s)) for a, b, s in zip(t[::6], t[2::6], t[4::6], strict=True)]
            self.ends[name] = min(a for a, _, _ in self.parts[name]), max(b for _, b, _ in self.parts[name])
        elif kind == "row":  # row R1.1 0 <= 1 F1 + -1 F2 <= *
            self.rows[name] = {n: F(c) for c, n in zip(t[2:-2:3], t[3:-2:3], strict=True)}, *ends_of(t[0], t[-1])
        elif kind == "product":  # product R3.1 F7 = ( F6 * 1/100 + 0 ) * F8
            self.rows[name] = t[0], t[3], F(t[5]), F(t[7]), t[10]
        elif kind == "so":  # so F5 <= 11 not >= 12 by 1 R1.1 (or by 1/2 R1.1 + -1 R2.1)
            sign, value, beyond, end = t[0], F(t[1]), F(t[4]), self.ends[name][t[0] == "<="]
            near, far = (self.miss(t[6:], **{name: (x, x)}) for x in (beyond, end))  # between them no better than both
            strict = value != beyond
            above, below = (s * near[k] > 0 or (not strict and near[k] == 0) for s, k in ((1, 0), (-1, 1)))
            assert (above and far[0] > 0) or (below and far[1] < 0), "it may be beyond"
            self.move(name, sign, value, beyond)
        elif kind == "suppose":  # suppose F5 <= 3 else >= 4
            self.cases.append((dict(self.ends), name, t[3], F(t[4]), F(t[1])))
            self.move(name, t[0], F(t[1]), F(t[4]))
        elif kind == "clash":  # clash by 1 R1.1
            lo, hi = self.miss(t)
            assert lo > 0 or hi < 0, "it may hold"
            self.refuted = self.refuted or not self.cases
            self.ends, *otherwise = self.cases.pop() if self.cases else (self.ends,)
            self.move(*otherwise) if otherwise else None
        elif kind == "claim" and not self.cases:  # claim F5 1 to 2
            assert self.ends[name] == ends_of(t[0], t[2]), "another end"
            self.shown[name] = self.ends[name]
        elif kind == "witness":  # witness F1 38 F2 27
            point = {n: F(x) for n, x in zip((name, *t[1::2]), t[::2], strict=True)}
            assert all(
                any(a <= x <= b and not (s and (x - a) % s) for a, b, s in self.parts[n]) for n, x in point.items()
            )
            for row in self.rows:
                lo, hi = self.miss(("1", row), **{n: (x, x) for n, x in point.items()})
                assert lo <= 0 <= hi, f"{row} fails"
            self.points.append(point)
        else:
            raise ValueError("shown in one case only, or no such line")


def check(text):
    """The ends shown, by name; None: nothing satisfies the rows; `ValueError`: not proved."""
    checker = Checker()
    for number, line in enumerate(text.splitlines(), 1):
        try:
            checker.line(*line.split())
        except (AssertionError, LookupError, TypeError, ValueError, ZeroDivisionError) as error:
            raise ValueError(f"line {number} does not follow: {line} ({error})") from error
    missing = [
        n for n, ends in checker.shown.items() for e in ends if abs(e) < inf and all(p[n] != e for p in checker.points)
    ]
    if not checker.refuted and (missing or not checker.shown):
        raise ValueError(f"no witness for {missing}" if missing else "nothing is shown")
    return None if checker.refuted else checker.shown
