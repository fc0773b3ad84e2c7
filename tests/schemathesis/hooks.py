"""What the tool does not know how to send by itself."""

import schemathesis


@schemathesis.serializer("application/offset+octet-stream")
def piece(_context, value):
    """A piece of a document: bytes as they are."""
    return value if isinstance(value, bytes) else str(value).encode()


@schemathesis.serializer("application/sdp")
def description(_context, value):
    """A session description: whatever text was made up."""
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "replace")
