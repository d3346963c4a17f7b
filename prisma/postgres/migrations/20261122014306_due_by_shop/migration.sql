-- DropIndex
DROP INDEX "enrolment_state_due_at_idx";

-- DropIndex
DROP INDEX "message_state_due_at_idx";

-- DropIndex
DROP INDEX "task_state_due_at_idx";

-- CreateIndex
CREATE INDEX "enrolment_shop_state_due_at_idx" ON "enrolment"("shop", "state", "due_at");

-- CreateIndex
CREATE INDEX "message_shop_state_due_at_idx" ON "message"("shop", "state", "due_at");

-- CreateIndex
CREATE INDEX "task_shop_state_due_at_idx" ON "task"("shop", "state", "due_at");
