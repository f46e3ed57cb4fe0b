"""Images for covers, no larger than pages show them: then Plone writes no scale when one is requested."""

import io

COVER_SIZE = (360, 540)  # pixels, at most
MOST_PIXELS = 25_000_000  # of a picture that is read; unpacked, each takes three bytes or four
QUALITY = 82


class NoImage(Exception):
    """Data that should be an image cannot be read as one."""


def jpeg_bytes(image):
    """Return a Pillow image as a JPEG that fits into ``COVER_SIZE``."""
    image = image.convert("RGB")
    image.thumbnail(COVER_SIZE)
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=QUALITY, optimize=True)
    return buffer.getvalue()


def pixels_of(file):
    """Return how many pixels a stored picture has; 0 for what is no picture that Pillow knows."""
    from PIL import Image

    try:
        with file.open() as opened:
            width, height = Image.open(opened).size
    except Image.DecompressionBombError:
        return MOST_PIXELS + 1
    except (OSError, ValueError, SyntaxError, AttributeError):  # what Pillow raises of broken heads
        return 0
    return width * height


def open_image(data):
    """Open an image from its bytes without reading the pixels. Raises NoImage.

    An image with too many pixels is refused, too.
    """
    from PIL import Image

    try:
        image = Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "WEBP", "GIF"))
    except (OSError, Image.DecompressionBombError) as error:
        raise NoImage(str(error)) from error
    if image.width * image.height > MOST_PIXELS:
        raise NoImage(f"{image.width} × {image.height} pixels")
    return image


def fit_cover(data):
    """Return an image as a JPEG that fits into ``COVER_SIZE``; unchanged if it fits. Raises NoImage."""
    image = open_image(data)
    if image.width <= COVER_SIZE[0] and image.height <= COVER_SIZE[1]:
        return data
    try:
        return jpeg_bytes(image)
    except OSError as error:
        raise NoImage(str(error)) from error
