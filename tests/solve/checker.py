"""Checks a certificate in exact arithmetic; imports nothing of the solver. Its lines: audit/solve/certificate.py."""

from fractions import Fraction
from math import inf

FILLING = {"to", "step", "or", "within", "is", "×", "(", ")", "+", "not", "else", "by"}  # for people only


def read(word):
    return float(word) if word in ("inf", "-inf") else Fraction(word) if word[0] in "-0123456789" else word


def times(xs, ys):  # sorted: first and last are the ends of all products of numbers within these and those ends
    return sorted(x * y if x and y else 0 for x in xs for y in ys)


def span(box, name, shift=0, base=None):  # of one quantity, or of the product ( name + shift ) × base
    return times([end + shift for end in box[name]], box[base] if base else [1])


def miss(by, box, rows):  # how far from nought the sum of the rows stays inside the box; 0 or less: it may hold
    total = {}
    for c, row in zip(map(Fraction, by[::2]), by[1::2], strict=True):
        for a, *quantity in rows[row]:
            total[tuple(quantity)] = total.get(tuple(quantity), 0) + c * a
    spans = [times([c], span(box, *quantity)) for quantity, c in total.items()]
    return max(sum(s[0] for s in spans), -sum(s[-1] for s in spans))


def moved(box, values, name, sign, value, beyond):  # nothing may be allowed between the value and what was excluded
    low, high = sorted((value, beyond))
    for a, b, step in values[name]:
        first = max(a, a + ((low - a) // step + 1) * step if step else low)
        assert first >= high or low >= b, f"{name} skips a value: {value}, {beyond}"
    return box | {name: (box[name][0], value) if sign == "<=" else (value, box[name][1])}


def follow(lines, box, values, rows):  # None: a clash ends them; else the ends that are shown
    shown, points = {}, []
    for line in lines:
        match line:
            case ["value", name, *t]:  # value F5 0 to inf step 1 or 7 to 7 step 1
                values[name] = list(zip(t[::3], t[1::3], t[2::3], strict=True))
                box[name] = min(t[::3]), max(t[1::3])
            case ["row", name, *t]:  # row R1.1 1 F1 + -1 F2 within 0 to inf: less something within it, that is nought
                rows[name], box[name] = [*zip(t[:-2:2], t[1:-2:2], strict=True), (-1, name)], t[-2:]
            case ["product", name, claim, scale, factor, shift, base]:  # product R3.1 F7 is 1/100 × ( F6 + 0 ) × F8
                rows[name] = [(1, claim), (-scale, factor, shift, base)]
            case ["so", name, sign, value, _, beyond, *by]:  # so F5 <= 11 not >= 12 by 1/2 R1.1 + -1 R2.1
                end = box[name][sign == "<="]
                near, far = (miss(by, box | {name: sorted((x, end))}, rows) for x in (beyond, end))
                assert near > 0 or (near == 0 < far and value == beyond), f"may be beyond: {line}"
                box = moved(box, values, name, sign, value, beyond)
            case ["suppose", name, ("<=" | ">=") as sign, value, other, beyond] if other != sign:
                assert follow(lines, moved(box, values, name, sign, value, beyond), values, rows) is None, "no clash"
                box = moved(box, values, name, other, beyond, value)  # suppose F5 <= 3 else >= 4
            case ["clash", *by]:  # clash by 1 R1.1
                assert miss(by, box, rows) > 0, f"may hold: {line}"
                return None
            case ["witness", *t]:  # witness F1 38 F2 27
                point = dict(zip(t[::2], t[1::2], strict=True))
                for name, parts in values.items():
                    assert any(a <= point[name] <= b and not (s and (point[name] - a) % s) for a, b, s in parts), name
                assert all(miss((1, row), box | {n: [point[n]] for n in values}, rows) <= 0 for row in rows), line
                points.append(point)
            case ["claim", name, *ends]:  # claim F5 1 to 2
                assert list(box[name]) == ends, f"another end: {line}"
                assert all(abs(end) == inf or any(p[name] == end for p in points) for end in ends), "no witness"
                shown[name] = tuple(ends)
            case _:
                raise AssertionError(f"no such line: {line}")
    return shown


def check(text):
    """The ends shown, by name; None: nothing satisfies the rows. An error where a line does not follow."""
    lines = [[read(word) for word in line.split() if word not in FILLING] for line in text.splitlines()]
    lines.sort(key=lambda line: line[0] not in ("value", "row", "product"))  # what is given, before what follows
    return follow(iter(lines), {}, {}, {})
