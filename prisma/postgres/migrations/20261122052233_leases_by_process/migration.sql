-- AlterTable
ALTER TABLE "message" ADD COLUMN     "lease_by" TEXT;

-- AlterTable
ALTER TABLE "task" ADD COLUMN     "lease_by" TEXT;

-- CreateTable
CREATE TABLE "work_process" (
    "id" TEXT NOT NULL,
    "started_at" BIGINT NOT NULL,

    CONSTRAINT "work_process_pkey" PRIMARY KEY ("id")
);

