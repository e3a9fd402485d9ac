"""The values and rules of carrying SMS: numbers, senders, messages. No I/O."""
