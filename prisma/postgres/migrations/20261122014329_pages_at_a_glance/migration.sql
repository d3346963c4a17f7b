-- CreateIndex
CREATE INDEX "checkout_shop_created_at_idx" ON "checkout"("shop", "created_at");

-- CreateIndex
CREATE INDEX "enrolment_shop_journey_state_idx" ON "enrolment"("shop", "journey", "state");

-- CreateIndex
CREATE INDEX "message_shop_state_created_at_idx" ON "message"("shop", "state", "created_at");
