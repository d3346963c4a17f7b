-- The numbers of reports, kept as things happen.
CREATE TABLE "tally" (
    "shop" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "day" TEXT NOT NULL,
    "split" TEXT NOT NULL DEFAULT '',
    "metric" TEXT NOT NULL,
    "count" BIGINT NOT NULL,

    CONSTRAINT "tally_pkey" PRIMARY KEY ("shop", "subject", "day", "split", "metric")
);

CREATE TABLE "tallied" (
    "shop" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "marks" TEXT NOT NULL,
    "subjects" TEXT NOT NULL,
    "rfm_group" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "tallied_pkey" PRIMARY KEY ("shop", "id")
);

CREATE INDEX "tally_shop_day_split_idx" ON "tally"("shop", "day", "split");
