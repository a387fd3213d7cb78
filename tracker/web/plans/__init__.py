"""Action plans: the list, the plan's change diagram and its outline.

drawing   a theory of change as a drawing, worded for the reader
summary   what stands above the diagram: what is overdue, the weakest links, what the plan lacks
sheet     diagram and summary together, kept by what they depend on
lit       which part of the diagram is lit when one element is looked at
"""
