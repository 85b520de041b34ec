"""Small drawn photos of a compound, for people who take a picture without having a camera."""

import struct
import zlib

WIDTH, HEIGHT = 640, 480
Colour = tuple[int, int, int]
PALETTES: tuple[tuple[Colour, Colour, Colour], ...] = (
    ((142, 190, 224), (214, 176, 146), (120, 136, 118)),
    ((238, 190, 150), (168, 152, 168), (104, 100, 112)),
    ((96, 116, 156), (126, 136, 150), (70, 78, 88)),
    ((176, 208, 200), (226, 208, 170), (130, 150, 110)),
)
"""Sky, wall, ground: morning, evening, dusk, noon."""


def photo(seed: int) -> bytes:
    """A PNG of a block of flats; the seed picks the light, the height and which windows are lit."""
    return _png([_row(seed, y) for y in range(HEIGHT)])


def _shade(colour: Colour, factor: float) -> bytes:
    return bytes(min(255, int(part * factor)) for part in colour)


def _row(seed: int, y: int) -> bytes:
    sky, wall, ground = PALETTES[seed % len(PALETTES)]
    roof, street = 70 + seed * 37 % 80, 390
    if y >= street:
        return _shade(ground, 1.15 - (y - street) / 400) * WIDTH
    background = _shade(sky, 0.85 + y / 900)
    if y < roof:
        return background * WIDTH
    left, span = 90 + seed * 53 % 60, 420
    house = _wall(seed, y - roof, wall, span)
    return background * left + house + background * (WIDTH - left - span)


def _wall(seed: int, depth: int, wall: Colour, span: int) -> bytes:
    """One row of the wall: a storey is 46 rows, a window 34 of 60 columns."""
    plain = _shade(wall, 1.08 if depth < 8 else 0.95)
    storey, inside = divmod(depth - 14, 46)
    if depth < 14 or not 4 <= inside < 34:
        return plain * span
    row = b""
    for column in range(span // 60):
        lit = (seed * 7 + storey * 5 + column * 3) % 4 == 0
        glass = _shade((250, 226, 150) if lit else (92, 112, 134), 1.0 + inside / 300)
        row += plain * 13 + glass * 34 + plain * 13
    return row


def _png(rows: list[bytes]) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    pixels = zlib.compress(b"".join(b"\0" + row for row in rows), 9)
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
