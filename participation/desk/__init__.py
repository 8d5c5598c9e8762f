"""Where people take part: what waits for them, and the forms in which they comment, answer and forward."""
