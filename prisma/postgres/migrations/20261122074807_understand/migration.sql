-- What is known of a contact grows, columns are added in place, so that a large table is not copied.
ALTER TABLE "orders" ADD COLUMN "discounts" BIGINT;

CREATE TABLE "score_rule" (
    "shop" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "scope" TEXT NOT NULL DEFAULT 'global',
    "trigger" TEXT NOT NULL,
    "kind" TEXT,
    "filter" TEXT NOT NULL DEFAULT '[]',
    "condition" TEXT,
    "points" INTEGER NOT NULL,
    "cap_points" INTEGER,
    "cap_days" INTEGER,
    "half_life" INTEGER,
    "expires" INTEGER,
    "status" TEXT NOT NULL DEFAULT 'on',
    "position" INTEGER NOT NULL DEFAULT 0,
    "created_at" BIGINT NOT NULL,
    "updated_at" BIGINT NOT NULL,

    CONSTRAINT "score_rule_pkey" PRIMARY KEY ("shop","id")
);

CREATE TABLE "contact_score" (
    "shop" TEXT NOT NULL,
    "contact" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "score" INTEGER NOT NULL,

    CONSTRAINT "contact_score_pkey" PRIMARY KEY ("shop","contact","scope")
);

CREATE TABLE "score_due" (
    "shop" TEXT NOT NULL,
    "contact" TEXT NOT NULL,
    "due_at" BIGINT NOT NULL,

    CONSTRAINT "score_due_pkey" PRIMARY KEY ("shop","contact")
);

CREATE TABLE "attribute" (
    "shop" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "choices" TEXT NOT NULL DEFAULT '[]',
    "created_at" BIGINT NOT NULL,
    "removed_at" BIGINT,

    CONSTRAINT "attribute_pkey" PRIMARY KEY ("shop","id")
);

CREATE TABLE "contact_attribute" (
    "shop" TEXT NOT NULL,
    "contact" TEXT NOT NULL,
    "attribute" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "number" DOUBLE PRECISION,
    "at" BIGINT NOT NULL,
    "source" TEXT NOT NULL,
    "fact" TEXT NOT NULL,

    CONSTRAINT "contact_attribute_pkey" PRIMARY KEY ("shop","contact","attribute")
);

CREATE TABLE "interest" (
    "shop" TEXT NOT NULL,
    "contact" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "weight" DOUBLE PRECISION NOT NULL,
    "views" INTEGER NOT NULL DEFAULT 0,
    "carts" INTEGER NOT NULL DEFAULT 0,
    "purchases" INTEGER NOT NULL DEFAULT 0,
    "last_at" BIGINT NOT NULL,

    CONSTRAINT "interest_pkey" PRIMARY KEY ("shop","contact","kind","name")
);

CREATE TABLE "persona" (
    "shop" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "picture" TEXT NOT NULL DEFAULT '',
    "condition" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "created_at" BIGINT NOT NULL,
    "updated_at" BIGINT NOT NULL,

    CONSTRAINT "persona_pkey" PRIMARY KEY ("shop","id")
);

CREATE TABLE "merge_log" (
    "shop" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "gone" TEXT NOT NULL,
    "contact" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "who" TEXT,
    "at" BIGINT NOT NULL,
    "undone_at" BIGINT,
    "handles" TEXT NOT NULL DEFAULT '[]',

    CONSTRAINT "merge_log_pkey" PRIMARY KEY ("shop","id")
);

CREATE TABLE "apart" (
    "shop" TEXT NOT NULL,
    "a" TEXT NOT NULL,
    "b" TEXT NOT NULL,
    "who" TEXT,
    "at" BIGINT NOT NULL,

    CONSTRAINT "apart_pkey" PRIMARY KEY ("shop","a","b")
);

CREATE TABLE "double_opt_in" (
    "shop" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "identity" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "purpose" TEXT NOT NULL DEFAULT 'marketing',
    "token_hash" TEXT NOT NULL,
    "evidence" TEXT NOT NULL DEFAULT '{}',
    "asked_at" BIGINT NOT NULL,
    "confirmed_at" BIGINT,

    CONSTRAINT "double_opt_in_pkey" PRIMARY KEY ("shop","id")
);

CREATE TABLE "product_tag" (
    "shop" TEXT NOT NULL,
    "tag" TEXT NOT NULL,
    "product" TEXT NOT NULL,

    CONSTRAINT "product_tag_pkey" PRIMARY KEY ("shop","tag","product")
);

CREATE TABLE "segment" (
    "shop" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "kind" TEXT NOT NULL,
    "recipe" TEXT,
    "condition" TEXT NOT NULL,
    "generation" INTEGER NOT NULL DEFAULT 0,
    "building" INTEGER,
    "state" TEXT NOT NULL DEFAULT 'standing',
    "count" INTEGER NOT NULL DEFAULT 0,
    "built_at" BIGINT,
    "shopify_id" TEXT,
    "written" TEXT,
    "created_at" BIGINT NOT NULL,
    "updated_at" BIGINT NOT NULL,
    "removed_at" BIGINT,

    CONSTRAINT "segment_pkey" PRIMARY KEY ("shop","id")
);

CREATE TABLE "segment_member" (
    "shop" TEXT NOT NULL,
    "segment" TEXT NOT NULL,
    "generation" INTEGER NOT NULL,
    "contact" TEXT NOT NULL,
    "joined_at" BIGINT NOT NULL,
    "source" TEXT NOT NULL DEFAULT 'condition',

    CONSTRAINT "segment_member_pkey" PRIMARY KEY ("shop","segment","generation","contact")
);

