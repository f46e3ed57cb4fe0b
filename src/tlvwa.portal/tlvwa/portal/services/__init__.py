"""REST endpoints on top of plone.restapi, each in a package named after it."""
