-- AlterTable
ALTER TABLE "contact" ADD COLUMN     "suppressed" INTEGER NOT NULL DEFAULT 0;
