"""Action plans: the list, one for its page, for its forms and for the workbench."""
