-- What an order gives back stands once for each order and contact (it stood once for each fact). Where an entry was made
-- anew since, the old one goes. Scores are the sums of what is left.
DELETE FROM "score_entry" WHERE "rule" = 'order.cancelled' AND "id" = 'order.cancelled:' || "fact" AND EXISTS (
  SELECT 1 FROM "fact" JOIN "score_entry" AS "anew" ON "anew"."shop" = "fact"."shop"
    AND "anew"."id" = 'order.cancelled:' || "score_entry"."contact" || ':order:' || coalesce("fact"."subject", '')
  WHERE "fact"."shop" = "score_entry"."shop" AND "fact"."id" = "score_entry"."fact");
UPDATE "score_entry" SET "id" = 'order.cancelled:' || "contact" || ':order:' || (
  SELECT coalesce("fact"."subject", '') FROM "fact"
  WHERE "fact"."shop" = "score_entry"."shop" AND "fact"."id" = "score_entry"."fact")
WHERE "rule" = 'order.cancelled' AND "id" = 'order.cancelled:' || "fact" AND EXISTS (
  SELECT 1 FROM "fact" WHERE "fact"."shop" = "score_entry"."shop" AND "fact"."id" = "score_entry"."fact");
UPDATE "contact" SET "score" = (
  SELECT coalesce(sum("points"), 0) FROM "score_entry"
  WHERE "score_entry"."shop" = "contact"."shop" AND "score_entry"."contact" = "contact"."id")
WHERE EXISTS (
  SELECT 1 FROM "score_entry" WHERE "score_entry"."shop" = "contact"."shop"
    AND "score_entry"."contact" = "contact"."id" AND "rule" = 'order.cancelled');
