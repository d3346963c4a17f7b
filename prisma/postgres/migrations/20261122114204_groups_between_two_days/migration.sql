-- CreateIndex
CREATE INDEX "rfm_change_shop_contact_day_rfm_group_idx" ON "rfm_change"("shop", "contact", "day", "rfm_group");
