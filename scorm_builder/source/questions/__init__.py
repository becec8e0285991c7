"""Questions and quizzes: what their files may say, what must hold of them, what is printed and kept."""
