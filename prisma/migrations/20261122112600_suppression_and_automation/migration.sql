-- The suppression list can be read and changed by a person, and whoever wants no automated decisions can say so.
ALTER TABLE "suppression" ADD COLUMN "address" TEXT;
ALTER TABLE "suppression" ADD COLUMN "note" TEXT;
ALTER TABLE "suppression" ADD COLUMN "who" TEXT;

CREATE TABLE "suppression_change" (
    "shop" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "address_hash" TEXT NOT NULL,
    "deed" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "since" BIGINT NOT NULL,
    "address" TEXT,
    "note" TEXT NOT NULL,
    "who" TEXT NOT NULL,
    "listed" TEXT NOT NULL DEFAULT '{}',
    "at" BIGINT NOT NULL,

    PRIMARY KEY ("shop", "id")
);

CREATE TABLE "automation_choice" (
    "shop" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "identity" TEXT NOT NULL,
    "accepts" INTEGER NOT NULL,
    "source" TEXT NOT NULL,
    "at" BIGINT NOT NULL,
    "evidence" TEXT NOT NULL DEFAULT '{}',

    PRIMARY KEY ("shop", "id")
);

CREATE INDEX "suppression_shop_at_address_hash_idx" ON "suppression"("shop", "at", "address_hash");
CREATE INDEX "suppression_change_shop_at_id_idx" ON "suppression_change"("shop", "at", "id");
CREATE INDEX "suppression_change_shop_address_hash_idx" ON "suppression_change"("shop", "address_hash");
CREATE INDEX "automation_choice_shop_identity_at_idx" ON "automation_choice"("shop", "identity", "at");
CREATE INDEX "contact_shop_email_consent_id_idx" ON "contact"("shop", "email_consent", "id");
