-- AlterTable
ALTER TABLE "shop" ADD COLUMN "erasure_salt" TEXT;

-- CreateTable
CREATE TABLE "secret" (
    "id" TEXT NOT NULL,
    "sealed" TEXT NOT NULL,

    CONSTRAINT "secret_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "erasure" (
    "shop" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "at" BIGINT NOT NULL,

    CONSTRAINT "erasure_pkey" PRIMARY KEY ("shop", "hash")
);

-- CreateTable
CREATE TABLE "privacy_request" (
    "shop" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'queued',
    "received_at" BIGINT NOT NULL,
    "due_at" BIGINT NOT NULL,
    "done_at" BIGINT,
    "people" TEXT NOT NULL DEFAULT '[]',
    "file" TEXT,
    "file_expires_at" BIGINT,
    "rows" INTEGER,
    "reason" TEXT,

    CONSTRAINT "privacy_request_pkey" PRIMARY KEY ("shop", "id")
);

-- CreateTable
CREATE TABLE "access_entry" (
    "shop" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "at" BIGINT NOT NULL,
    "who" TEXT NOT NULL,
    "what" TEXT NOT NULL,
    "contact" TEXT,
    "count" INTEGER,

    CONSTRAINT "access_entry_pkey" PRIMARY KEY ("shop", "id")
);

-- CreateIndex
CREATE INDEX "privacy_request_shop_received_at_idx" ON "privacy_request"("shop", "received_at");

-- CreateIndex
CREATE INDEX "access_entry_shop_at_id_idx" ON "access_entry"("shop", "at", "id");

-- CreateIndex
CREATE INDEX "access_entry_shop_contact_idx" ON "access_entry"("shop", "contact");
