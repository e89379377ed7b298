def plain_text(payload: str) -> str:
    return payload