CREATE TABLE "segment_check" (
    "shop" TEXT NOT NULL,
    "segment" TEXT NOT NULL,
    "contact" TEXT NOT NULL,
    "due_at" BIGINT NOT NULL,

    CONSTRAINT "segment_check_pkey" PRIMARY KEY ("shop","segment","contact")
);

CREATE TABLE "appraisal" (
    "shop" TEXT NOT NULL,
    "contact" TEXT NOT NULL,
    "changed" TEXT NOT NULL DEFAULT '[]',
    "due_at" BIGINT NOT NULL,

    CONSTRAINT "appraisal_pkey" PRIMARY KEY ("shop","contact")
);

CREATE TABLE "segment_day" (
    "shop" TEXT NOT NULL,
    "segment" TEXT NOT NULL,
    "day" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "joined" INTEGER NOT NULL DEFAULT 0,
    "gone" INTEGER NOT NULL DEFAULT 0,
    "revenue" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "segment_day_pkey" PRIMARY KEY ("shop","segment","day")
);

CREATE TABLE "rfm_change" (
    "shop" TEXT NOT NULL,
    "contact" TEXT NOT NULL,
    "day" TEXT NOT NULL,
    "r" INTEGER,
    "f" INTEGER,
    "m" INTEGER,
    "rfm_group" TEXT NOT NULL,

    CONSTRAINT "rfm_change_pkey" PRIMARY KEY ("shop","contact","day")
);

CREATE TABLE "rfm_day" (
    "shop" TEXT NOT NULL,
    "day" TEXT NOT NULL,
    "rfm_group" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "orders" INTEGER NOT NULL DEFAULT 0,
    "revenue" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "rfm_day_pkey" PRIMARY KEY ("shop","day","rfm_group")
);

ALTER TABLE "consent" ADD COLUMN "purpose" TEXT NOT NULL DEFAULT 'marketing';
ALTER TABLE "score_entry" ADD COLUMN "scope" TEXT NOT NULL DEFAULT 'global';
ALTER TABLE "score_entry" ADD COLUMN "reason" TEXT NOT NULL DEFAULT 'earned';
ALTER TABLE "contact" ADD COLUMN "city" TEXT;
ALTER TABLE "contact" ADD COLUMN "birthday" TEXT;
ALTER TABLE "contact" ADD COLUMN "birth_year" INTEGER;
ALTER TABLE "contact" ADD COLUMN "refunded" BIGINT NOT NULL DEFAULT 0;
ALTER TABLE "contact" ADD COLUMN "discounted" BIGINT NOT NULL DEFAULT 0;
ALTER TABLE "contact" ADD COLUMN "devices" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "contact" ADD COLUMN "first_touch" TEXT;
ALTER TABLE "contact" ADD COLUMN "first_source" TEXT;
ALTER TABLE "contact" ADD COLUMN "first_medium" TEXT;
ALTER TABLE "contact" ADD COLUMN "first_campaign" TEXT;
ALTER TABLE "contact" ADD COLUMN "last_touch" TEXT;
ALTER TABLE "contact" ADD COLUMN "last_source" TEXT;
ALTER TABLE "contact" ADD COLUMN "last_medium" TEXT;
ALTER TABLE "contact" ADD COLUMN "last_campaign" TEXT;
ALTER TABLE "contact" ADD COLUMN "persona" TEXT;
ALTER TABLE "contact" ADD COLUMN "persona_by" TEXT;
ALTER TABLE "contact" ADD COLUMN "temperature" TEXT NOT NULL DEFAULT 'cold';
ALTER TABLE "contact" ADD COLUMN "stage_since" BIGINT;
ALTER TABLE "contact" ADD COLUMN "stage_by" TEXT NOT NULL DEFAULT 'rule';
ALTER TABLE "contact" ADD COLUMN "qualified" INTEGER NOT NULL DEFAULT 1;
ALTER TABLE "contact" ADD COLUMN "automated" INTEGER NOT NULL DEFAULT 1;
CREATE INDEX "contact_shop_birthday_idx" ON "contact"("shop", "birthday");
CREATE INDEX "contact_score_shop_scope_score_idx" ON "contact_score"("shop", "scope", "score");
CREATE INDEX "score_due_shop_due_at_idx" ON "score_due"("shop", "due_at");
CREATE INDEX "contact_attribute_shop_attribute_number_idx" ON "contact_attribute"("shop", "attribute", "number");
CREATE INDEX "interest_shop_kind_name_weight_idx" ON "interest"("shop", "kind", "name", "weight");
CREATE INDEX "merge_log_shop_contact_idx" ON "merge_log"("shop", "contact");
CREATE INDEX "merge_log_shop_at_idx" ON "merge_log"("shop", "at");
CREATE INDEX "apart_shop_b_idx" ON "apart"("shop", "b");
CREATE INDEX "double_opt_in_shop_identity_idx" ON "double_opt_in"("shop", "identity");
CREATE INDEX "double_opt_in_shop_token_hash_idx" ON "double_opt_in"("shop", "token_hash");
CREATE INDEX "product_tag_shop_product_idx" ON "product_tag"("shop", "product");
CREATE INDEX "segment_member_shop_contact_idx" ON "segment_member"("shop", "contact");
CREATE INDEX "segment_check_shop_due_at_idx" ON "segment_check"("shop", "due_at");
CREATE INDEX "segment_check_shop_contact_idx" ON "segment_check"("shop", "contact");
CREATE INDEX "appraisal_shop_due_at_idx" ON "appraisal"("shop", "due_at");
CREATE INDEX "rfm_change_shop_day_idx" ON "rfm_change"("shop", "day");
