# The workbook as a room's server process, for the profiles `room` and `workshop` of docker-compose.yml.
ARG NODE_IMAGE=node:22-bookworm-slim
FROM ${NODE_IMAGE}
WORKDIR /workbook
COPY . .
# Packages, a Valkey for the labs that break one, and the page: what npm start makes on first use.
RUN node scripts/setup.mjs && npm cache clean --force
USER node
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000
EXPOSE 3000
CMD ["node", "--import", "tsx", "server/room/room-process.ts"]
