"""Competency questions: ``.rq`` files with a header, and parameters that are typed terms."""
