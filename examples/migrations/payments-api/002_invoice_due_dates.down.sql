DROP INDEX invoices_by_customer;

ALTER TABLE invoices DROP COLUMN due_on;
