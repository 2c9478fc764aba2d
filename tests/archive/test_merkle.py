"""The tree of RFC 6962: known roots, and proofs that hold for what is true and for nothing else."""

from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.archive import merkle

# the eight entries and roots that the reference implementation of Certificate Transparency tests itself with
ENTRIES = [
    bytes.fromhex(entry)
    for entry in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]

leaves = st.lists(st.binary(max_size=4), min_size=1, max_size=40).map(lambda xs: [merkle.leaf(x) for x in xs])


@pytest.mark.parametrize("size", range(1, 9))
def test_known_roots(size):
    assert merkle.root([merkle.leaf(entry) for entry in ENTRIES[:size]]).hex() == ROOTS[size - 1]


def test_the_root_of_nothing_is_the_hash_of_nothing():
    assert merkle.root([]) == sha256(b"").digest()


@given(leaves, st.data())
def test_every_leaf_is_proved_and_no_other(tree, draw):
    index = draw.draw(st.integers(0, len(tree) - 1))
    path, top = merkle.inclusion(index, tree), merkle.root(tree)
    assert merkle.included(index, len(tree), tree[index], path, top)
    assert not merkle.included(index, len(tree), merkle.leaf(b"forged"), path, top)
    assert not merkle.included(index, len(tree), tree[index], [*path, top], top)
    assert not merkle.included(len(tree), len(tree), tree[index], path, top)
    if path:
        assert not merkle.included(index, len(tree), tree[index], path[:-1], top)


@given(leaves, st.data())
def test_growth_is_proved_and_rewriting_is_not(tree, draw):
    old = draw.draw(st.integers(1, len(tree)))
    before, after, path = merkle.root(tree[:old]), merkle.root(tree), merkle.consistency(old, tree)
    assert merkle.consistent(old, len(tree), before, after, path)
    rewritten = [merkle.leaf(b"forged"), *tree[1:]]
    assert not merkle.consistent(old, len(tree), before, merkle.root(rewritten), merkle.consistency(old, rewritten))
    assert not merkle.consistent(old, len(tree), before, after, [*path, after])
    assert not merkle.consistent(len(tree) + 1, len(tree), before, after, path)
