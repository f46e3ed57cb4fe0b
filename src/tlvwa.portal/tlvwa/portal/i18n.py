"""The message factory of the add-on's user interface."""

from zope.i18nmessageid import MessageFactory

_ = MessageFactory("tlvwa.portal")
