"""The look of public pages: KERN, the German administration's open design system."""
