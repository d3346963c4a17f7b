-- AlterTable
ALTER TABLE "credit" ADD COLUMN "campaign" TEXT;

-- AlterTable
ALTER TABLE "message" ADD COLUMN "campaign" TEXT;
ALTER TABLE "message" ADD COLUMN "outcome" TEXT;
ALTER TABLE "message" ADD COLUMN "outcome_at" BIGINT;
ALTER TABLE "message" ADD COLUMN "outcome_reason" TEXT;
ALTER TABLE "message" ADD COLUMN "sender" TEXT;
ALTER TABLE "message" ADD COLUMN "template_version" INTEGER;
ALTER TABLE "message" ADD COLUMN "variant" TEXT;

-- CreateTable
CREATE TABLE "template" (
    "shop" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "recipe" TEXT,
    "draft" TEXT NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "version" INTEGER NOT NULL DEFAULT 0,
    "created_at" BIGINT NOT NULL,
    "updated_at" BIGINT NOT NULL,
    "removed_at" BIGINT,

    PRIMARY KEY ("shop", "id")
);

-- CreateTable
CREATE TABLE "template_version" (
    "shop" TEXT NOT NULL,
    "template" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "document" TEXT NOT NULL,
    "brand" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "html" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "created_at" BIGINT NOT NULL,
    "who" TEXT,

    PRIMARY KEY ("shop", "template", "version")
);

-- CreateTable
CREATE TABLE "saved_block" (
    "shop" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "block" TEXT NOT NULL,
    "created_at" BIGINT NOT NULL,

    PRIMARY KEY ("shop", "id")
);

-- CreateTable
CREATE TABLE "campaign" (
    "shop" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "channel" TEXT NOT NULL DEFAULT 'email',
    "purpose" TEXT NOT NULL DEFAULT 'marketing',
    "state" TEXT NOT NULL DEFAULT 'draft',
    "plan" TEXT NOT NULL DEFAULT '{}',
    "revision" INTEGER NOT NULL DEFAULT 1,
    "scheduled_at" BIGINT,
    "due_at" BIGINT,
    "cursor" TEXT,
    "counts" TEXT NOT NULL DEFAULT '{}',
    "approved_by" TEXT,
    "created_at" BIGINT NOT NULL,
    "updated_at" BIGINT NOT NULL,
    "started_at" BIGINT,
    "ended_at" BIGINT,
    "removed_at" BIGINT,

    PRIMARY KEY ("shop", "id")
);

-- CreateTable
CREATE TABLE "campaign_variant" (
    "shop" TEXT NOT NULL,
    "campaign" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "template" TEXT NOT NULL,
    "template_version" INTEGER,
    "differs" TEXT NOT NULL DEFAULT '{}',
    "share" INTEGER NOT NULL,
    "verdict" TEXT NOT NULL DEFAULT 'none',

    PRIMARY KEY ("shop", "campaign", "id")
);

-- CreateTable
CREATE TABLE "campaign_member" (
    "shop" TEXT NOT NULL,
    "campaign" TEXT NOT NULL,
    "contact" TEXT NOT NULL,
    "variant" TEXT,
    "arm" TEXT NOT NULL DEFAULT 'treated',
    "state" TEXT NOT NULL DEFAULT 'frozen',
    "reason" TEXT,
    "due_at" BIGINT NOT NULL,

    PRIMARY KEY ("shop", "campaign", "contact")
);

-- CreateTable
CREATE TABLE "reaction" (
    "shop" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "message" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "link" INTEGER,
    "at" BIGINT NOT NULL,
    "agent" TEXT NOT NULL DEFAULT '',
    "network" TEXT NOT NULL DEFAULT '',
    "device" TEXT,
    "verdict" TEXT NOT NULL DEFAULT 'waiting',
    "why" TEXT,
    "settle_at" BIGINT NOT NULL,

    PRIMARY KEY ("shop", "id")
);

-- CreateIndex
CREATE INDEX "template_shop_updated_at_idx" ON "template"("shop", "updated_at");

-- CreateIndex
CREATE INDEX "campaign_shop_state_due_at_idx" ON "campaign"("shop", "state", "due_at");

-- CreateIndex
CREATE INDEX "campaign_shop_updated_at_idx" ON "campaign"("shop", "updated_at");

-- CreateIndex
CREATE INDEX "campaign_member_shop_campaign_state_due_at_contact_idx" ON "campaign_member"("shop", "campaign", "state", "due_at", "contact");

-- CreateIndex
CREATE INDEX "campaign_member_shop_contact_idx" ON "campaign_member"("shop", "contact");

-- CreateIndex
CREATE INDEX "reaction_shop_message_at_idx" ON "reaction"("shop", "message", "at");

-- CreateIndex
CREATE INDEX "reaction_shop_verdict_settle_at_idx" ON "reaction"("shop", "verdict", "settle_at");

-- CreateIndex
CREATE INDEX "message_shop_campaign_state_idx" ON "message"("shop", "campaign", "state");

-- CreateIndex
CREATE INDEX "message_shop_provider_id_idx" ON "message"("shop", "provider_id");
