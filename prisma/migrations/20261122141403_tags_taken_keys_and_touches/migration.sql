-- DropIndex
DROP INDEX "contact_tag_shop_tag_idx";

-- CreateTable
CREATE TABLE "api_key" (
    "shop" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "hint" TEXT NOT NULL,
    "scopes" TEXT NOT NULL,
    "created_at" BIGINT NOT NULL,
    "created_by" TEXT NOT NULL,
    "used_at" BIGINT,
    "revoked_at" BIGINT,

    PRIMARY KEY ("shop", "id")
);

-- CreateTable
CREATE TABLE "tag_taken" (
    "shop" TEXT NOT NULL,
    "task" TEXT NOT NULL,
    "contact" TEXT NOT NULL,
    "tag" TEXT NOT NULL,
    "at" BIGINT NOT NULL,
    "source" TEXT,
    "taken_at" BIGINT NOT NULL,

    PRIMARY KEY ("shop", "task", "contact")
);

-- CreateTable
CREATE TABLE "order_touch" (
    "shop" TEXT NOT NULL,
    "fact" TEXT NOT NULL,
    "contact" TEXT NOT NULL,
    "first_source" TEXT,
    "first_medium" TEXT,
    "first_campaign" TEXT,
    "last_source" TEXT,
    "last_medium" TEXT,
    "last_campaign" TEXT,

    PRIMARY KEY ("shop", "fact")
);

-- CreateTable
CREATE TABLE "unknown_product" (
    "shop" TEXT NOT NULL,
    "product" TEXT NOT NULL,

    PRIMARY KEY ("shop", "product")
);

-- CreateIndex
CREATE UNIQUE INDEX "api_key_hash_key" ON "api_key"("hash");

-- CreateIndex
CREATE INDEX "tag_taken_shop_contact_idx" ON "tag_taken"("shop", "contact");

-- CreateIndex
CREATE INDEX "tag_taken_shop_taken_at_idx" ON "tag_taken"("shop", "taken_at");

-- CreateIndex
CREATE INDEX "order_touch_shop_contact_idx" ON "order_touch"("shop", "contact");

-- CreateIndex
CREATE INDEX "contact_tag_shop_tag_contact_idx" ON "contact_tag"("shop", "tag", "contact");

-- Orders that were there before came from somewhere too, and some of their products are not known: both are made from what
-- is heard, in the background.
INSERT INTO "task" ("shop", "id", "kind", "state", "due_at", "attempts", "done_count", "created_at")
SELECT "shop", 'order-touches', 'order-touches', 'queued', 0, 0, 0, 0 FROM "shop" WHERE true
ON CONFLICT DO NOTHING;
INSERT INTO "task" ("shop", "id", "kind", "state", "due_at", "attempts", "done_count", "created_at")
SELECT "shop", 'interests:unknown', 'interests', 'queued', 0, 0, 0, 0 FROM "shop" WHERE true
ON CONFLICT DO NOTHING;
