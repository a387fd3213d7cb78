"""Texts that people, programs and attackers send: shown as typed, or refused with a message."""

KEPT = {
    "quotes": "\"Dobbelt\" 'enkelt' „dansk“ `bagvendt`",
    "markup": "<b>&evil</b><script>alert(1)</script>&amp;",
    "template": "{{ 7*7 }} {% raw %} ${7*7} %(name)s %s {0}",
    "emoji": "Tryghed 👮🏽‍♀️🚓 👨‍👩‍👧‍👦",
    "right-to-left": "سلامة المدينة ‏עיר בטוחה",
    "combining": "Z̸̡̛a̷l̵g̶o̴ é ü",
    "sql": "Robert'); DROP TABLE users;--",
    "formula": '=HYPERLINK("http://evil.example")',
    "path": "../../etc/passwd",
    "lookalike": "Αalborg Kommune",
    "tab": "kolonne\tet",
}
"""Kept and shown as they are in any field for text."""

REFUSED = {
    "NUL": "nul\x00midt i",
    "bell": "klokke\x07",
    "escape": "\x1b[31mrød",
    "noncharacter": "slut\uffff",
}
"""Refused with a message and kept in the form."""

LONG = "Æ" * 5_000
"""Longer than a title, shorter than a text."""
