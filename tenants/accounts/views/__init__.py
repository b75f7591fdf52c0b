"""Pages about accounts: `people` for whoever manages them, `own` for one's own."""
