-- AlterTable
ALTER TABLE "contact_tag" ADD COLUMN "source" TEXT;

-- CreateTable
CREATE TABLE "import" (
    "shop" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "filename" TEXT NOT NULL,
    "file" TEXT,
    "digest" TEXT,
    "size" INTEGER NOT NULL DEFAULT 0,
    "plan" TEXT NOT NULL DEFAULT '{}',
    "summary" TEXT NOT NULL DEFAULT '{}',
    "reason" TEXT,
    "created_at" BIGINT NOT NULL,
    "started_at" BIGINT,
    "ended_at" BIGINT,

    CONSTRAINT "import_pkey" PRIMARY KEY ("shop","id")
);

-- CreateTable
CREATE TABLE "import_refused" (
    "shop" TEXT NOT NULL,
    "import" TEXT NOT NULL,
    "line" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,

    CONSTRAINT "import_refused_pkey" PRIMARY KEY ("shop","import","line")
);

-- CreateIndex
CREATE INDEX "import_shop_created_at_idx" ON "import"("shop", "created_at");

-- CreateIndex
CREATE INDEX "contact_tag_shop_source_idx" ON "contact_tag"("shop", "source");
