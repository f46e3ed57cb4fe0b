"""In whose name commands write."""


def as_owner(site):
    """Act as the owner of the site; where its account is gone, or never was, as a Manager without a name."""
    from plone import api

    owner = site.getWrappedOwner()
    return api.env.adopt_roles(["Manager"]) if owner is None else api.env.adopt_user(user=owner)
