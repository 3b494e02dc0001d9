"""
`python -m bulletin.cli` is `bulletin`.
"""

from bulletin.cli import main

main()
