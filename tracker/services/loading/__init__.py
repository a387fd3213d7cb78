"""Strategy files and demonstrations taken into the database, through the verbs."""
