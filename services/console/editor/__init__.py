"""The editor's form, which is the definition: fields to protos, and the changes that buttons make."""
