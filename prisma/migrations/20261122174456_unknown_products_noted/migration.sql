-- AlterTable
ALTER TABLE "unknown_product" ADD COLUMN "noted_at" BIGINT NOT NULL DEFAULT 0;

-- those that are waited for are waited for from now on
UPDATE "unknown_product" SET "noted_at" = CAST(strftime('%s', 'now') AS INTEGER) * 1000;

-- CreateIndex
CREATE INDEX "unknown_product_shop_noted_at_idx" ON "unknown_product"("shop", "noted_at");

-- what a provider said of a sender may have named somebody
UPDATE "sender" SET "trouble" = NULL WHERE "trouble" LIKE '%@%';
