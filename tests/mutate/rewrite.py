"""The text of a file with all its mutants in it."""


def rewritten(source, sites, number_of):
    """`source`: bytes. Nested places come out nested: the outer one opens first and closes last."""
    pieces = []  # (offset, after what is there already, how far out, text, bytes taken away)
    for s in sites:
        n = number_of(s)
        size = s.end - s.start
        pieces.append((s.start, 1, (-size, s.order), fill(s.open, n), 0))
        pieces.append((s.end, 0, (size, -s.order), fill(s.close, n), 0))
        if s.cut:
            pieces.append((s.cut[0], 2, (0, 0), s.cut[2], s.cut[1] - s.cut[0]))
    out, at = [], 0
    for offset, _, _, text, taken in sorted(pieces, key=lambda p: p[:3]):
        out.append(source[at:offset])
        out.append(text.encode())
        at = offset + taken
    out.append(source[at:])
    return b"".join(out)


def fill(text, number):
    return text.format(n=number)
