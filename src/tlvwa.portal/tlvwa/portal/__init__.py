"""tlvwa.portal: a proven service directory and Zuständigkeitsfinder for Plone."""
