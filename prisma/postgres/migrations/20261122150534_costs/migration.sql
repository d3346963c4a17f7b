-- CreateTable
CREATE TABLE "cost_line" (
    "shop" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "per" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "campaign" TEXT,
    "first_day" TEXT NOT NULL,
    "last_day" TEXT,
    "note" TEXT NOT NULL DEFAULT '',
    "created_at" BIGINT NOT NULL,
    "removed_at" BIGINT,

    CONSTRAINT "cost_line_pkey" PRIMARY KEY ("shop", "id")
);

-- CreateIndex
CREATE INDEX "cost_line_shop_campaign_idx" ON "cost_line"("shop", "campaign");
