"""
The store: the edition ledger, in a database.
"""
