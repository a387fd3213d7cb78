"""Files as a browser sends them, and as no browser would."""

import secrets
import struct
import zipfile
from collections.abc import Iterable, Mapping
from io import BytesIO

PNG = bytes.fromhex("89504e470d0a1a0a0000000d494844520000000100000001080200000090")
JPEG = bytes.fromhex("ffd8ffe000104a46494600010100000100010000") + b"\0" * 32 + b"\xff\xd9"
GIF = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff,\x00;"
WEBP = b"RIFF\x24\x00\x00\x00WEBPVP8 \x18\x00\x00\x00" + b"\0" * 24
HEIC = b"\x00\x00\x00\x18ftypmif1\x00\x00\x00\x00mif1heic" + b"\0" * 32
PDF = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
TEXT = "Referat af mødet, 12 til stede: æøå\n".encode()
CSV = b"dato;antal\n2015-06-30;14\n"
HTML = b"<!doctype html><html><body><script>alert(document.cookie)</script></body></html>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'
EXE = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00" + b"\0" * 64 + b"PE\0\0"


def packed(files: Mapping[str, bytes], *, stored: Iterable[str] = ()) -> bytes:
    """A zip with these files, those of ``stored`` not packed."""
    to = BytesIO()
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as container:
        for name, content in files.items():
            kind = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            container.writestr(name, content, kind)
    return to.getvalue()


def office(folder: str, **more: bytes) -> bytes:
    """A document of Word ("word"), Excel ("xl") or PowerPoint ("ppt"), as far as its kind is told."""
    return packed({"[Content_Types].xml": b"<Types/>", f"{folder}/document.xml": b"<d/>", **more})


def open_document(kind: str, **more: bytes) -> bytes:
    """A document of OpenDocument: "text", "spreadsheet", "presentation"."""
    said = f"application/vnd.oasis.opendocument.{kind}".encode()
    return packed({"mimetype": said, "content.xml": b"<d/>", **more}, stored=("mimetype",))


def overlong_list() -> bytes:
    """A zip whose last record speaks of a list of names as long as the file."""
    whole = office("word")
    at = whole.rfind(b"PK\x05\x06")
    return whole[: at + 12] + struct.pack("<L", 2**31) + whole[at + 16 :]


def multipart(fields: Mapping[str, str], files: Iterable[tuple[bytes, bytes]]) -> tuple[bytes, str]:
    """The body of a form and its content type. ``files`` are what stands behind ``filename`` in the head, as
    it is, and the content; the field is ``document_file``."""
    mark = f"----{secrets.token_hex(12)}".encode()
    head = b"--" + mark + b"\r\nContent-Disposition: form-data; name="
    parts = [head + b'"%s"\r\n\r\n%s\r\n' % (name.encode(), value.encode()) for name, value in fields.items()]
    parts += [
        head + b'"document_file"; filename%s\r\nContent-Type: text/html\r\n\r\n%s\r\n' % (name, content)
        for name, content in files
    ]
    return b"".join(parts) + b"--%s--\r\n" % mark, f"multipart/form-data; boundary={mark.decode()}"


def called(name: str) -> bytes:
    """A file's name as browsers put it into the head of its part."""
    plain = name.replace("\r", "%0D").replace("\n", "%0A").replace('"', "%22")
    return b'="' + plain.encode("utf-8", "surrogatepass") + b'"'
