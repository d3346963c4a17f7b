-- AlterTable
ALTER TABLE "persona" ADD COLUMN     "removed_at" BIGINT;

-- AlterTable
ALTER TABLE "interest" ADD COLUMN     "rank" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "share" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "tag_sync" (
    "shop" TEXT NOT NULL,
    "customer" TEXT NOT NULL,
    "agreed" TEXT NOT NULL DEFAULT '[]',
    "at" BIGINT NOT NULL DEFAULT 0,
    "due_at" BIGINT,
    "reason" TEXT,

    CONSTRAINT "tag_sync_pkey" PRIMARY KEY ("shop","customer")
);

-- CreateIndex
CREATE INDEX "tag_sync_shop_due_at_idx" ON "tag_sync"("shop", "due_at");

-- CreateIndex
CREATE INDEX "contact_shop_persona_idx" ON "contact"("shop", "persona");

-- Contacts that were there before have interests too: they are made from what is known, in the background.
INSERT INTO "task" ("shop", "id", "kind", "state", "due_at", "attempts", "done_count", "created_at")
SELECT "shop", 'interests', 'interests', 'queued', 0, 0, 0, 0 FROM "shop";
