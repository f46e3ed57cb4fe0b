"""Serializer of a publication's cover: the stored image alone."""

from plone.namedfile.interfaces import INamedImageField
from plone.restapi.interfaces import IFieldSerializer
from plone.restapi.serializer.dxfields import DefaultFieldSerializer
from zope.component import adapter
from zope.interface import implementer

from tlvwa.portal.content.publication.schema import IPublication
from tlvwa.portal.interfaces import IPortalLayer


@adapter(INamedImageField, IPublication, IPortalLayer)
@implementer(IFieldSerializer)
class CoverSerializer(DefaultFieldSerializer):
    """Serializes address, type and size of a picture.

    plone.restapi's own serializer creates scales and writes them to the database on a read.
    """

    def __call__(self):
        """Return what plone.restapi returns, without scales; ``None`` if there is no picture."""
        image = self.field.get(self.context)
        if image is None:
            return None
        width, height = image.getImageSize()
        return {
            "download": f"{self.context.absolute_url()}/@@images/{self.field.getName()}",
            "filename": image.filename,
            "content-type": image.contentType,
            "size": image.getSize(),
            "width": width,
            "height": height,
            "scales": {},
        }
