-- CreateTable
CREATE TABLE "wish" (
    "shop" TEXT NOT NULL,
    "fact" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "identity" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "at" BIGINT NOT NULL,

    PRIMARY KEY ("shop", "fact", "name")
);

-- CreateIndex
CREATE INDEX "wish_shop_identity_idx" ON "wish"("shop", "identity");

-- CreateIndex
CREATE INDEX "reaction_shop_network_at_idx" ON "reaction"("shop", "network", "at");
