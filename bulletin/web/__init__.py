"""
The web doors: what listeners and loudspeakers fetch.
"""
