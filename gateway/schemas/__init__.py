"""The JSON of the REST interface as pydantic models, and how it becomes protobuf and back."""
