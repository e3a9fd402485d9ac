"""The engine's shell: who is answering which survey, and what was answered."""
