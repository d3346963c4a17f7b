-- CreateTable
CREATE TABLE "push_subscription" (
    "shop" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "identity" TEXT NOT NULL,
    "sealed" TEXT NOT NULL,
    "locale" TEXT,
    "created_at" BIGINT NOT NULL,
    "last_submitted_at" BIGINT,
    "gone_at" BIGINT,
    "gone_why" TEXT,

    CONSTRAINT "push_subscription_pkey" PRIMARY KEY ("shop","id")
);

-- CreateTable
CREATE TABLE "push_key" (
    "shop" TEXT NOT NULL,
    "public_key" TEXT NOT NULL,
    "private_key" TEXT NOT NULL,
    "created_at" BIGINT NOT NULL,

    CONSTRAINT "push_key_pkey" PRIMARY KEY ("shop")
);

-- CreateIndex
CREATE INDEX "push_subscription_shop_identity_idx" ON "push_subscription"("shop", "identity");

-- CreateIndex
CREATE INDEX "push_subscription_shop_gone_at_idx" ON "push_subscription"("shop", "gone_at");
