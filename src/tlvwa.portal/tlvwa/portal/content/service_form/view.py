"""The page of a form."""

from Products.Five.browser import BrowserView


class ServiceFormView(BrowserView):
    """Links to the form: a file of the site, or an address elsewhere."""

    @property
    def address(self):
        """The address of the form."""
        if self.context.file:
            return f"{self.context.absolute_url()}/@@download/file"
        return self.context.url or ""

    @property
    def kind(self):
        """Format and size of a file of the site; empty for an address elsewhere."""
        file = self.context.file
        if not file:
            return ""
        suffix = (file.filename or "").rpartition(".")[2].upper()
        return f"{suffix}, {max(1, file.getSize() // 1024)} kB"
