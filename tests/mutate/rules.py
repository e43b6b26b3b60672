"""What a mutant is, and the rules by which one is made of a place in the syntax tree.

A mutant is a place in the text, a rule, and what is put around the place so that the same program
is the original or, when its number is chosen at run time, the mutant (runtime/mutant.hpp).
"""

import re
from dataclasses import dataclass, field

from clang import cindex
from clang.cindex import CursorKind as K

HERE = "::sluice::mutate::"
NEIGHBOUR = {"<": "less", "<=": "at_most", ">": "greater", ">=": "at_least"}
SWAPPED = {"<": "<=", "<=": "<", ">": ">=", ">=": ">"}
LOOPS = {K.FOR_STMT, K.CXX_FOR_RANGE_STMT, K.WHILE_STMT, K.DO_STMT}
# Roles in which a value matters: given to a variable, a parameter or a member, or returned.
VALUES = {"return", "init", "argument", "element"}
# Calls that only pass on what they are given, or are what a constant would be.
PASSED_ON = {"move", "forward", "begin", "end", "ref", "cref", "get", "nothing"}


@dataclass
class Site:
    """One mutant. `open` and `close` may hold {n}, its number; `cut` is taken out of the middle."""

    path: str
    function: str
    rule: str
    start: int
    end: int
    line: int
    text: str  # of the source, blanks folded
    becomes: str
    open: str
    close: str
    cut: tuple = ()  # (start, end, what stands there instead)
    nth: int = 1  # of those with the same key in one function
    order: int = field(default=0, repr=False)
    number: int = -1

    @property
    def key(self):
        """Survives moved lines: where and what, not when."""
        again = f" #{self.nth}" if self.nth > 1 else ""
        return f"{self.path}: {self.function}: {self.rule}: {self.text}{again}"


def folded(text):
    text = re.sub(r"//[^\n]*", "", text)
    return re.sub(r"\s+", " ", text).strip()


def is_time(spelling):
    spelling = spelling.removeprefix("const ")
    return spelling.startswith(("std::chrono::duration<", "std::chrono::time_point<"))


def type_of(node):
    canonical = node.type.get_canonical()
    return canonical, canonical.spelling.removeprefix("const ")


def is_number(node):
    canonical, spelling = type_of(node)
    if spelling in ("bool", "char"):
        return False
    kind = canonical.kind
    whole = cindex.TypeKind.USHORT.value <= kind.value <= cindex.TypeKind.INT128.value
    return whole or kind == cindex.TypeKind.UCHAR or is_time(spelling)


def macros_of(source):
    """Their places: nothing else is written in capitals here."""
    for word in re.finditer(rb"\b[A-Z][A-Z0-9_]{2,}\b", source):
        end, depth = word.end(), 0
        for end in range(word.end(), len(source)):
            depth += {40: 1, 41: -1}.get(source[end], 0)
            if depth == 0:
                break
        yield word.start(), end + 1


