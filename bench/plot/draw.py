"""Draws throughput against p99, both on log scales, as SVG text.

usage: python3 bench/plot/draw.py POINTS.json > PICTURE.svg   (sweep.py writes such points)
It brings its own background, so that it can be read on any page; a reader who prefers dark gets a
dark one, where the renderer knows of that.
"""

import json
import math
import sys
import textwrap
from xml.sax.saxutils import escape

WIDTH, HEIGHT = 760, 500
LEFT, RIGHT, TOP, BOTTOM = 78, 90, 54, 120  # room for ticks, names, title, caption
CAPTION_COLUMNS = 112

STYLE = """
  text { font: 13px system-ui, sans-serif; fill: #24292f; }
  .title { font-size: 16px; font-weight: 600; }
  .caption { font-size: 11px; fill: #57606a; }
  .paper { fill: #ffffff; stroke: #d0d7de; }
  .grid { stroke: #d8dee4; stroke-width: 1; }
  .frame { fill: none; stroke: #8c959f; }
  .line { fill: none; stroke-width: 2.5; stroke-linejoin: round; }
  .name { font-weight: 600; stroke: #ffffff; stroke-width: 4; paint-order: stroke; }
  .series0 { stroke: #0969da; } .fill0 { fill: #0969da; }
  .series1 { stroke: #bc4c00; } .fill1 { fill: #bc4c00; }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3; }
    .caption { fill: #9198a1; }
    .paper { fill: #0d1117; stroke: #30363d; }
    .name { stroke: #0d1117; }
    .grid { stroke: #262c36; }
    .frame { stroke: #6e7681; }
    .series0 { stroke: #58a6ff; } .fill0 { fill: #58a6ff; }
    .series1 { stroke: #f0883e; } .fill1 { fill: #f0883e; }
  }
"""


class LogScale:
    """From values to pixels; its ends are 1, 2 or 5 times a power of ten beyond the values."""

    def __init__(self, values, first_pixel, last_pixel):
        steps = [factor * 10**power for power in range(-3, 9) for factor in (1, 2, 5)]
        low = max(step for step in steps if step <= min(values))
        high = min(step for step in steps if step >= max(values) and step > low)
        self.ticks = [step for step in steps if low <= step <= high]
        self._first, self._last = first_pixel, last_pixel
        self._low, self._high = math.log10(low), math.log10(high)

    def pixel(self, value):
        share = (math.log10(value) - self._low) / (self._high - self._low)
        return round(self._first + share * (self._last - self._first), 1)


def number(value):
    if value >= 1_000_000:
        return f"{value / 1_000_000:g} M"
    if value >= 1000:
        return f"{value / 1000:g} k"
    return f"{value:g}"


def text(x, y, content, anchor="start", css="", turned=False):
    turn = f' transform="rotate(-90 {x} {y})"' if turned else ""
    css = f' class="{css}"' if css else ""
    return f'  <text x="{x}" y="{y}" text-anchor="{anchor}"{css}{turn}>{escape(content)}</text>'


def axes(across, up):
    right, bottom = WIDTH - RIGHT, HEIGHT - BOTTOM
    for tick in across.ticks:
        x = across.pixel(tick)
        yield f'  <line class="grid" x1="{x}" y1="{TOP}" x2="{x}" y2="{bottom}"/>'
        yield text(x, bottom + 18, number(tick), "middle")
    for tick in up.ticks:
        y = up.pixel(tick)
        yield f'  <line class="grid" x1="{LEFT}" y1="{y}" x2="{right}" y2="{y}"/>'
        yield text(LEFT - 8, y + 4.5, number(tick), "end")
    size = f'width="{right - LEFT}" height="{bottom - TOP}"'
    yield f'  <rect class="frame" x="{LEFT}" y="{TOP}" {size}/>'
    yield text((LEFT + right) / 2, bottom + 38, "orders carried per second (log scale)", "middle")
    middle = (TOP + bottom) / 2
    yield text(22, middle, "p99, due to final answer, ms (log scale)", "middle", turned=True)


def line(index, series, across, up):
    places = [
        (across.pixel(point["orders_per_second"]), up.pixel(point["p99_ms"]))
        for point in series["points"]
    ]
    path = " ".join(f"{x},{y}" for x, y in places)
    yield f'  <polyline class="line series{index}" points="{path}"/>'
    for x, y in places:
        yield f'  <circle class="fill{index}" cx="{x}" cy="{y}" r="3.5"/>'
    x, y = places[-1]
    yield text(x + 9, y + 4.5, series["name"], css=f"name fill{index}")


def svg(found):
    drawn = [series for series in found["series"] if series["points"]]
    points = [point for series in drawn for point in series["points"]]
    if not points:
        raise RuntimeError("no offered rate was carried, so there is nothing to draw")
    across = LogScale([point["orders_per_second"] for point in points], LEFT, WIDTH - RIGHT)
    up = LogScale([point["p99_ms"] for point in points], HEIGHT - BOTTOM, TOP)
    caption = (
        "An order is four durable steps, each synced before the next. Open loop: an order's time "
        f"counts from when it was due, {found['seconds']} s a rate, nothing taken out. A line ends "
        f"where less than {found['carried_share']:.0%} of the offered rate is carried. Sluice in "
        "process; PostgreSQL: four transactions an order, 64 clients, unix socket. "
        f"{found['machine']}."
    )
    body = [
        f'  <rect class="paper" x="0.5" y="0.5" width="{WIDTH - 1}" height="{HEIGHT - 1}" rx="6"/>',
        text(LEFT, 32, "Throughput and tail latency under rising offered load", css="title"),
        *axes(across, up),
    ]
    for index, series in enumerate(drawn):
        body += line(index, series, across, up)
    body += [
        text(22, HEIGHT - BOTTOM + 65 + 15 * row, words, css="caption")
        for row, words in enumerate(textwrap.wrap(caption, CAPTION_COLUMNS))
    ]
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}"'
        f' width="{WIDTH}" height="{HEIGHT}" role="img">'
    )
    title = "  <title>Orders per second against p99, Sluice and PostgreSQL</title>"
    return "\n".join([head, title, f"  <style>{STYLE}  </style>", *body, "</svg>"]) + "\n"


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as points_file:
        print(svg(json.load(points_file)), end="")
