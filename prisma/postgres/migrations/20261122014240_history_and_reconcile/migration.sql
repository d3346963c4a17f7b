-- CreateTable
CREATE TABLE "notice" (
    "shop" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "data" TEXT NOT NULL DEFAULT '{}',
    "at" BIGINT NOT NULL,

    CONSTRAINT "notice_pkey" PRIMARY KEY ("shop","id")
);

-- CreateTable
CREATE TABLE "article" (
    "shop" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "blog" TEXT NOT NULL,
    "blog_handle" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "handle" TEXT NOT NULL,
    "image_url" TEXT,
    "excerpt" TEXT,
    "tags" TEXT NOT NULL DEFAULT '[]',
    "published_at" BIGINT,
    "updated_at" BIGINT NOT NULL,
    "deleted_at" BIGINT,

    CONSTRAINT "article_pkey" PRIMARY KEY ("shop","id")
);

-- CreateTable
CREATE TABLE "reconcile_run" (
    "shop" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "since" BIGINT NOT NULL,
    "until" BIGINT NOT NULL,
    "started_at" BIGINT NOT NULL,
    "ended_at" BIGINT,
    "repaired" TEXT NOT NULL DEFAULT '{}',
    "swept" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "reconcile_run_pkey" PRIMARY KEY ("shop","id")
);

-- CreateTable
CREATE TABLE "reconcile_seen" (
    "shop" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "id" TEXT NOT NULL,

    CONSTRAINT "reconcile_seen_pkey" PRIMARY KEY ("shop","kind","id")
);

-- CreateIndex
CREATE INDEX "article_shop_published_at_idx" ON "article"("shop", "published_at");

-- CreateIndex
CREATE INDEX "reconcile_run_shop_started_at_idx" ON "reconcile_run"("shop", "started_at");
