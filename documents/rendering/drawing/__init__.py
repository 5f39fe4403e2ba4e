"""The one drawing room: figures in, a picture out. The same SVG stands on the page and in the PDF.

Pure functions over frozen dataclasses. What a picture says by shade it says by a sign, a dash or a word too: it is read
in black and white.
"""

from .bars import Bar, RankingFigures, ranking_picture
from .flow import FlowFigures, FlowMonth, flow_picture
from .heat import HeatCell, HeatFigures, HeatRow, Level, heat_picture
from .shapes import Picture
from .trend import Multiples, Point, TrendFigures, multiples, trend_picture

__all__ = [
    "Bar",
    "FlowFigures",
    "FlowMonth",
    "HeatCell",
    "HeatFigures",
    "HeatRow",
    "Level",
    "Multiples",
    "Picture",
    "Point",
    "RankingFigures",
    "TrendFigures",
    "flow_picture",
    "heat_picture",
    "multiples",
    "ranking_picture",
    "trend_picture",
]