class Rules:
    """The mutants of one file."""

    def __init__(self, path, file_name):
        self.path = path
        self.file_name = file_name
        with open(file_name, "rb") as source:
            self.source = source.read()
        self.sites = []
        self.seen = set()
        self.function = ""
        self.macros = list(macros_of(self.source))

    def is_here(self, node):
        place = node.location.file
        return place is not None and place.name == self.file_name

    # -- the text ------------------------------------------------------------------------------

    def span(self, node):
        return node.extent.start.offset, node.extent.end.offset

    def text(self, start, end):
        return self.source[start:end].decode()

    def words(self, node):
        return self.text(*self.span(node))

    def in_macro(self, offset):
        return any(a <= offset < b for a, b in self.macros)

    def add(self, rule, start, end, becomes, opened, closed, cut=(), text=None):
        key = (rule, start, end, becomes)
        if start >= end or key in self.seen or self.in_macro(start) or self.in_macro(end - 1):
            return
        self.seen.add(key)
        line = self.source.count(b"\n", 0, start) + 1
        words = folded(self.text(start, end) if text is None else text)
        site = Site(self.path, self.function, rule, start, end, line, words, becomes, opened,
                    closed, cut, order=len(self.sites))
        site.nth += sum(1 for s in self.sites if (s.function, s.rule, s.text) ==
                        (site.function, site.rule, site.text))
        self.sites.append(site)

    # -- the rules ---------------------------------------------------------------------------------

    def drop(self, node):
        """The statement with its semicolon, or its closing brace."""
        start, end = self.span(node)
        if not self.ends_with_block(node):
            semicolon = re.compile(rb"\s*;").match(self.source, end)
            if semicolon is None:
                return
            end = semicolon.end()
        words = self.text(start, end)
        short = words.split("{")[0] + "{…}" if "\n" in words and "{" in words else words
        self.add("drop", start, end, "nothing", "{{ if (!" + HERE + "on({n})) ", " }}", text=short)

    def ends_with_block(self, node):
        if node.kind == K.COMPOUND_STMT or node.kind in (K.SWITCH_STMT, K.CXX_TRY_STMT):
            return True
        if node.kind == K.IF_STMT or node.kind in LOOPS - {K.DO_STMT}:
            return self.ends_with_block(list(node.get_children())[-1])
        return False

    def negate(self, node, role):
        is_bool = type_of(node)[1] == "bool"
        if role != "condition" and not (is_bool and role in VALUES):
            return
        start, end = self.span(node)
        words = self.text(start, end)
        if role == "element" and words.startswith("."):
            return
        becomes = words[1:] if words.startswith("!") and words[1:].isidentifier() else f"!({words})"
        self.add("negate", start, end, folded(becomes),
                 "(" + HERE + "on({n}) != static_cast<bool>(", "))")

    def rules_of(self, node, kids, role):
        kind = node.kind
        start, end = self.span(node)
        if kind in (K.BINARY_OPERATOR, K.CALL_EXPR):
            self.comparison(kids)
        if kind == K.DECL_REF_EXPR:
            self.enumerator(node)
        if kind == K.INTEGER_LITERAL:
            if is_number(node) and self.source[start:start + 1].isdigit():
                self.more(node)
        elif kind == K.BINARY_OPERATOR and is_number(node) and not any(
                c.kind == K.INTEGER_LITERAL for c in self.operands(kids)):
            if node.binary_operator.name in ("Add", "Sub"):
                self.more(node)
        elif kind == K.CALL_EXPR and re.fullmatch(r"operator[+-]", node.spelling):
            if is_time(type_of(node)[1]):
                self.more(node)
        elif kind == K.CALL_EXPR and node.spelling in PASSED_ON:
            pass
        elif kind == K.CALL_EXPR and role in VALUES:
            if is_number(node):
                self.more(node)
            elif self.is_call(node):
                self.blank(node)
        elif role in ("element", "return") and kind in (K.MEMBER_REF_EXPR, K.DECL_REF_EXPR,
                                                        K.CALL_EXPR, K.CXX_FUNCTIONAL_CAST_EXPR):
            if is_number(node) and kind != K.CXX_FUNCTIONAL_CAST_EXPR:
                self.more(node)
            elif type_of(node)[0].kind == cindex.TypeKind.RECORD:
                self.blank(node)
            elif type_of(node)[0].kind == cindex.TypeKind.POINTER and role == "return":
                self.blank(node)
        elif role in ("element", "return") and kind == K.STRING_LITERAL and end - start > 2:
            self.add("constant", start, end, '""', HERE + "blank({n}, ", ")")

    def operands(self, kids):
        for c in kids:
            while c.kind == K.UNEXPOSED_EXPR:
                inner = [x for x in c.get_children()]
                if len(inner) != 1:
                    break
                c = inner[0]
            yield c

    def is_call(self, node):
        """Written as one, no constructor's, and what it returns is not there to be changed."""
        referenced = node.referenced
        if referenced is None or referenced.kind == K.CONSTRUCTOR or node.spelling == "":
            return False
        returned = referenced.result_type.get_canonical()
        if returned.kind == cindex.TypeKind.LVALUEREFERENCE and \
                not returned.get_pointee().is_const_qualified():
            return False
        kind = type_of(node)[0].kind
        return self.words(node).endswith(")") and kind in (
            cindex.TypeKind.RECORD, cindex.TypeKind.POINTER)

    def comparison(self, kids):
        kids = [c for c in kids if c.kind.is_expression()]
        if len(kids) == 3 and self.is_operator(kids[1]):  # an overloaded one
            left, right = kids[0], kids[2]
        elif len(kids) == 2:
            left, right = kids
        else:
            return
        a, b = self.span(left)[1], self.span(right)[0]
        sign = self.text(a, b).strip()
        if sign not in NEIGHBOUR:
            return
        start, end = self.span(left)[0], self.span(right)[1]
        at = a + self.text(a, b).index(sign)
        whole = self.text(start, at) + SWAPPED[sign] + self.text(at + len(sign), end)
        self.add("comparison", start, end, folded(whole), HERE + "compare({n}, ", ")",
                 (at, at + len(sign), f", {HERE}{NEIGHBOUR[sign]}{{}}, "))

    def is_operator(self, node):
        return node.spelling.startswith("operator")

    def enumerator(self, node):
        named = node.referenced
        if named is None or named.kind != K.ENUM_CONSTANT_DECL:
            return
        all_of = [c.spelling for c in named.semantic_parent.get_children()
                  if c.kind == K.ENUM_CONSTANT_DECL]
        if len(all_of) < 2:
            return
        place = all_of.index(named.spelling)
        other = all_of[place + 1] if place + 1 < len(all_of) else all_of[place - 1]
        start, end = self.span(node)
        words = self.text(start, end)
        if not words.endswith(named.spelling):
            return
        becomes = words[:-len(named.spelling)] + other
        self.add("enumerator", start, end, becomes,
                 "(" + HERE + "on({n}) ? " + becomes + " : ", ")")

    def more(self, node):
        start, end = self.span(node)
        self.add("one more", start, end, folded(self.text(start, end)) + " + 1",
                 HERE + "one_more({n}, ", ")")

    def blank(self, node):
        start, end = self.span(node)
        words = self.text(start, end)
        if words.startswith(("{", ".")) or words.endswith(("{}", "nullopt")):
            return
        self.add("constant", start, end, "{}", HERE + "blank({n}, ", ")")
