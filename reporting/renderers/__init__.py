"""How does a document look? As a page, a PDF, a table or JSON: drawn from the document alone.

``telling`` puts it into words of one language, ``pdf`` and the templates draw what was told, ``table`` writes
its milestones as CSV.
"""
