"""How does what the IRM published get into the record, and who says that it is there?

A file holds reports of the IRM on one plan, with the codes they gave (format: ``docs/irm-file.md``). It is
checked as a whole, every error with its place. Loading it again writes nothing; a code that reads differently
now supersedes the old one, which stays readable.
"""

from reporting.irm.entering import Loaded, entered, load_irm
from reporting.irm.file import IrmFile, IrmFileError, parse_irm_file

__all__ = ["IrmFile", "IrmFileError", "Loaded", "entered", "load_irm", "parse_irm_file"]
