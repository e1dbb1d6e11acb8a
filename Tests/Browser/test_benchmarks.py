"""What `make bench` measures acts beside still fits the tables: raw inserts name their columns (Benchmarks/acts/ActRows.swift)."""

import json
import subprocess

import pytest

import engines
from engines import ROOT

pytestmark = pytest.mark.skipif(engines.chosen() != "sqlite", reason="each engine's rows have the same columns")


def test_acts_are_measured_beside_raw_inserts_of_the_same_rows(tmp_path):
    measured = subprocess.run([ROOT / ".build/debug/ActsBenchmark", tmp_path, "20", "1"], capture_output=True, text=True, timeout=120)
    assert measured.returncode == 0, measured.stderr[-2000:]
    found = json.loads(measured.stdout)
    assert found["actsPerSecond"]["median"] > 0 and found["rowsPerSecond"]["median"] > 0
