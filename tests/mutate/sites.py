"""Walks through the syntax tree of a file and says where a rule may be tried.

Only what runs is changed: no constant expressions, no macros, no template arguments, no case
labels.
"""

import os
import re

from clang import cindex
from clang.cindex import CursorKind as K

from mutate.rules import HERE, LOOPS, Rules, folded, type_of

FUNCTIONS = {K.FUNCTION_DECL, K.CXX_METHOD, K.CONSTRUCTOR, K.DESTRUCTOR, K.FUNCTION_TEMPLATE,
             K.CONVERSION_FUNCTION}
JUMPS = {K.BREAK_STMT, K.CONTINUE_STMT}


class Finder(Rules):
    """The mutants of one file, as clang reads it in one translation unit."""

    def __init__(self, path, file_name, declarations):
        super().__init__(path, file_name)
        for c in declarations:
            self.declaration(c)

    # -- declarations ------------------------------------------------------------------------------

    def declaration(self, node):
        if node.kind in (K.NAMESPACE, K.LINKAGE_SPEC):
            for c in node.get_children():
                self.declaration(c)
            return
        if not self.is_here(node):
            return
        if node.kind in FUNCTIONS:
            self.body_of(node)
        elif node.kind in (K.CLASS_DECL, K.STRUCT_DECL, K.CLASS_TEMPLATE,
                           K.CLASS_TEMPLATE_PARTIAL_SPECIALIZATION):
            for c in node.get_children():
                self.declaration(c)

    def body_of(self, node):
        body = next((c for c in node.get_children() if c.kind == K.COMPOUND_STMT), None)
        if body is None:
            return
        head = self.text(node.extent.start.offset, body.extent.start.offset)
        if re.search(r"\bconst(expr|eval)\b", head):
            return
        owner = node.semantic_parent
        in_class = owner is not None and owner.kind in (
            K.CLASS_DECL, K.STRUCT_DECL, K.CLASS_TEMPLATE)
        outer = self.function
        self.function = (owner.spelling + "::" if in_class else "") + node.spelling
        self.block(body)
        self.function = outer

    # -- statements --------------------------------------------------------------------------------

    def block(self, node):
        for c in node.get_children():
            self.statement(c)

    def statement(self, node):
        kind = node.kind
        kids = list(node.get_children())
        if kind == K.COMPOUND_STMT:
            self.block(node)
        elif kind == K.IF_STMT:
            self.if_statement(node, kids)
        elif kind in LOOPS:
            self.drop(node)
            self.loop(kind, kids)
        elif kind == K.SWITCH_STMT:
            for c in kids[:-1]:
                self.expression(c, "value")
            self.statement(kids[-1])
        elif kind == K.CASE_STMT:
            self.statement(kids[1])
        elif kind == K.RETURN_STMT:
            self.return_statement(node, kids)
        elif kind in JUMPS:
            self.drop(node)
        elif kind == K.DECL_STMT:
            for c in kids:
                self.variable(c)
        elif kind == K.CXX_TRY_STMT:
            for c in kids:
                self.statement(c)
        elif kind == K.CXX_CATCH_STMT:
            self.statement(kids[-1])
        elif kind.is_expression():
            if not self.throws(node):
                self.drop(node)
            self.expression(node, "statement")

    def throws(self, node):
        """It does not come back, so nothing needs to follow it."""
        return (node.kind == K.CXX_THROW_EXPR or node.spelling == "broken_invariant" or any(
            c.kind == K.CXX_THROW_EXPR for c in node.get_children()))

    def if_statement(self, node, kids):
        if re.match(r"if\s+constexpr", self.words(node)):
            for c in kids[1:]:
                self.statement(c)
            return
        at = 0
        while kids[at].kind in (K.DECL_STMT, K.VAR_DECL):
            self.variable(kids[at])
            at += 1
        declared = at > 0 and kids[at - 1].kind == K.VAR_DECL
        if not declared:  # otherwise the condition has no words of its own
            self.expression(kids[at], "condition")
        branches = kids[at + 1:]
        if len(branches) == 1:
            self.drop(node)
        for c in branches:
            self.statement(c)

    def loop(self, kind, kids):
        if kind == K.CXX_FOR_RANGE_STMT:
            for c in kids[1:-1]:
                self.expression(c, "value")
            self.statement(kids[-1])
            return
        if kind == K.DO_STMT:
            self.statement(kids[0])
            self.expression(kids[1], "condition")
            return
        declared = False
        for c in kids[:-1]:
            if c.kind in (K.DECL_STMT, K.VAR_DECL):
                self.variable(c)
                declared = c.kind == K.VAR_DECL
            elif not declared:
                bare = type_of(c)[1] == "bool"
                self.expression(c, "condition" if bare else "statement")
        self.statement(kids[-1])

    def return_statement(self, node, kids):
        if not kids:
            return self.drop(node)
        if type_of(kids[0])[1] == "void":
            self.drop(node)
            return self.expression(kids[0], "statement")
        if self.words(kids[0]).startswith("{"):
            start, end = self.span(node)
            semicolon = re.compile(rb"\s*;").match(self.source, end)
            if semicolon is not None and folded(self.words(kids[0])) != "{}":
                self.add("constant", start, semicolon.end(), "return {}",
                         "{{ if (" + HERE + "on({n})) return {{}}; ", " }}",
                         text=self.text(start, end))
        self.expression(kids[0], "return")

    def variable(self, node):
        if node.kind == K.DECL_STMT:
            for c in node.get_children():
                self.variable(c)
            return
        if node.kind != K.VAR_DECL or re.search(r"\bconstexpr\b", self.words(node)):
            return
        declared = self.span(node)
        before = self.text(max(0, declared[0] - 40), declared[0])
        if re.search(r"\bconstexpr\s*(static\s*)?$", before):
            return
        for c in node.get_children():
            # What stands before the name belongs to the type.
            if c.kind.is_expression() and self.span(c)[0] >= node.location.offset:
                # `T name{value}`: clang lets the value begin with the name.
                braced = re.match(r"(" + re.escape(node.spelling) + r"\s*)?[{]", self.words(c))
                self.expression(c, "value" if braced else "init")

    # -- expressions -------------------------------------------------------------------------------

    def expression(self, node, role):
        kids = list(node.get_children())
        if node.kind == K.LAMBDA_EXPR:
            for c in kids:
                if c.kind == K.COMPOUND_STMT:
                    self.block(c)
            return
        if not self.is_here(node):
            return
        # What clang adds between a word and its use: a conversion, a copy, a temporary.
        wrapped = [c for c in kids if c.kind.is_expression()]
        same = len(wrapped) == 1 and self.span(wrapped[0]) == self.span(node)
        hidden = node.kind == K.UNEXPOSED_EXPR or (
            node.kind == K.CALL_EXPR and not self.words(node).endswith((")", "}")))
        self.negate(node, role)
        if same and hidden:
            return self.expression(wrapped[0], role)
        self.rules_of(node, kids, role)
        self.inside(node, kids, role)

    def inside(self, node, kids, role):
        kind = node.kind
        if kind == K.BINARY_OPERATOR and node.binary_operator.name in ("LAnd", "LOr"):
            for c in kids:  # of `a && b && c` the parts and the whole, not `a && b`
                chain = c.kind == kind and c.binary_operator == node.binary_operator
                (self.inside(c, list(c.get_children()), role) if chain
                 else self.expression(c, "condition"))
        elif kind == K.CONDITIONAL_OPERATOR:
            self.expression(kids[0], "condition")
            for c in kids[1:]:
                self.expression(c, role)
        elif kind == K.CALL_EXPR:
            called = self.span(kids[0])[1] if kids else 0
            for c in kids:
                passed = self.span(c)[0] >= called and not self.is_operator(c)
                operator = node.spelling.startswith("operator")
                self.expression(c, "argument" if passed and not operator else "value")
        elif kind == K.INIT_LIST_EXPR:
            for c in kids:
                self.element(c)
        elif kind in (K.CXX_STATIC_CAST_EXPR, K.CXX_FUNCTIONAL_CAST_EXPR, K.PAREN_EXPR):
            for c in kids:
                self.expression(c, "value")
        elif kind != K.CXX_THROW_EXPR:
            for c in kids:
                if c.kind.is_expression():
                    self.expression(c, "value")

    def element(self, node):
        """One of a braced list; `.member = value` is a node of its own."""
        kids = list(node.get_children())
        if kids and kids[0].kind == K.MEMBER_REF:
            for c in kids[1:]:
                self.expression(c, "element")
        else:
            self.expression(node, "element")


def sites_of(root, path, headers, arguments):
    """path -> sites: of a source, and of those of `headers` that it includes."""
    source = f"{root}/{path}"
    unit = cindex.Index.create().parse(source, args=arguments)
    errors = [d for d in unit.diagnostics if d.severity >= cindex.Diagnostic.Error]
    if errors:
        raise RuntimeError(f"clang cannot read {path}: {errors[0]}")
    names = {os.path.realpath(i.include.name): i.include.name for i in unit.get_includes()}
    asked = {source: path}
    for h in headers:
        if (name := names.get(os.path.realpath(f"{root}/{h}"))) is not None:
            asked[name] = h
    declarations = {name: [] for name in asked}
    collect(unit.cursor, declarations)
    return {asked[name]: Finder(asked[name], name, those).sites
            for name, those in declarations.items()}


def collect(node, declarations):
    """What stands outermost in each of these files."""
    for c in node.get_children():
        place = c.location.file
        if place is not None and place.name in declarations:
            declarations[place.name].append(c)
