-- CreateIndex
CREATE INDEX "fact_shop_contact_occurred_at_kind_idx" ON "fact"("shop", "contact", "occurred_at", "kind");

-- DropIndex
DROP INDEX "fact_shop_contact_occurred_at_idx";
