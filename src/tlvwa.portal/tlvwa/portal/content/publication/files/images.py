"""Images for covers: no larger than a page shows them, so that no scale is written when one is asked for."""

import io

COVER_SIZE = (360, 540)  # pixels, at most
QUALITY = 82


class NoImage(Exception):
    """What was given as an image cannot be read as one."""


def jpeg(image):
    """A Pillow image as the bytes of a JPEG that fits into ``COVER_SIZE``."""
    image = image.convert("RGB")
    image.thumbnail(COVER_SIZE)
    written = io.BytesIO()
    image.save(written, "JPEG", quality=QUALITY, optimize=True)
    return written.getvalue()


def opened(data):
    """An image from its bytes, its pixels not read yet. Raises NoImage, also for one that is too large."""
    from PIL import Image

    try:
        return Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "WEBP", "GIF"))
    except (OSError, Image.DecompressionBombError) as error:
        raise NoImage(str(error)) from error


def fitting(data):
    """An image as a JPEG that fits into ``COVER_SIZE``; the same bytes where it does. Raises NoImage."""
    image = opened(data)
    if image.width <= COVER_SIZE[0] and image.height <= COVER_SIZE[1]:
        return data
    try:
        return jpeg(image)
    except OSError as error:
        raise NoImage(str(error)) from error
