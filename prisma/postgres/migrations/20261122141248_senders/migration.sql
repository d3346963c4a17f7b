-- CreateTable
CREATE TABLE "sender" (
    "shop" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL DEFAULT '',
    "address" TEXT NOT NULL DEFAULT '',
    "reply_to" TEXT NOT NULL DEFAULT '',
    "provider" TEXT NOT NULL,
    "config" TEXT NOT NULL DEFAULT '{}',
    "secrets" TEXT,
    "dkim_selector" TEXT,
    "dkim_public" TEXT,
    "dkim_key" TEXT,
    "standard" INTEGER NOT NULL DEFAULT 0,
    "events_token" TEXT,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "per_second" INTEGER,
    "per_hour" INTEGER,
    "warm_from" BIGINT,
    "warm_first" INTEGER,
    "warm_target" INTEGER,
    "second_at" BIGINT NOT NULL DEFAULT 0,
    "second_used" INTEGER NOT NULL DEFAULT 0,
    "hour_at" BIGINT NOT NULL DEFAULT 0,
    "hour_used" INTEGER NOT NULL DEFAULT 0,
    "day" TEXT NOT NULL DEFAULT '',
    "day_used" INTEGER NOT NULL DEFAULT 0,
    "open_at" BIGINT NOT NULL DEFAULT 0,
    "open_why" TEXT,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "rests" INTEGER NOT NULL DEFAULT 0,
    "probe" TEXT,
    "trouble" TEXT,
    "created_at" BIGINT NOT NULL,
    "updated_at" BIGINT NOT NULL,
    "removed_at" BIGINT,

    CONSTRAINT "sender_pkey" PRIMARY KEY ("shop", "id")
);

-- CreateTable
CREATE TABLE "mail_event" (
    "shop" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "sender" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "at" BIGINT NOT NULL,
    "message" TEXT,
    "provider_id" TEXT,
    "detail" TEXT,
    "received_at" BIGINT NOT NULL,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "due_at" BIGINT NOT NULL,

    CONSTRAINT "mail_event_pkey" PRIMARY KEY ("shop", "id")
);

-- CreateIndex
CREATE UNIQUE INDEX "sender_events_token_key" ON "sender"("events_token");

-- CreateIndex
CREATE INDEX "mail_event_shop_due_at_idx" ON "mail_event"("shop", "due_at");

-- CreateIndex
CREATE INDEX "mail_event_shop_message_idx" ON "mail_event"("shop", "message");

-- CreateIndex
CREATE INDEX "message_shop_state_sender_due_at_idx" ON "message"("shop", "state", "sender", "due_at");
