CREATE TABLE payouts (
  id TEXT PRIMARY KEY,
  invoice_id TEXT NOT NULL REFERENCES invoices (id),
  amount_cents INTEGER NOT NULL CHECK (amount_cents > 0),
  sent_at TEXT NOT NULL
);

CREATE INDEX payouts_by_invoice ON payouts (invoice_id);
