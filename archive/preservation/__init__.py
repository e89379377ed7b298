"""What keeps the archive whole over decades: backups, the way back from them, and the ledger of withdrawals."""
