"""Random ledgers whose truth is known, with some of their figures masked and, if wanted, some printed wrong."""

from __future__ import annotations

from random import Random

from ledgers import Ledger

from audit.records import Linear


def self_masked(
    seed: int, *, figures: int = 30, masked: float = 0.4, wrong: float = 0.0
) -> tuple[Ledger, dict[str, int]]:
    """Trees of totals, parts, chains of order, two-way tables, shares, restatements; the true value of every count."""
    writer = Writer(Random(seed), masked, wrong)
    while len(writer.ledger.figures) < figures:
        writer.write_one()
    return writer.ledger, writer.truth


class Writer:
    def __init__(self, random: Random, masked: float, wrong: float) -> None:
        self.random, self.masked, self.wrong = random, masked, wrong
        self.ledger = Ledger()
        self.truth: dict[str, int] = {}

    def count(self, value: int) -> str:
        draw = self.random.random()
        printed = value + self.random.choice((-10, -1, 1, 9)) if self.random.random() < self.wrong else value
        figure = self.ledger.figure(None if draw < self.masked else max(printed, 0))
        self.truth[figure] = value
        return figure

    def write_one(self) -> None:
        kinds = (self.tree, self.tree, self.tree, self.table, self.chain, self.share, self.restated)
        self.random.choice(kinds)()

    def tree(self, depth: int = 2) -> str:
        if depth == 0 or (depth < 2 and self.random.random() < 0.6):
            return self.count(self.random.randint(1, 90))
        parts = [self.tree(depth - 1) for _ in range(self.random.randint(2, 4))]
        total = sum(self.truth[p] for p in parts)
        if self.random.random() < 0.7:
            whole = self.count(total)
            self.ledger.total(whole, *parts)
        else:
            whole = self.count(total + self.random.randint(0, 40))
            self.ledger.relate("part", Linear(((1, whole), *((-1, p) for p in parts)), 0, None))
        return whole

    def table(self) -> None:
        rows, columns = self.random.randint(2, 4), self.random.randint(2, 4)
        cells = [[self.count(self.random.randint(0, 60)) for _ in range(columns)] for _ in range(rows)]
        sums = [self.count(sum(self.truth[c] for c in row)) for row in cells]
        feet = [self.count(sum(self.truth[row[j]] for row in cells)) for j in range(columns)]
        whole = self.count(sum(self.truth[s] for s in sums))
        for total, row in zip(sums, cells, strict=True):
            self.ledger.total(total, *row)
        for j, foot in enumerate(feet):
            self.ledger.total(foot, *(row[j] for row in cells))
        self.ledger.total(whole, *sums)
        self.ledger.total(whole, *feet)

    def chain(self) -> None:
        value = self.random.randint(5, 200)
        above = self.count(value)
        for _ in range(self.random.randint(1, 2)):
            value = self.random.randint(0, value)
            below = self.count(value)
            self.ledger.part(above, below)
            above = below

    def share(self) -> None:
        whole = self.random.randint(8, 300)
        part = self.random.randint(0, whole)
        percent = (2000 * part + whole) // (2 * whole)  # tenths of a per cent, half up
        a, b = self.count(part), self.count(whole)
        self.ledger.share(a, self.ledger.percent(f"{percent // 10}.{percent % 10}"), b)

    def restated(self) -> None:
        if self.truth:
            figure = self.random.choice(list(self.truth))
            again = self.count(self.truth[figure])
            self.ledger.relate("same", Linear(((1, figure), (-1, again)), 0, 0))
