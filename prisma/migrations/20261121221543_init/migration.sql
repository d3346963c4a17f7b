-- CreateTable
CREATE TABLE "session" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "shop" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "isOnline" BOOLEAN NOT NULL DEFAULT false,
    "scope" TEXT,
    "expires" DATETIME,
    "accessToken" TEXT NOT NULL,
    "userId" BIGINT,
    "firstName" TEXT,
    "lastName" TEXT,
    "email" TEXT,
    "accountOwner" BOOLEAN NOT NULL DEFAULT false,
    "locale" TEXT,
    "collaborator" BOOLEAN DEFAULT false,
    "emailVerified" BOOLEAN DEFAULT false,
    "refreshToken" TEXT,
    "refreshTokenExpires" DATETIME
);

-- CreateTable
CREATE TABLE "shop" (
    "shop" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "email" TEXT,
    "url" TEXT,
    "currency" TEXT NOT NULL,
    "timezone" TEXT NOT NULL,
    "locale" TEXT NOT NULL DEFAULT 'en',
    "ingest_key" TEXT NOT NULL,
    "settings" TEXT NOT NULL DEFAULT '{}',
    "installed_at" BIGINT NOT NULL,
    "uninstalled_at" BIGINT,
    "rfm_day" TEXT,
    "rfm_cuts" TEXT
);

-- CreateTable
CREATE TABLE "inbox" (
    "shop" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "topic" TEXT NOT NULL,
    "api_version" TEXT,
    "event_id" TEXT,
    "triggered_at" BIGINT,
    "received_at" BIGINT NOT NULL,
    "payload" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'queued',
    "due_at" BIGINT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "lease_until" BIGINT,
    "reason" TEXT,
    "done_at" BIGINT,

    PRIMARY KEY ("shop", "id")
);

-- CreateTable
CREATE TABLE "task" (
    "shop" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'queued',
    "due_at" BIGINT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "lease_until" BIGINT,
    "cursor" TEXT,
    "done_count" INTEGER NOT NULL DEFAULT 0,
    "total_count" INTEGER,
    "reason" TEXT,
    "created_at" BIGINT NOT NULL,
    "ended_at" BIGINT,

    PRIMARY KEY ("shop", "id")
);

-- CreateTable
CREATE TABLE "product" (
    "shop" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "handle" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "vendor" TEXT,
    "type" TEXT,
    "tags" TEXT NOT NULL DEFAULT '[]',
    "image_url" TEXT,
    "price" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "updated_at" BIGINT NOT NULL,
    "deleted_at" BIGINT,

    PRIMARY KEY ("shop", "id")
);

-- CreateTable
CREATE TABLE "variant" (
    "shop" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "product_id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "sku" TEXT,
    "price" BIGINT NOT NULL,
    "inventory" INTEGER,
    "inventory_policy" TEXT,
    "inventory_item_id" TEXT,
    "unit_cost" BIGINT,
    "updated_at" BIGINT NOT NULL,

    PRIMARY KEY ("shop", "id")
);

-- CreateTable
CREATE TABLE "customer" (
    "shop" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "email" TEXT,
    "phone" TEXT,
    "first_name" TEXT,
    "last_name" TEXT,
    "locale" TEXT,
    "country" TEXT,
    "tags" TEXT NOT NULL DEFAULT '[]',
    "shopify_rfm" TEXT,
    "created_at" BIGINT,
    "updated_at" BIGINT NOT NULL,
    "deleted_at" BIGINT,

    PRIMARY KEY ("shop", "id")
);

-- CreateTable
CREATE TABLE "cart" (
    "shop" TEXT NOT NULL,
    "token" TEXT NOT NULL,
    "client_id" TEXT,
    "updated_at" BIGINT NOT NULL,

    PRIMARY KEY ("shop", "token")
);

-- CreateTable
CREATE TABLE "cart_line" (
    "shop" TEXT NOT NULL,
    "cart_token" TEXT NOT NULL,
    "product_id" TEXT NOT NULL,
    "quantity" INTEGER NOT NULL,
    "updated_at" BIGINT NOT NULL,

    PRIMARY KEY ("shop", "cart_token", "product_id")
);

-- CreateTable
CREATE TABLE "checkout" (
    "shop" TEXT NOT NULL,
    "token" TEXT NOT NULL,
    "cart_token" TEXT,
    "client_id" TEXT,
    "email" TEXT,
    "customer_id" TEXT,
    "locale" TEXT,
    "total" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "restore_url" TEXT,
    "lines" TEXT NOT NULL DEFAULT '[]',
    "created_at" BIGINT NOT NULL,
    "updated_at" BIGINT NOT NULL,
    "completed_at" BIGINT,

    PRIMARY KEY ("shop", "token")
);

