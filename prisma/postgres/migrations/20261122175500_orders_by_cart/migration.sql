-- CreateIndex
CREATE INDEX "orders_shop_cart_token_idx" ON "orders"("shop", "cart_token");
