# One image for every role: `docker run … sandmill` does everything in one process (SQLite in /data, or PostgreSQL by
# DATABASE_URL); `… sandmill --role web` and `… sandmill --role worker` split the work on PostgreSQL.
FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
COPY devstore/package.json devstore/
COPY extensions/pixel/package.json extensions/pixel/
# no package needs its install script here, and one would compile what it brings ready-made: this image has no compiler
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
RUN node scripts/generate.ts && npm run build && npm prune --omit=dev --no-audit --no-fund

FROM node:24-slim
ENV NODE_ENV=production DATABASE_URL=file:/data/sandmill.db UPLOADS_DIR=/data/uploads
WORKDIR /app
RUN mkdir /data && chown node:node /data
COPY --from=build /app/package.json /app/prisma.config.ts /app/server.ts ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/scripts scripts
COPY --from=build /app/prisma prisma
COPY --from=build /app/app app
COPY --from=build /app/build build
USER node
VOLUME /data
EXPOSE 3000 3001
HEALTHCHECK --start-period=60s --interval=15s --timeout=12s CMD ["node", "scripts/health-check.ts"]
# start.ts migrates, then becomes the server: signals reach it without an init
ENTRYPOINT ["node", "scripts/start.ts"]
