"""The search in editors' hands: its words, tried before they hold; what is asked; why a page is found."""
