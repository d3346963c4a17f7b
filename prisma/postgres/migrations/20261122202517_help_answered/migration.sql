-- CreateTable
CREATE TABLE "help_answer" (
    "shop" TEXT NOT NULL,
    "phone_hash" TEXT NOT NULL,
    "sender" TEXT NOT NULL,
    "asked_by" TEXT NOT NULL,
    "asked_at" BIGINT NOT NULL,
    "locale" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "phone" TEXT,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "due_at" BIGINT,

    CONSTRAINT "help_answer_pkey" PRIMARY KEY ("shop", "phone_hash", "sender")
);

-- CreateIndex
CREATE INDEX "help_answer_shop_due_at_idx" ON "help_answer"("shop", "due_at");
