"""tests/mutate/equivalent.txt: mutants that no test can notice, each with the reason why not.

    KEY
      reason, one or more indented lines

A key names file, function, rule and source text, so it survives moved lines; a row that fits no
mutant any more fails the run.
"""


def read(path):
    rows, key = {}, None
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            if line.startswith("#") or not line.strip():
                continue
            if line[0] == " ":
                if key is None:
                    raise RuntimeError(f"{path}:{number}: a reason without a mutant")
                rows[key] = (rows[key] + " " + line.strip()).strip()
                continue
            key = line.rstrip("\n")
            if key in rows:
                raise RuntimeError(f"{path}:{number}: this mutant is listed twice")
            rows[key] = ""
    for key, reason in rows.items():
        if not reason:
            raise RuntimeError(f"{path}: no reason why this is equivalent: {key}")
    return rows


def stale(rows, found, files):
    """Rows about these files that fit no mutant."""
    known = {s.key for s in found}
    return [k for k in rows if k not in known and k.split(": ")[0] in files or
            k.split(": ")[0] not in files and "/" not in k.split(": ")[0]]
