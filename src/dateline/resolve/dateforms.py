"""The forms of time expressions, as patterns over the letters of `timewords`."""

import re

NUMBER = r"(?:n(?:-?n)*|[2#Y](?:2/2)?n?)"
AMOUNT = rf"(?:a?qf?|an|aw?|{NUMBER})w?"
UNIT = "[uUQC]"
# What may stand before a month, a year or a unit: "the end of", "early", "mid-", "earlier".
PART = "(?:t?Bf|t?y-?|[eL])?"
MONTH = r"[Mm]\.?"
WHICH_YEAR = "(?:[lxh]F?u)"
TIME = r"(?:(?:2(?::2)?|#)c\.?|2:2|2Itp|k)(?:,?Z)?"
DATED_TIME = rf"(?:,?@?(?:T|N|[lxh]?d(?!,?{MONTH}2)|(?:d,?)?{MONTH}[2O](?:,?Y)?))?"

FORMS = {
    "iso": "Y-2-2",
    "slashes": "2/2/Y|Y/2/2",
    "days": rf"{MONTH}2-{MONTH}2(?:,?Y)?|{MONTH}2-2(?:,?Y)?|2-2{MONTH}Y?",
    "clock": rf"[yn]?{TIME}{DATED_TIME}",
    "day": (
        rf"(?:[db]\.?,?)?(?:{MONTH}(?:t?[Oo]|2(?!:2|\.?c|It|/))(?:,?Y(?!-?[uU]))?"
        rf"|t?[2Oo]f?{MONTH}(?:,?Y)?)"
    ),
    "months": "M-M(?:,?Y)?",
    "month": rf"{PART}{MONTH}(?:,|'|f)?Y(?!-?[uU])|{PART}[lxhz]?M(?:f?{WHICH_YEAR})?",
    "week_of": rf"tuf{MONTH}2(?:,?Y)?",
    "quarter": (
        rf"{PART}[th]?(?:Y'?|{WHICH_YEAR}')?F?-?o-?F?Q(?:f?(?:F?Y|{WHICH_YEAR}|t?Fu|tu))?"
        "|W-?Y?|YW"
    ),
    "some_quarter": "t?(?:[lxhijz]|Y|u-?[eg])[QP]|tQ",
    "weekday": r"(?:[yeL]-?)?(?:hx|[lxhij])?dp?(?:f?[lxh]u)?|tpfd",
    "deictic": "(?:[yeL]-?)?(?:Tp?|N)|(?:[yeL]-?)?h[pN]|t?[lxij]p|tpK",
    "age": rf"{AMOUNT}?-?{UNIT}-?A|[oO2]-?A",
    "ago": rf"{AMOUNT}-?{UNIT}-?(?:[geLG]|K(?=[.,:-]|$))|t?u-?[eg]|U[geLG]",
    "span": rf"t?[lJxrij]-?{AMOUNT}-?{UNIT}|[lJxr]U|t?J{UNIT}|tl[uC]|to?{NUMBER}w?[UuQ]|toU",
    "unit": rf"{PART}t?[lxhijz]F?[uC]|t?Bft?F?[uQ]|eItu|tF?u|u-?B",
    "season": rf"{PART}[lxhzt]?s(?:f?Y|f?{WHICH_YEAR})?",
    "holiday": "[lxhz]?H(?:,?Y|[lxh]u)?",
    "set": "V[on]?[udDpsQ]|Dp?|dp?(?=A)|v",
    "years": "Y-[2Y](?!-)",
    "duration": rf"{AMOUNT}-?{UNIT}|U",
    "year": rf"{PART}(?:tu|t?Fu?)?Y|(?:t?B?y-?)?(?:tu)?n(?:n(?:-?n)?)",
    "decade": "(?:t|t?y-?)?E",
    "century": "(?:t?Bf)?t?(?:y-?)?[oO]-?C",
    "reference": "[RX]",
}  # fmt: skip
FORM = re.compile(
    f"(?![_.,:/'fI@-])(?:{'|'.join(f'(?P<{name}>{pattern})' for name, pattern in FORMS.items())})"
)
