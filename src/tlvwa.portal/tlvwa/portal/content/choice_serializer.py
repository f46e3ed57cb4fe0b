"""What JSON tells of another object that a field names by its UID."""

from plone.restapi.serializer.dxfields import ChoiceFieldSerializer


class ChoiceSerializer(ChoiceFieldSerializer):
    """Token and title, or nothing where the visitor may not know of what the field names."""

    def __call__(self):
        """The term as the visitor's vocabulary has it; ``None`` where it has none."""
        told = super().__call__()
        return told if isinstance(told, dict) else None
