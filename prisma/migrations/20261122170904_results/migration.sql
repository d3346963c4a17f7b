-- AlterTable
ALTER TABLE "orders" ADD COLUMN "discount_codes" TEXT;

-- AlterTable
ALTER TABLE "tallied" ADD COLUMN "segments" TEXT;

-- CreateTable
CREATE TABLE "told_activity" (
    "shop" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "told" TEXT NOT NULL,
    "reason" TEXT,
    "told_at" BIGINT NOT NULL,

    PRIMARY KEY ("shop", "subject")
);

-- CreateTable
CREATE TABLE "told_day" (
    "shop" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "day" TEXT NOT NULL,
    "told" TEXT NOT NULL,

    PRIMARY KEY ("shop", "subject", "day")
);

-- CreateIndex
CREATE INDEX "enrolment_shop_arm_entered_at_idx" ON "enrolment"("shop", "arm", "entered_at");
