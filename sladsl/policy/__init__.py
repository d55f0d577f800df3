"""The compiled policy: plain data, complete in itself, judged without the language."""
