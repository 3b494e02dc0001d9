"""
Writing: what will be said, and which source sentence says so.
"""