-- CreateTable
CREATE TABLE "orders" (
    "shop" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "name" TEXT,
    "identity" TEXT,
    "email" TEXT,
    "customer_id" TEXT,
    "checkout_token" TEXT,
    "cart_token" TEXT,
    "client_id" TEXT,
    "currency" TEXT NOT NULL,
    "total" BIGINT NOT NULL,
    "refunded" BIGINT NOT NULL DEFAULT 0,
    "counted" INTEGER NOT NULL DEFAULT 1,
    "test" INTEGER NOT NULL DEFAULT 0,
    "cancelled_at" BIGINT,
    "placed_at" BIGINT NOT NULL,
    "updated_at" BIGINT NOT NULL,
    "source" TEXT,
    "landing_page" TEXT,
    "referrer" TEXT,
    "utm" TEXT,

    PRIMARY KEY ("shop", "id")
);

-- CreateTable
CREATE TABLE "order_line" (
    "shop" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "product_id" TEXT,
    "variant_id" TEXT,
    "title" TEXT NOT NULL,
    "quantity" INTEGER NOT NULL,
    "price" BIGINT NOT NULL,
    "unit_cost" BIGINT,
    "placed_at" BIGINT NOT NULL,

    PRIMARY KEY ("shop", "order_id", "id")
);

-- CreateTable
CREATE TABLE "refund" (
    "shop" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,
    "at" BIGINT NOT NULL,

    PRIMARY KEY ("shop", "id")
);

-- CreateTable
CREATE TABLE "fact" (
    "shop" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "occurred_at" BIGINT NOT NULL,
    "received_at" BIGINT NOT NULL,
    "identity" TEXT NOT NULL,
    "verified" INTEGER NOT NULL,
    "subject" TEXT,
    "amount" BIGINT,
    "currency" TEXT,
    "data" TEXT NOT NULL DEFAULT '{}',
    "contact" TEXT,
    "progress" INTEGER NOT NULL DEFAULT 0,

    PRIMARY KEY ("shop", "id")
);

-- CreateTable
CREATE TABLE "contact" (
    "shop" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "stage" TEXT NOT NULL DEFAULT 'visitor',
    "email" TEXT,
    "phone" TEXT,
    "customer_id" TEXT,
    "first_name" TEXT,
    "last_name" TEXT,
    "search" TEXT NOT NULL DEFAULT '',
    "locale" TEXT,
    "country" TEXT,
    "email_consent" TEXT NOT NULL DEFAULT 'not_subscribed',
    "orders_count" INTEGER NOT NULL DEFAULT 0,
    "net_spent" BIGINT NOT NULL DEFAULT 0,
    "currency" TEXT,
    "first_order_at" BIGINT,
    "last_order_at" BIGINT,
    "first_seen_at" BIGINT NOT NULL,
    "last_seen_at" BIGINT NOT NULL,
    "score" INTEGER NOT NULL DEFAULT 0,
    "r" INTEGER,
    "f" INTEGER,
    "m" INTEGER,
    "rfm_group" TEXT NOT NULL DEFAULT 'prospects',
    "shopify_rfm" TEXT,
    "updated_at" BIGINT NOT NULL,

    PRIMARY KEY ("shop", "id")
);

-- CreateTable
CREATE TABLE "identity" (
    "shop" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "contact" TEXT NOT NULL,
    "created_at" BIGINT NOT NULL,

    PRIMARY KEY ("shop", "id")
);

-- CreateTable
CREATE TABLE "sighting" (
    "shop" TEXT NOT NULL,
    "soft" TEXT NOT NULL,
    "hard" TEXT NOT NULL,
    "at" BIGINT NOT NULL,

    PRIMARY KEY ("shop", "soft", "hard", "at")
);

-- CreateTable
CREATE TABLE "link" (
    "shop" TEXT NOT NULL,
    "a" TEXT NOT NULL,
    "b" TEXT NOT NULL,
    "at" BIGINT NOT NULL,

    PRIMARY KEY ("shop", "a", "b")
);

-- CreateTable
CREATE TABLE "contact_tag" (
    "shop" TEXT NOT NULL,
    "contact" TEXT NOT NULL,
    "tag" TEXT NOT NULL,
    "at" BIGINT NOT NULL,

    PRIMARY KEY ("shop", "contact", "tag")
);

-- CreateTable
CREATE TABLE "consent" (
    "shop" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "identity" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "at" BIGINT NOT NULL,
    "evidence" TEXT NOT NULL DEFAULT '{}',

    PRIMARY KEY ("shop", "id")
);

