-- The tags of the products that are known already, as rows.
INSERT OR IGNORE INTO "product_tag" ("shop", "tag", "product")
SELECT "product"."shop", "each"."value", "product"."id" FROM "product", json_each("product"."tags") AS "each"
WHERE "product"."tags" <> '[]' AND json_valid("product"."tags");
