"""One folder a question: a request, a function that plays it, a result and its document."""
