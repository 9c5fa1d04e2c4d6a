"""Blocks hold every run once, however they are cut."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sim.ensemble.blocks import LEAST_LUCK, Block, first_runs

counts = st.integers(1, 400)


@given(counts, st.integers(1, 60), st.integers(1, 500))
def test_chunks_hold_every_run_once(runs: int, draws: int, size: int) -> None:
    chunks = list(first_runs(runs, draws).cut(size))
    numbers = np.concatenate([chunk.numbers() for chunk in chunks])
    assert sorted(numbers.tolist()) == list(range(runs))
    assert all(chunk.runs == len(chunk.numbers()) <= size for chunk in chunks)


@given(counts, counts, st.integers(1, 60), st.integers(1, 500))
def test_more_runs_are_the_others(runs: int, more: int, draws: int, size: int) -> None:
    blocks = first_runs(runs, draws), first_runs(runs + more, draws, after=runs)
    numbers = [n for block in blocks for chunk in block.cut(size) for n in chunk.numbers()]
    assert sorted(numbers) == list(range(runs + more))


@given(counts, st.integers(1, 60), st.integers(1, 500))
def test_a_run_is_of_its_draw(runs: int, draws: int, size: int) -> None:
    for chunk in first_runs(runs, draws).cut(size):
        for draw in range(*chunk.draws):
            assert all(number % draws == draw for number in chunk.of_draw(draw))


def test_luck_is_outermost_and_the_first_chunks_have_all_draws() -> None:
    chunks = list(first_runs(100_000, 100).cut(1000))
    assert chunks[0] == Block((0, 10), (0, 100), (0, 100_000), 100)
    assert {chunk.luck for chunk in chunks[:10]} == {(0, 100)}
    assert sorted(d for chunk in chunks[:10] for d in range(*chunk.draws)) == list(range(100))


def test_small_chunks_still_repay_the_inputs_of_a_draw() -> None:
    chunks = list(first_runs(2000, 100).cut(50))
    assert {chunk.luck for chunk in chunks} == {(0, LEAST_LUCK)}
