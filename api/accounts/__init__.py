"""Who may sign in, by what, and what they may do."""
