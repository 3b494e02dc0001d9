"""
Reading: articles as their sources printed them.
"""

from bulletin.articles.source import Gathered, Source, gather

__all__ = ["Gathered", "Source", "gather"]
