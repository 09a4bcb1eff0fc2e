"""Makes the mutants of the guidance: mutmut's small changes, one to each, of every function and property."""

from __future__ import annotations

import ast
import difflib
import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import libcst as cst
from libcst.metadata import MetadataWrapper, PositionProvider
from mutmut.mutation.file_mutation import Mutation, MutationVisitor, deep_replace
from mutmut.mutation.mutators import mutation_operators
from mutmut.mutation.pragma_handling import IgnoredCode

GUIDANCE = Path(__file__).resolve().parents[2] / "backend" / "steadily" / "guidance"


@dataclass(frozen=True)
class Mutant:
    """One function with one small change. `lines` are those of the changed statement in the module's file."""

    module: str
    function: str
    change: str
    source: str
    lines: range

    @property
    def name(self) -> str:
        """What it is called in the list of survivors; it outlives a change elsewhere in the module."""
        return f"{self.module}.{self.function}: {self.change}"


def mutants(path: Path) -> Iterator[Mutant]:
    """Make every mutant of a module. Properties are read as plain methods, which mutmut would leave out."""
    text = re.sub(r"^( +)@property$", r"\1", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    wrapper = MetadataWrapper(cst.parse_module(text))
    module, places = wrapper.module, wrapper.resolve(PositionProvider)
    visitor = MutationVisitor(mutation_operators, IgnoredCode(set(), set(), set()))
    wrapper.visit(visitor)
    statements = list(_statements(ast.parse(text)))
    owners = {
        id(function): _name(owner, function)
        for owner in (None, *(each for each in module.body if isinstance(each, cst.ClassDef)))
        for function in (module if owner is None else owner.body).body
        if isinstance(function, cst.FunctionDef)
    }
    for mutation in visitor.mutations:
        function = mutation.contained_by_top_level_function
        if function is not None and id(function) in owners:
            line = places[mutation.original_node].start.line
            lines = min((each for each in statements if line in each), key=len)
            old, new = (_source(module, each) for each in (function, _mutated(function, mutation)))
            yield Mutant(path.stem, owners[id(function)], _change(old, new), new, lines)


def _name(owner: cst.ClassDef | None, function: cst.FunctionDef) -> str:
    return function.name.value if owner is None else f"{owner.name.value}.{function.name.value}"


def _mutated(function: cst.FunctionDef, mutation: Mutation) -> cst.FunctionDef:
    mutated = deep_replace(function, mutation.original_node, mutation.mutated_node)
    assert isinstance(mutated, cst.FunctionDef)
    return mutated


def _source(module: cst.Module, function: cst.FunctionDef) -> str:
    return textwrap.dedent(module.code_for_node(function)).strip() + "\n"


def _change(old: str, new: str) -> str:
    """Say what differs, line by line."""
    lines = list(difflib.unified_diff(old.splitlines(), new.splitlines(), lineterm="", n=0))[3:]
    gone, come = ([line[1:].strip() for line in lines if line.startswith(sign)] for sign in "-+")
    return f"{' '.join(gone)} → {' '.join(come)}"


def _statements(tree: ast.Module) -> Iterator[range]:
    """Give the lines of each statement; of one with a body only those before it, of a function all."""
    for node in ast.walk(tree):
        if isinstance(node, ast.stmt):
            body = [] if isinstance(node, (ast.FunctionDef, ast.ClassDef)) else getattr(node, "body", [])
            end = max(node.lineno, body[0].lineno - 1) if body else node.end_lineno or node.lineno
            yield range(node.lineno, end + 1)
