"""
The doors to the world outside: the clock, files.
"""
