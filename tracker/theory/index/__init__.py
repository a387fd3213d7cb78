"""The safety index: from measurements on scales of their own to one number a year, and back again.

Source: DOMAIN, "Index"; OECD/JRC (2008), Handbook on Constructing Composite Indicators, the steps and
sections named in each module. Positions and scores run from 0 (worst goalpost) to 1 (best), points from 0
to 100.
"""
