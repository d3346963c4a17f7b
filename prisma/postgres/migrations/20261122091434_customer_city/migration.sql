-- AlterTable
ALTER TABLE "customer" ADD COLUMN "city" TEXT;
