"""tlvwa.portal: a proven service directory and Zuständigkeitsfinder for Plone."""

from zope.i18nmessageid import MessageFactory

_ = MessageFactory("tlvwa.portal")
