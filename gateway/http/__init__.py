"""What every HTTP request goes through, whatever it asks for: who calls, how bodies are read, how errors look."""
