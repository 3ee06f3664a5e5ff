# An image for agents in JavaScript and TypeScript, where a registry can be reached. From the top folder:
#   docker build -t ai-village/agent-node:registry -f deploy/images/node.Dockerfile deploy/images
FROM node:24.21.0-bookworm-slim
RUN rm -rf /usr/local/lib/node_modules /opt/yarn* && ln -s /usr/local/bin/node /usr/bin/node
COPY runner/runner.mjs /runner/runner.mjs
USER 65534:65534
CMD ["node", "/runner/runner.mjs"]
