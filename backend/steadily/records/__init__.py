"""What every stored thing has, and the audit trail of who did what."""
