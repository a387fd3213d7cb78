"""The pages: one folder a subject, each with its routes and forms; ``access`` says who may do what."""
