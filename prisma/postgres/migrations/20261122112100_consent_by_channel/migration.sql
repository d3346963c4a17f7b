-- CreateTable
CREATE TABLE "contact_consent" (
    "shop" TEXT NOT NULL,
    "contact" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "at" BIGINT NOT NULL,

    CONSTRAINT "contact_consent_pkey" PRIMARY KEY ("shop", "contact", "channel", "purpose")
);

-- CreateTable
CREATE TABLE "consent_sync" (
    "shop" TEXT NOT NULL,
    "customer" TEXT NOT NULL,
    "entry" TEXT,
    "due_at" BIGINT,
    "reason" TEXT,

    CONSTRAINT "consent_sync_pkey" PRIMARY KEY ("shop", "customer")
);

-- CreateIndex
CREATE INDEX "contact_consent_shop_channel_purpose_state_idx" ON "contact_consent"("shop", "channel", "purpose", "state");

-- CreateIndex
CREATE INDEX "consent_sync_shop_due_at_idx" ON "consent_sync"("shop", "due_at");

-- CreateIndex
CREATE INDEX "consent_sync_shop_reason_idx" ON "consent_sync"("shop", "reason");

-- CreateIndex
CREATE INDEX "double_opt_in_shop_asked_at_idx" ON "double_opt_in"("shop", "asked_at");
