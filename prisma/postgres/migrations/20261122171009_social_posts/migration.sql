-- CreateTable
CREATE TABLE "social_account" (
    "shop" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "network" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "remote_id" TEXT NOT NULL,
    "config" TEXT NOT NULL DEFAULT '{}',
    "secrets" TEXT,
    "state" TEXT NOT NULL DEFAULT 'connected',
    "open_at" BIGINT NOT NULL DEFAULT 0,
    "open_why" TEXT,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "rests" INTEGER NOT NULL DEFAULT 0,
    "probe" TEXT,
    "trouble" TEXT,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "created_at" BIGINT NOT NULL,
    "updated_at" BIGINT NOT NULL,
    "removed_at" BIGINT,

    CONSTRAINT "social_account_pkey" PRIMARY KEY ("shop", "id")
);

-- CreateTable
CREATE TABLE "social_post" (
    "shop" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'draft',
    "scheduled_at" BIGINT,
    "zone" TEXT NOT NULL,
    "article" TEXT,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "created_at" BIGINT NOT NULL,
    "updated_at" BIGINT NOT NULL,
    "ended_at" BIGINT,
    "removed_at" BIGINT,

    CONSTRAINT "social_post_pkey" PRIMARY KEY ("shop", "id")
);

-- CreateTable
CREATE TABLE "social_variant" (
    "shop" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "post" TEXT NOT NULL,
    "position" INTEGER NOT NULL DEFAULT 0,
    "account" TEXT NOT NULL,
    "text" TEXT NOT NULL DEFAULT '',
    "picture" TEXT NOT NULL DEFAULT '',
    "alt" TEXT NOT NULL DEFAULT '',
    "link" TEXT NOT NULL DEFAULT '',
    "target" TEXT NOT NULL DEFAULT '{}',
    "state" TEXT NOT NULL DEFAULT 'planned',
    "due_at" BIGINT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "lease_until" BIGINT,
    "lease_by" TEXT,
    "reason" TEXT,
    "prepared" TEXT,
    "submitted_at" BIGINT,
    "published_at" BIGINT,
    "remote_id" TEXT,
    "remote_url" TEXT,
    "results" TEXT,
    "results_at" BIGINT,
    "results_due_at" BIGINT,

    CONSTRAINT "social_variant_pkey" PRIMARY KEY ("shop", "id")
);

-- CreateTable
CREATE TABLE "social_result" (
    "shop" TEXT NOT NULL,
    "variant" TEXT NOT NULL,
    "day" TEXT NOT NULL,
    "likes" INTEGER,
    "comments" INTEGER,
    "shares" INTEGER,
    "clicks" INTEGER,
    "reach" INTEGER,
    "read_at" BIGINT NOT NULL,

    CONSTRAINT "social_result_pkey" PRIMARY KEY ("shop", "variant", "day")
);

-- CreateIndex
CREATE INDEX "social_post_shop_scheduled_at_idx" ON "social_post"("shop", "scheduled_at");

-- CreateIndex
CREATE INDEX "social_post_shop_updated_at_idx" ON "social_post"("shop", "updated_at");

-- CreateIndex
CREATE INDEX "social_variant_shop_post_idx" ON "social_variant"("shop", "post");

-- CreateIndex
CREATE INDEX "social_variant_shop_state_due_at_idx" ON "social_variant"("shop", "state", "due_at");

-- CreateIndex
CREATE INDEX "social_variant_shop_account_submitted_at_idx" ON "social_variant"("shop", "account", "submitted_at");

-- CreateIndex
CREATE INDEX "social_variant_shop_results_due_at_idx" ON "social_variant"("shop", "results_due_at");

-- CreateIndex
CREATE INDEX "order_touch_shop_last_campaign_idx" ON "order_touch"("shop", "last_campaign");
