"""Draws the index as SVG or PNG: one panel a series, eras behind, turning points above.

Colours are those of Okabe and Ito, which readers with any colour vision tell apart; the side
of the zero line says the same, for print in grey. The same points give the same bytes with
the same release of matplotlib.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from relations_kb.errors import MissingExtraError
from relations_kb.index.landmarks import Era, TurningPoint
from relations_kb.index.placing import rows_of_labels
from relations_kb.index.series import BETWEEN, SMALL, Point

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

FORMS = ("svg", "png")
_COOPERATION, _CONFLICT, _SMALL, _INK = "#0072B2", "#D55E00", "#9a9a9a", "#333333"
_SHADE, _SHADE_EDGE = "#f1f0ec", "#d9d7cf"
_DOTS_PER_INCH = 300
_WIDTH = 7.1  # inches: the text width of an A4 page
_LEFT, _RIGHT = 0.62, 0.12
_MAIN, _SIDE, _BARS, _GAP, _ROW = 2.1, 0.9, 0.5, 0.21, 0.125
_HEAD, _HEAD_WIDTH = 0.52, 4.5
_KEY_ROW, _BELOW = 0.135, 0.36
_TITLES = {
    BETWEEN: "Between the two, all directions",
    "iran-to-russia": "Iran → Russia",
    "russia-to-iran": "Russia → Iran",
    "mutual": "Mutual",
    "third-party": "Third parties (in no other panel)",
}
_SETTINGS: Any = {
    "font.family": "DejaVu Sans", "font.size": 7.0, "axes.linewidth": 0.5,
    "axes.edgecolor": "#888888", "xtick.major.width": 0.5, "ytick.major.width": 0.5,
    "xtick.major.size": 2.5, "ytick.major.size": 2.5, "xtick.color": _INK, "ytick.color": _INK,
    "text.color": _INK, "axes.labelcolor": _INK, "svg.hashsalt": "relations-kb",
    "svg.fonttype": "path", "axes.unicode_minus": True,
}  # fmt: skip


def chart(
    points: Sequence[Point],
    eras: Sequence[Era],
    turning_points: Sequence[TurningPoint],
    form: str,
    *,
    title: str = "Iran and Russia: cooperation and conflict",
) -> bytes:
    """Return the points as a drawing in a form of `FORMS`, for the text width of an A4 page.

    Means of fewer than five events are grey rings. Raises `MissingExtraError` if matplotlib
    is not installed.
    """
    try:
        import matplotlib
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure
    except ImportError as error:
        raise MissingExtraError("a chart", "matplotlib", "chart") from error

    with matplotlib.rc_context():
        matplotlib.rcdefaults()  # a reader's own settings must not change our bytes
        matplotlib.rcParams.update(_SETTINGS)
        figure = Figure(figsize=(_WIDTH, 1))
        FigureCanvasAgg(figure)
        _draw(figure, points, eras, turning_points, title)
        written = io.BytesIO()
        metadata: dict[str, Any] = {"Date": None} if form == "svg" else {"Software": None}
        figure.savefig(written, format=form, dpi=_DOTS_PER_INCH, metadata=metadata)
    return written.getvalue()


def _draw(
    figure: Figure,
    points: Sequence[Point],
    eras: Sequence[Era],
    turning_points: Sequence[TurningPoint],
    title: str,
) -> None:
    first = min(point.first_year for point in points)
    last = max(point.last_year for point in points) + 1
    pad = (last - first) * 0.012
    years = (first - pad, last + pad)
    shown = [era for era in eras if era.first < last and (era.last is None or era.last >= first)]
    marked = [point for point in turning_points if first <= point.at <= last]
    by_series = _by_series(points)
    rows, sides = _label_rows(figure, marked, years)

    heights = [_MAIN, *[_SIDE] * (len(by_series) - 1), _BARS]
    key_rows = -(-len(shown) // 3)
    above = _above(figure, marked, rows, sides, years)
    below = _BELOW + _KEY_ROW * key_rows + 0.62
    height = above + sum(heights) + _GAP * (len(heights) - 1) + below
    figure.set_size_inches(_WIDTH, height)
    figure.text(_LEFT / _WIDTH, 1 - 0.12 / height, title, fontsize=9.5, weight="bold", va="top")
    _legend(figure, height)

    top = height - above
    axes: list[Axes] = []
    for size in heights:
        place = (_LEFT / _WIDTH, (top - size) / height, _inside() / _WIDTH, size / height)
        axes.append(figure.add_axes(place))
        top -= size + _GAP
    for number, (series, members) in enumerate(by_series.items()):
        _background(axes[number], shown, years, numbered=number == 0)
        _panel(axes[number], members, _TITLES[series], main=number == 0)
    _background(axes[-1], shown, years)
    _bars(axes[-1], by_series)
    for panel in axes:
        panel.set_xlim(*years)
        panel.spines[["top", "right"]].set_visible(False)
        panel.tick_params(bottom=panel is axes[-1], labelbottom=panel is axes[-1])
        for point in marked if panel is not axes[-1] else ():
            panel.axvline(point.at, color="#8a8a8a", lw=0.4, ls=(0, (2, 2)), zorder=1)
    _labels(figure, axes[0], marked, rows, sides, height)
    _key(figure, shown, height, below)


def _by_series(points: Sequence[Point]) -> dict[str, list[Point]]:
    found: dict[str, list[Point]] = {}
    for point in points:
        found.setdefault(point.direction, []).append(point)
    return dict(sorted(found.items(), key=lambda item: list(_TITLES).index(item[0])))


def _inside() -> float:
    return _WIDTH - _LEFT - _RIGHT


def _background(
    axes: Axes, eras: Sequence[Era], years: tuple[float, float], numbered: bool = False
) -> None:
    for number, era in enumerate(eras, start=1):
        start, end = max(era.first, years[0]), min((era.last or 9999) + 1, years[1])
        if number % 2:
            axes.axvspan(start, end, color=_SHADE, lw=0, zorder=0)
        if numbered:
            axes.text((start + end) / 2, 0.985, str(number), transform=axes.get_xaxis_transform(),
                      fontsize=5.5, ha="center", va="top", color="#777777")  # fmt: skip


def _panel(axes: Axes, points: Sequence[Point], title: str, main: bool) -> None:
    axes.axhline(0, color="#777777", lw=0.5, zorder=1.5)
    there = [(point, point.mean) for point in points if point.mean is not None]
    for (before, start), (after, end) in pairwise(there):
        if before.last_year + 1 == after.first_year and not (before.small or after.small):
            axes.plot([_middle(before), _middle(after)], [start, end],
                      color="#b5b5b5", lw=0.7, zorder=2)  # fmt: skip
    for point, mean in there:
        _point(axes, point, mean, 1.0 if main else 0.72)
    axes.set_ylim(-10.8, 10.8)
    axes.set_yticks([-10, -5, 0, 5, 10] if main else [-8, 0, 8])
    if main:
        box = {"facecolor": "white", "alpha": 0.8, "lw": 0, "pad": 1.5}
        axes.text(0.008, 0.03, title, transform=axes.transAxes, fontsize=6.8, weight="bold",
                  zorder=1.8, bbox=box)  # fmt: skip
        axes.set_ylabel("mean Goldstein value", labelpad=2)
    else:
        _name(axes, title)


def _name(axes: Axes, title: str) -> None:
    axes.annotate(title, (0, 1), (0, 2.5), xycoords="axes fraction", textcoords="offset points",
                  fontsize=6.8, weight="bold", va="bottom", ha="left")  # fmt: skip


def _point(axes: Axes, point: Point, mean: float, scale: float) -> None:
    x = _middle(point)
    if point.small:
        axes.plot([x], [mean], "o", ms=3.1 * scale, mfc="white", mec=_SMALL, mew=0.7,
                  zorder=3)  # fmt: skip
        return
    colour = _COOPERATION if mean > 0 else _CONFLICT if mean < 0 else _INK
    if point.coders and point.variants:
        axes.plot([x, x], point.coders, color=colour, alpha=0.35, lw=4.5 * scale, zorder=2.5,
                  solid_capstyle="butt")  # fmt: skip
    if point.interval:
        axes.plot([x, x], point.interval, color=colour, lw=0.9 * scale, zorder=3,
                  solid_capstyle="butt")  # fmt: skip
    axes.plot([x], [mean], "o", ms=4.4 * scale, mfc=colour, mec="white", mew=0.4, zorder=4)


def _middle(point: Point) -> float:
    return (point.first_year + point.last_year + 1) / 2


def _bars(axes: Axes, by_series: dict[str, list[Point]]) -> None:
    """Draw the number of events behind each mean of the first panel."""
    series = next(iter(by_series.values()))
    span = series[0].last_year - series[0].first_year + 1
    counts = [point.count for point in series]
    colours = ["#c9c9c9" if point.small else "#6f6f6f" for point in series]
    axes.bar([_middle(p) for p in series], counts, width=span * 0.78, color=colours, zorder=2)
    highest = max(1, *counts)
    axes.set_ylim(0, highest * 1.32)
    axes.set_yticks([])
    _name(axes, f"Number of events (n): {_TITLES[series[0].direction].partition(' (')[0]}")
    if len(series) <= 60:
        for point in series:
            if point.count:
                axes.text(_middle(point), point.count + highest * 0.05, str(point.count),
                          fontsize=5.0, ha="center", va="bottom", color="#555555")  # fmt: skip


def _label_rows(
    figure: Figure, marked: Sequence[TurningPoint], years: tuple[float, float]
) -> tuple[list[int], list[str]]:
    """Return the row of each label, counted from below, and the side of its line it stands on."""
    widths = [_text_width(figure, point.label) for point in marked]
    return rows_of_labels([_place(point, years) for point in marked], widths, _WIDTH - 0.05)


def _place(point: TurningPoint, years: tuple[float, float]) -> float:
    """Return where a point stands, in inches from the left edge."""
    return _LEFT + _inside() * (point.at - years[0]) / (years[1] - years[0])


def _text_width(figure: Figure, label: str) -> float:
    """Return the inches that a label takes, with the room about it."""
    canvas: Any = figure.canvas
    text = figure.text(0, 0, label, fontsize=5.8)
    width: float = text.get_window_extent(canvas.get_renderer()).width / figure.dpi + 0.06
    text.remove()
    return width


def _above(
    figure: Figure, marked: Sequence[TurningPoint], rows: Sequence[int], sides: Sequence[str],
    years: tuple[float, float],
) -> float:  # fmt: skip
    """Return the inches over the first panel; high labels may stand beside the title."""
    highest = max(rows, default=-1)
    beside = 0
    for row in range(highest, -1, -1):
        starts = [
            _place(point, years) - (_text_width(figure, point.label) if side == "left" else 0)
            for point, its, side in zip(marked, rows, sides, strict=True)
            if its == row
        ]
        if min(starts) < _HEAD_WIDTH or (beside + 1) * _ROW > _HEAD - 0.05:
            break
        beside += 1
    return _HEAD + _ROW * (highest + 1 - beside) + 0.1


def _labels(
    figure: Figure, axes: Axes, marked: Sequence[TurningPoint], rows: Sequence[int],
    sides: Sequence[str], height: float,
) -> None:  # fmt: skip
    years = axes.get_xlim()
    bottom = axes.get_position().y1
    for point, row, side in zip(marked, rows, sides, strict=True):
        x = _place(point, years) / _WIDTH
        y = bottom + (0.06 + _ROW * row) / height
        line = _line([x, x], [axes.get_position().y1, y + 0.075 / height], figure)
        figure.add_artist(line)
        shift = (-0.03 if side == "left" else 0.03) / _WIDTH
        figure.text(x + shift, y, point.label, fontsize=5.8, va="bottom",
                    ha="right" if side == "left" else "left")  # fmt: skip


def _line(x: list[float], y: list[float], figure: Figure) -> Any:
    from matplotlib.lines import Line2D

    return Line2D(x, y, color="#8a8a8a", lw=0.45, transform=figure.transFigure)


def _legend(figure: Figure, height: float) -> None:
    from matplotlib.lines import Line2D

    def dot(colour: str) -> Line2D:
        return Line2D([], [], color=colour, marker="o", ms=4, lw=0.9, mec="white", mew=0.4)

    handles = [
        dot(_COOPERATION),
        dot(_CONFLICT),
        Line2D([], [], color="none", marker="o", ms=3.1, mfc="white", mec=_SMALL, mew=0.7),
        Line2D([], [], color=_INK, lw=0.9),
        Line2D([], [], color=_INK, lw=4.5, alpha=0.35, solid_capstyle="butt"),
    ]
    texts = ["cooperation", "conflict", f"n < {SMALL}", "95 % bootstrap", "other codings"]
    figure.legend(
        handles, texts, loc="upper left", bbox_to_anchor=(_LEFT / _WIDTH, 1 - 0.34 / height),
        ncols=5, frameon=False, fontsize=6.2, handlelength=1.1, columnspacing=1.3,
        handletextpad=0.5, borderpad=0, borderaxespad=0,
    )  # fmt: skip


def _key(figure: Figure, eras: Sequence[Era], height: float, below: float) -> None:
    """Write the names of the numbered eras, and what the numbers do not know."""
    rows = -(-len(eras) // 3)
    top = below - _BELOW
    columns = (0.0, 0.345, 0.69)
    for number, era in enumerate(eras):
        column, row = divmod(number, rows)
        x = (_LEFT + _inside() * columns[column]) / _WIDTH
        y = (top - _KEY_ROW * row) / height
        span = f"{era.first}–{era.last or ''}"
        figure.text(x, y, str(number + 1), fontsize=6, weight="bold", va="top", ha="left")
        figure.text(x + 0.17 / _WIDTH, y, f"{era.name}, {span}", fontsize=6, va="top")
    note = (
        "Means are of the events that curators chose and sources kept, by the type of act and not "
        "its weight; n is the number of events.\nThe interval says how far a mean hangs on single "
        "events, not what is missing. Rings: fewer than five events, no interval."
    )
    figure.text(_LEFT / _WIDTH, (top - _KEY_ROW * rows - 0.1) / height, note, fontsize=5.6,
                va="top", style="italic", color="#555555", linespacing=1.35)  # fmt: skip
