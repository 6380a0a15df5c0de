"""Dateline reads news reports and keeps a record of who did what to whom, and who says so."""
