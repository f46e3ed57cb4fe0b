"""tlvwa.portal: a service directory and Zuständigkeitsfinder for Plone that says how sure it is."""
