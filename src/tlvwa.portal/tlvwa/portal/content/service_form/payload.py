"""Payload of a form: what the read models hold of it."""

from zope.component import adapter
from zope.interface import implementer

from tlvwa.portal.content.service_form.schema import IServiceForm, ServiceForm
from tlvwa.portal.content.texts import text
from tlvwa.portal.readmodels.nodes import IPayload
from tlvwa.portal.readmodels.payloads import OnlinePayload


@implementer(IPayload)
@adapter(IServiceForm)
def service_form_payload(form: ServiceForm) -> OnlinePayload:
    """Return where the form is; a file of the site is described by its format."""
    file_format = (form.file.filename or "").rpartition(".")[2].upper() if form.file else ""
    return OnlinePayload(
        url=text(form.url), description=text(form.description), file_format=file_format
    )
