"""What is put together for a reader from what the other parts find."""
