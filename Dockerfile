# What `npm run container` runs line by line, without a container engine (ops/container.ts).

FROM node:22-bookworm-slim AS build
WORKDIR /deltaboard
COPY package.json package-lock.json ./
COPY shared/package.json shared/
COPY server/package.json server/
COPY client/package.json client/
COPY e2e/package.json e2e/
RUN npm ci
COPY . .
RUN npm run build

# Only what runs: no compiler, no test, and of the packages those of the server.
FROM node:22-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/data
WORKDIR /deltaboard
COPY package.json package-lock.json LICENSE ./
COPY shared/package.json shared/
COPY server/package.json server/
COPY client/package.json client/
COPY e2e/package.json e2e/
RUN npm ci --omit=dev --workspace=server --ignore-scripts
COPY server/data server/data
COPY docs/licences.md docs/
COPY --from=build /deltaboard/server/dist server/dist
COPY --from=build /deltaboard/client/dist client/dist
RUN mkdir -p /data && chown 1000:1000 /data
# The user `node` of the image.
USER 1000:1000
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 CMD ["node", "server/dist/healthcheck.js"]
CMD ["node", "server/dist/main.js"]