-- CreateTable
CREATE TABLE "score_entry" (
    "shop" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "contact" TEXT NOT NULL,
    "rule" TEXT NOT NULL,
    "points" INTEGER NOT NULL,
    "at" BIGINT NOT NULL,
    "fact" TEXT NOT NULL,

    PRIMARY KEY ("shop", "id")
);

-- CreateTable
CREATE TABLE "decision" (
    "shop" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "contact" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "before" TEXT,
    "after" TEXT,
    "at" BIGINT NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '{}',
    "progress" INTEGER NOT NULL DEFAULT 0,

    PRIMARY KEY ("shop", "id")
);

-- CreateTable
CREATE TABLE "journey" (
    "shop" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "recipe" TEXT,
    "status" TEXT NOT NULL DEFAULT 'off',
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" BIGINT NOT NULL,
    "updated_at" BIGINT NOT NULL,

    PRIMARY KEY ("shop", "id")
);

-- CreateTable
CREATE TABLE "journey_version" (
    "shop" TEXT NOT NULL,
    "journey" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "graph" TEXT NOT NULL,
    "created_at" BIGINT NOT NULL,

    PRIMARY KEY ("shop", "journey", "version")
);

-- CreateTable
CREATE TABLE "enrolment" (
    "shop" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "journey" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "contact" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "arm" TEXT NOT NULL,
    "node" TEXT NOT NULL,
    "visit" INTEGER NOT NULL DEFAULT 0,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "due_at" BIGINT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "lease_until" BIGINT,
    "entered_at" BIGINT NOT NULL,
    "ended_at" BIGINT,
    "reason" TEXT,

    PRIMARY KEY ("shop", "id")
);

-- CreateTable
CREATE TABLE "step" (
    "shop" TEXT NOT NULL,
    "enrolment" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "node" TEXT NOT NULL,
    "visit" INTEGER NOT NULL,
    "outcome" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "at" BIGINT NOT NULL,

    PRIMARY KEY ("shop", "enrolment", "seq")
);

-- CreateTable
CREATE TABLE "banner" (
    "shop" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "condition" TEXT NOT NULL,
    "content" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'on',
    "updated_at" BIGINT NOT NULL,

    PRIMARY KEY ("shop", "id")
);

-- CreateTable
CREATE TABLE "message" (
    "shop" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "dedupe_key" TEXT NOT NULL,
    "contact" TEXT NOT NULL,
    "enrolment" TEXT,
    "journey" TEXT,
    "channel" TEXT NOT NULL,
    "purpose" TEXT NOT NULL DEFAULT 'marketing',
    "template" TEXT NOT NULL,
    "subject_id" TEXT,
    "address" TEXT,
    "state" TEXT NOT NULL DEFAULT 'queued',
    "due_at" BIGINT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "lease_until" BIGINT,
    "reason" TEXT,
    "provider_id" TEXT,
    "links" TEXT NOT NULL DEFAULT '[]',
    "subject_line" TEXT,
    "body_html" TEXT,
    "created_at" BIGINT NOT NULL,
    "submitted_at" BIGINT,

    PRIMARY KEY ("shop", "id")
);

-- CreateTable
CREATE TABLE "suppression" (
    "shop" TEXT NOT NULL,
    "address_hash" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "at" BIGINT NOT NULL,

    PRIMARY KEY ("shop", "address_hash")
);

