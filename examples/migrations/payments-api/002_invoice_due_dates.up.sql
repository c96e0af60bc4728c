ALTER TABLE invoices ADD COLUMN due_on TEXT;

CREATE INDEX invoices_by_customer ON invoices (customer, issued_at);
