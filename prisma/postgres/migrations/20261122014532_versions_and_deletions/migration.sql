-- AlterTable
ALTER TABLE "cart" ADD COLUMN "version" TEXT;

-- AlterTable
ALTER TABLE "checkout" ADD COLUMN "deleted_at" BIGINT;
ALTER TABLE "checkout" ADD COLUMN "version" TEXT;

-- AlterTable
ALTER TABLE "customer" ADD COLUMN "version" TEXT;

-- AlterTable
ALTER TABLE "fact" ADD COLUMN "version" TEXT;

-- AlterTable
ALTER TABLE "orders" ADD COLUMN "deleted_at" BIGINT;
ALTER TABLE "orders" ADD COLUMN "version" TEXT;

-- AlterTable
ALTER TABLE "product" ADD COLUMN "complete" TEXT;
ALTER TABLE "product" ADD COLUMN "version" TEXT;

-- AlterTable
ALTER TABLE "refund" ADD COLUMN "version" TEXT;

-- AlterTable
ALTER TABLE "shop" ADD COLUMN "scopes" TEXT;
ALTER TABLE "shop" ADD COLUMN "version" TEXT;

-- AlterTable
ALTER TABLE "variant" ADD COLUMN "told_inventory" INTEGER;
ALTER TABLE "variant" ADD COLUMN "version" TEXT;

-- CreateTable
CREATE TABLE "gone" (
    "shop" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "at" BIGINT NOT NULL,

    CONSTRAINT "gone_pkey" PRIMARY KEY ("shop", "kind", "id")
);

-- CreateTable
CREATE TABLE "collection" (
    "shop" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "handle" TEXT NOT NULL,
    "published_at" BIGINT,
    "updated_at" BIGINT NOT NULL,
    "version" TEXT,
    "deleted_at" BIGINT,

    CONSTRAINT "collection_pkey" PRIMARY KEY ("shop", "id")
);

-- CreateTable
CREATE TABLE "collection_product" (
    "shop" TEXT NOT NULL,
    "collection" TEXT NOT NULL,
    "product" TEXT NOT NULL,

    CONSTRAINT "collection_product_pkey" PRIMARY KEY ("shop", "collection", "product")
);

-- CreateTable
CREATE TABLE "inventory_level" (
    "shop" TEXT NOT NULL,
    "item" TEXT NOT NULL,
    "location" TEXT NOT NULL,
    "available" INTEGER NOT NULL,
    "updated_at" BIGINT NOT NULL,
    "version" TEXT NOT NULL,

    CONSTRAINT "inventory_level_pkey" PRIMARY KEY ("shop", "item", "location")
);

-- CreateIndex
CREATE INDEX "collection_product_shop_product_idx" ON "collection_product"("shop", "product");

-- CreateIndex
CREATE INDEX "variant_shop_inventory_item_id_idx" ON "variant"("shop", "inventory_item_id");
