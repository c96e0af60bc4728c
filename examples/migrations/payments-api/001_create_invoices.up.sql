CREATE TABLE invoices (
  id TEXT PRIMARY KEY,
  customer TEXT NOT NULL,
  currency TEXT NOT NULL DEFAULT 'EUR',
  amount_cents INTEGER NOT NULL CHECK (amount_cents >= 0),
  issued_at TEXT NOT NULL,
  paid_at TEXT
);

INSERT INTO invoices (id, customer, amount_cents, issued_at, paid_at) VALUES
  ('inv-1001', 'Hopper Shipyards', 125000, '2026-09-01', '2026-09-14'),
  ('inv-1002', 'Lovelace Looms', 48050, '2026-09-03', NULL),
  ('inv-1003', 'Hopper Shipyards', 7999, '2026-10-01', NULL);
