-- AlterTable
ALTER TABLE "collection" ADD COLUMN     "products_at" BIGINT;

-- AlterTable
ALTER TABLE "product" ADD COLUMN     "collections_at" BIGINT;

-- AlterTable
ALTER TABLE "variant" ADD COLUMN     "levels_at" BIGINT;
