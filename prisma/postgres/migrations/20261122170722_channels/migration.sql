-- AlterTable
ALTER TABLE "sender" ADD COLUMN     "channel" TEXT NOT NULL DEFAULT 'email';

-- AlterTable
ALTER TABLE "template" ADD COLUMN     "channel" TEXT NOT NULL DEFAULT 'email';

-- CreateTable
CREATE TABLE "short_link" (
    "code" TEXT NOT NULL,
    "shop" TEXT NOT NULL,
    "message" TEXT NOT NULL,
    "created_at" BIGINT NOT NULL,

    CONSTRAINT "short_link_pkey" PRIMARY KEY ("code")
);

-- CreateIndex
CREATE INDEX "short_link_shop_message_idx" ON "short_link"("shop", "message");

-- CreateIndex
CREATE INDEX "contact_shop_phone_idx" ON "contact"("shop", "phone");
