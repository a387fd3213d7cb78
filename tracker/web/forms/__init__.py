"""What every form needs: fields, messages, stale writes, kept text, uploads, pasted columns."""
