"""Names and contents of files that attackers send, and that programs send by mistake."""

from tests.hostile import KEPT, LONG, REFUSED
from tests.web.documents import sending
from tests.web.documents.sending import office, open_document, packed

CLIMBS = (
    *("../../etc/passwd", "../../../../../../tmp/evil.txt", "..\\..\\windows\\win.ini", "....//....//x.txt"),
    *("/etc/cron.d/evil.txt", "//tmp/evil.txt", "C:\\Windows\\evil.txt", "\\\\server\\share\\evil.txt"),
    *("%2e%2e%2f%2e%2e%2fevil.txt", "..%2f..%2fevil.txt", "..%c0%afevil.txt", "file:///tmp/evil.txt"),
    *("~/.ssh/authorized_keys", "~/evil.txt", "./evil.txt", "static/evil.js", "templates/base.html"),
    *("a/../../b.txt", "..", "../", ".", "/", "\\", "....", "..\\", "../.txt", "x/", "x\\", "C:", "C:x.txt"),
    *("evil.txt/../../x", "evil.txt\\..\\..\\x.txt", "\u2025/\u2025/evil.txt", "\uff0e\uff0e\uff0fevil.txt"),
    *("/proc/self/environ", "/dev/null", "instance/tracker.sqlite", "\\\\.\\pipe\\x.txt", "\\\\?\\C:\\x.txt"),
)
SIGNS = (
    *("evil\x00.txt", "evil.txt\x00.pdf", "\x00", "evil.pdf\x00.txt", "a\nb.txt", "a\r\nSet-Cookie: x=1.txt"),
    *('a".txt', 'a"; filename="b.html', "a'.txt", "a`id`.txt", "$(id).txt", "; rm -rf ~.txt", "|id.txt"),
    *("a&b.txt", "a;b.txt", "a%0d%0aX: y.txt", "%s%s%n.txt", "%(name)s.txt", "{{ 7*7 }}.txt", "${7*7}.txt"),
    *("<script>alert(1)</script>.txt", '"><img src=x onerror=alert(1)>.txt', "javascript:alert(1).txt"),
    *("=cmd|' /C calc'!A0.csv", "@SUM(1).csv", "-1+1.csv", "evil.txt:Zone.Identifier", "evil.txt::$DATA"),
    *("exe.\u202etxt.fdp", "a\u202efdp.exe", "a\u202excod.txt", "a\u2066b\u2069.txt", "a\u200b.txt"),
    *("\ufeffa.txt", "a\u0085b.txt", "a\u2028b.txt", "a\xadb.txt", "a\x1b[31m.txt", "a\x07.txt", "a\x7f.txt"),
    *("a\x9b.txt", "\ud800.txt", "a\udfff.txt", "\uffff.txt", "a\tb.txt", " a.txt ", "a.txt.", "a.txt "),
    *("a.txt...", ".txt", "e\u0301.txt", "é" * 300 + ".txt", "👮" * 200 + ".txt", "\u0627" * 400 + ".txt"),
    *("a" * 5_000 + ".txt", "." * 5_000 + "txt", "a." * 2_500 + "txt", "../" * 1_500 + "evil.txt"),
    *("a" * 5_000, "a.txt" + " " * 5_000, "*.txt", "?.txt", "-rf", "--help.txt", "", " ", "\u3000.txt"),
)
RESERVED = tuple(
    f"{device}{ending}"
    for device in ("CON", "con", "PRN", "AUX", "NUL", "COM1", "COM¹", "LPT9", "CONIN$")
    for ending in (".txt", ".tar.txt", "")
)
ENDED = tuple(
    f"evil.{ending}"
    for ending in (
        *("exe", "com", "scr", "bat", "cmd", "ps1", "vbs", "js", "mjs", "hta", "lnk", "url", "jar", "msi"),
        *("html", "htm", "xhtml", "svg", "svgz", "xml", "xsl", "mht", "swf", "php", "phtml", "jsp", "asp"),
        *("sh", "py", "desktop", "docm", "xlsm", "pptm", "dotm", "doc", "xls", "rtf", "zip", "rar", "7z"),
        *("iso", "eml", "dll", "txt.exe", "pdf.html", "txt.js", "jpg.svg", "TXT.EXE", "html.", "exe "),
        *("htaccess", "config", "ics"),
    )
)
WORDS = tuple(f"{text}.txt" for text in (*KEPT.values(), *REFUSED.values(), LONG))
NAMES = (*CLIMBS, *SIGNS, *RESERVED, *ENDED, *WORDS)

