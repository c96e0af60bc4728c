DELETE FROM payouts WHERE id = 'payout-' || invoice_id;

UPDATE invoices SET due_on = NULL WHERE due_on = issued_at;