-- CreateTable
CREATE TABLE "credit" (
    "shop" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "message" TEXT NOT NULL,
    "journey" TEXT,
    "contact" TEXT NOT NULL,
    "clicked_at" BIGINT NOT NULL,
    "placed_at" BIGINT NOT NULL,
    "amount" BIGINT NOT NULL,
    "refunded" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "updated_at" BIGINT NOT NULL,

    PRIMARY KEY ("shop", "order_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "shop_ingest_key_key" ON "shop"("ingest_key");

-- CreateIndex
CREATE INDEX "inbox_shop_state_received_at_idx" ON "inbox"("shop", "state", "received_at");

-- CreateIndex
CREATE INDEX "task_state_due_at_idx" ON "task"("state", "due_at");

-- CreateIndex
CREATE INDEX "variant_shop_product_id_idx" ON "variant"("shop", "product_id");

-- CreateIndex
CREATE INDEX "customer_shop_email_idx" ON "customer"("shop", "email");

-- CreateIndex
CREATE INDEX "cart_line_shop_product_id_updated_at_idx" ON "cart_line"("shop", "product_id", "updated_at");

-- CreateIndex
CREATE INDEX "checkout_shop_cart_token_idx" ON "checkout"("shop", "cart_token");

-- CreateIndex
CREATE INDEX "orders_shop_identity_counted_idx" ON "orders"("shop", "identity", "counted");

-- CreateIndex
CREATE INDEX "orders_shop_checkout_token_idx" ON "orders"("shop", "checkout_token");

-- CreateIndex
CREATE INDEX "orders_shop_placed_at_idx" ON "orders"("shop", "placed_at");

-- CreateIndex
CREATE INDEX "order_line_shop_product_id_placed_at_idx" ON "order_line"("shop", "product_id", "placed_at");

-- CreateIndex
CREATE INDEX "refund_shop_order_id_idx" ON "refund"("shop", "order_id");

-- CreateIndex
CREATE INDEX "fact_shop_contact_occurred_at_idx" ON "fact"("shop", "contact", "occurred_at");

-- CreateIndex
CREATE INDEX "fact_shop_kind_subject_occurred_at_idx" ON "fact"("shop", "kind", "subject", "occurred_at");

-- CreateIndex
CREATE INDEX "fact_shop_identity_idx" ON "fact"("shop", "identity");

-- CreateIndex
CREATE INDEX "fact_progress_shop_idx" ON "fact"("progress", "shop");

-- CreateIndex
CREATE INDEX "contact_shop_email_idx" ON "contact"("shop", "email");

-- CreateIndex
CREATE INDEX "contact_shop_last_seen_at_id_idx" ON "contact"("shop", "last_seen_at", "id");

-- CreateIndex
CREATE INDEX "contact_shop_net_spent_id_idx" ON "contact"("shop", "net_spent", "id");

-- CreateIndex
CREATE INDEX "contact_shop_score_id_idx" ON "contact"("shop", "score", "id");

-- CreateIndex
CREATE INDEX "contact_shop_search_id_idx" ON "contact"("shop", "search", "id");

-- CreateIndex
CREATE INDEX "contact_shop_rfm_group_idx" ON "contact"("shop", "rfm_group");

-- CreateIndex
CREATE INDEX "contact_shop_stage_idx" ON "contact"("shop", "stage");

-- CreateIndex
CREATE INDEX "identity_shop_contact_idx" ON "identity"("shop", "contact");

-- CreateIndex
CREATE INDEX "sighting_shop_hard_idx" ON "sighting"("shop", "hard");

-- CreateIndex
CREATE INDEX "link_shop_b_idx" ON "link"("shop", "b");

-- CreateIndex
CREATE INDEX "contact_tag_shop_tag_idx" ON "contact_tag"("shop", "tag");

-- CreateIndex
CREATE INDEX "consent_shop_identity_channel_at_idx" ON "consent"("shop", "identity", "channel", "at");

-- CreateIndex
CREATE INDEX "score_entry_shop_contact_points_idx" ON "score_entry"("shop", "contact", "points");

-- CreateIndex
CREATE INDEX "score_entry_shop_fact_idx" ON "score_entry"("shop", "fact");

-- CreateIndex
CREATE INDEX "decision_shop_contact_at_idx" ON "decision"("shop", "contact", "at");

-- CreateIndex
CREATE INDEX "decision_shop_kind_at_idx" ON "decision"("shop", "kind", "at");

-- CreateIndex
CREATE INDEX "enrolment_state_due_at_idx" ON "enrolment"("state", "due_at");

-- CreateIndex
CREATE INDEX "enrolment_shop_contact_state_idx" ON "enrolment"("shop", "contact", "state");

-- CreateIndex
CREATE UNIQUE INDEX "enrolment_shop_journey_subject_key" ON "enrolment"("shop", "journey", "subject");

-- CreateIndex
CREATE INDEX "banner_shop_key_position_idx" ON "banner"("shop", "key", "position");

-- CreateIndex
CREATE INDEX "message_state_due_at_idx" ON "message"("state", "due_at");

-- CreateIndex
CREATE INDEX "message_shop_contact_created_at_idx" ON "message"("shop", "contact", "created_at");

-- CreateIndex
CREATE INDEX "message_shop_subject_id_idx" ON "message"("shop", "subject_id");

-- CreateIndex
CREATE UNIQUE INDEX "message_shop_dedupe_key_key" ON "message"("shop", "dedupe_key");

-- CreateIndex
CREATE INDEX "credit_shop_placed_at_idx" ON "credit"("shop", "placed_at");

-- CreateIndex
CREATE INDEX "credit_shop_message_idx" ON "credit"("shop", "message");
