"""Dateline: who did what to whom, where and when, and who says so, from news reports."""

__version__ = "0.1.0"
