-- AlterTable
ALTER TABLE "banner" ADD COLUMN "removed_at" BIGINT;
