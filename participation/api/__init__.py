"""What does the API tell about comments and their answers; and how does a program comment, answer and forward?"""

from participation.api.comments import CommentView
from participation.api.responses import ResponseView

__all__ = ["CommentView", "ResponseView"]
