-- AlterTable
ALTER TABLE "customer" ADD COLUMN "phone_version" TEXT;
ALTER TABLE "customer" ADD COLUMN "place_version" TEXT;
ALTER TABLE "customer" ADD COLUMN "tags_version" TEXT;

-- CreateTable
CREATE TABLE "tag_rule" (
    "shop" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "tag" TEXT NOT NULL,
    "segment" TEXT NOT NULL,
    "created_at" BIGINT NOT NULL,
    "removed_at" BIGINT,

    PRIMARY KEY ("shop", "id")
);

-- CreateTable
CREATE TABLE "privacy_part" (
    "shop" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "request" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "rows" INTEGER NOT NULL,
    "file" TEXT NOT NULL,

    PRIMARY KEY ("shop", "id")
);

-- CreateIndex
CREATE INDEX "tag_sync_shop_reason_idx" ON "tag_sync"("shop", "reason");

-- CreateIndex
CREATE INDEX "privacy_part_shop_request_id_idx" ON "privacy_part"("shop", "request", "id");
