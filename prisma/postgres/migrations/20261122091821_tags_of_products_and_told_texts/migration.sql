-- What SQLite brings of its own: a text out of the JSON that a fact carries. Escapes that PostgreSQL cannot hold read as nothing.
CREATE FUNCTION "json_extract"("data" TEXT, "path" TEXT) RETURNS TEXT LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN "data" ~ '\\u(0000|d[89a-f])' THEN NULL
    ELSE "data"::json #>> string_to_array(substr("path", 3), '.') END
$$;

-- The tags of the products that are known already, as rows.
INSERT INTO "product_tag" ("shop", "tag", "product")
SELECT "product"."shop", "each"."tag", "product"."id"
FROM "product", LATERAL json_array_elements_text("product"."tags"::json) AS "each"("tag")
WHERE "product"."tags" <> '[]' AND "product"."tags" !~ '\\u(0000|d[89a-f])'
ON CONFLICT DO NOTHING;
