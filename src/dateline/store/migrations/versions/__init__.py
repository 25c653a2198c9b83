"""One file a step, numbered; never changed once released."""
