"""The product's own sentences, so that a test finds a button by what its reader sees, in any language."""

import re
from functools import cache

import yaml

from server import ROOT

TEXTS = ROOT / "Sources/Server/Texts"

# What must never reach a reader: the key of a sentence nobody wrote, a placeholder nobody filled, a value nobody unwrapped.
UNFINISHED = re.compile(r"\[[a-zA-Z][\w-]*(?:\.[\w-]+)+\]|\{[a-zA-Z]+\}|Optional\(|\bnil\b|\bundefined\b")


@cache
def _texts(feature: str) -> dict:
    return yaml.safe_load((TEXTS / f"{feature}.yaml").read_text())


class Words:
    """Words("nl")("users.block.lead", name="Fatima") → the sentence as the page shows it."""

    def __init__(self, language: str):
        self.language = language

    def __call__(self, key: str, **values: str) -> str:
        feature, *path = key.split(".")
        node = _texts(feature)
        for part in path:
            node = node[part]
        text = node[self.language]
        for name, value in values.items():
            text = text.replace(f"{{{name}}}", value)
        return text
