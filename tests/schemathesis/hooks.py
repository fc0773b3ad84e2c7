"""What the tool does not know how to send by itself."""

import schemathesis


@schemathesis.serializer("application/offset+octet-stream")
def piece(_context, value):
    """A piece of a document: bytes as they are."""
    return value if isinstance(value, bytes) else str(value).encode()
