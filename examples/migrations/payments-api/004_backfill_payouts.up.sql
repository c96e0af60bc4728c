-- Payable at once, unless the application says otherwise.
UPDATE invoices SET due_on = issued_at WHERE due_on IS NULL;

INSERT INTO payouts (id, invoice_id, amount_cents, sent_at)
SELECT 'payout-' || id, id, amount_cents, paid_at
FROM invoices
WHERE paid_at IS NOT NULL AND amount_cents > 0;