HEADS = (
    b"=../../evil.txt",
    b'="a.txt"; filename="b.html"',
    b'="\xff\xfe.txt"',
    b"*=UTF-8''..%2F..%2Fevil.txt",
    b"*=UTF-8''%00evil.txt",
    b"*=utf-16''evil.txt",
    b'="a\\"; x=\\".txt"',
    b'="' + b"\xe2\x80\xae" * 2_000 + b'.txt"',
    b'="a\x00b.txt"',
    b'="a.txt"\r\nContent-Type: text/html\r\nX-Evil: 1',
    b"",
    b"=",
)
"""What stands behind ``filename`` in the head of a part that no browser sends."""

ACTIVE = {
    "html": sending.HTML,
    "html behind a mark": b"\xef\xbb\xbf \n\t" + sending.HTML,
    "html in capitals": b"<HTML><BODY ONLOAD=alert(1)>",
    "html in utf-16": "<html><script>alert(1)</script>".encode("utf-16"),
    "html behind a comment": b"<!-- a --><html>",
    "svg": sending.SVG,
    "svg in xml": b'<?xml version="1.0"?>' + sending.SVG,
    "php": b"<?php system($_GET['c']); ?>",
    "shell": b"#!/bin/sh\nrm -rf ~\n",
    "python": b"#!/usr/bin/env python\nimport os\n",
    "asp": b"<% Response.Write(1) %>",
    "exe": sending.EXE,
    "elf": b"\x7fELF\x02\x01\x01\x00" + b"\0" * 56,
    "java": b"\xca\xfe\xba\xbe\x00\x00\x00\x34" + b"\0" * 40,
    "flash": b"FWS\x09\x00\x01\x00\x00" + b"\0" * 40,
    "wasm": b"\x00asm\x01\x00\x00\x00",
    "mach-o": b"\xcf\xfa\xed\xfe\x07\x00\x00\x01" + b"\0" * 40,
    "shortcut": b"L\x00\x00\x00\x01\x14\x02\x00" + b"\0" * 60,
    "old office": bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 512,
    "gzip": b"\x1f\x8b\x08\x00" + b"\0" * 40,
    "jar": packed({"META-INF/MANIFEST.MF": b"", "Evil.class": b"\xca\xfe\xba\xbe"}),
    "plain zip": packed({"readme.txt": b"x"}),
    "zip of html": packed({"index.html": sending.HTML}),
    "zip that climbs": packed({"../../evil.txt": b"x", "/etc/passwd": b"x"}),
    "word with macros": office("word", **{"word/vbaProject.bin": b"x"}),
    "open text with macros": open_document("text", **{"Basic/Standard/x.xml": b"x"}),
    "an office of two": office("word", **{"xl/workbook.xml": b"x"}),
    "a list of names without end": sending.overlong_list(),
    "half a zip": office("word")[:-30],
    "a mark of a zip": b"PK\x03\x04",
    "video": b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + b"\0" * 32,
    "noise": bytes(range(256)) * 16,
    "nothing": b"",
}
"""Never taken, whatever it is called."""

DRESSED = ("pdf", "jpg", "docx", "txt")

GROWS = packed({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"\0" * 200 * 1024 * 1024})
"""A zip bomb: 200 MB in 200 KB."""

SCRIPTED = b"/Catalog/OpenAction<</S/JavaScript/JS(app.alert(1))>>"

TWO_FACED = {
    "a picture that is a script.gif": b"GIF89a=1;alert(document.cookie)//\x00;",
    "a picture with a page behind it.png": sending.PNG + sending.HTML,
    "a picture with a zip behind it.jpg": sending.JPEG + packed({"Evil.class": b"x"}),
    "a pdf with a page in it.pdf": sending.PDF + sending.HTML,
    "a pdf with a script.pdf": sending.PDF.replace(b"/Catalog", SCRIPTED),
    "a text with a page in it.txt": b"Referat\n" + sending.HTML,
    "a table of formulas.csv": b'=HYPERLINK("http://evil.example");1\n',
    "a document that climbs.docx": office("word", **{"../../evil": b"x"}),
    "a document that grows.docx": GROWS,
}
"""Taken for what they begin as, and therefore only ever saved."""
