"""
`bulletin`: the district newspaper, spoken, every day, on time.

The house is drawn in `docs/architecture.md`.
"""
