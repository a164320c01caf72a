# Both programs, each in an image of its own. docs/Containers.md says how to use them.
#
#   docker build --target model-sync --tag souffleur/model-sync:local .
#   docker build --target api-server --tag souffleur/api-server:local .
#
# BuildKit is needed: what it keeps between builds (packages, dependencies, objects) stays out of the images.
ARG SWIFT_IMAGE=swift:6.3-bookworm
ARG BASE_IMAGE=debian:bookworm-slim

FROM ${SWIFT_IMAGE} AS build
RUN --mount=type=cache,target=/var/cache/apt,sharing=locked --mount=type=cache,target=/var/lib/apt/lists,sharing=locked \
    apt-get update -qq \
    && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
      binutils libarchive-dev libcurl4-openssl-dev libpcre2-dev libssl-dev libyaml-dev pkg-config zlib1g-dev
WORKDIR /souffleur
# Tests and benchmarks are not built, but the manifest names their folders.
COPY Package.* ./
COPY Sources Sources
COPY Tests Tests
COPY Benchmarks Benchmarks
# The level of x86-64 that the kernels are compiled for, see docs/APIServer.md#processors.
ARG SOUFFLEUR_CPU=x86-64-v3
RUN --mount=type=cache,target=/souffleur/.build,sharing=locked \
    for product in ModelSync APIServer; do \
      swift build --configuration release --static-swift-stdlib --product $product || exit 1; \
    done \
    && mkdir /programs \
    && cp "$(swift build --configuration release --static-swift-stdlib --show-bin-path)"/ModelSync \
      "$(swift build --configuration release --static-swift-stdlib --show-bin-path)"/APIServer /programs/ \
    && strip --strip-all /programs/*

# Both link the same libraries, except for PCRE2, which APIServer alone needs and Debian's base brings in any case.
FROM ${BASE_IMAGE} AS runtime
RUN --mount=type=cache,target=/var/cache/apt,sharing=locked --mount=type=cache,target=/var/lib/apt/lists,sharing=locked \
    apt-get update -qq \
    && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
      ca-certificates libarchive13 libcurl4 libpcre2-8-0 libssl3 libyaml-0-2 zlib1g \
    && groupadd --gid 10001 souffleur \
    && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin souffleur \
    && install -d -o 10001 -g 10001 /models /models/reports \
    && install -d /etc/souffleur \
    && rm -rf /var/log/apt /var/log/dpkg.log /var/log/alternatives.log /var/cache/debconf/*-old /var/cache/ldconfig
COPY deploy/containers/healthcheck /usr/local/bin/
# Where endpoints.yml and credentials.yml are looked for.
WORKDIR /etc/souffleur
# A number, so that an orchestrator can see that it is not root.
USER 10001:10001
STOPSIGNAL SIGTERM

FROM runtime AS model-sync
COPY --from=build /programs/ModelSync /usr/local/bin/
RUN ! ldd /usr/local/bin/ModelSync | grep 'not found'
ENV MODEL_SYNC_MODEL_DIRECTORY=/models
EXPOSE 5006
HEALTHCHECK --interval=5s --timeout=5s --start-period=60s --retries=3 \
  CMD healthcheck "${MODEL_SYNC_STATUS_PORT:-5006}" /readyz
ENTRYPOINT ["ModelSync"]
ARG VERSION=unreleased
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Souffleur ModelSync" \
      org.opencontainers.image.description="Pulls trained Rasa models, verifies and publishes them" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"

FROM runtime AS api-server
COPY --from=build /programs/APIServer /usr/local/bin/
RUN ! ldd /usr/local/bin/APIServer | grep 'not found'
ENV API_SERVER_MODEL=/models
EXPOSE 5005
HEALTHCHECK --interval=5s --timeout=5s --start-period=60s --retries=3 \
  CMD healthcheck "${API_SERVER_PORT:-5005}" /readyz
ENTRYPOINT ["APIServer"]
ARG VERSION=unreleased
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Souffleur APIServer" \
      org.opencontainers.image.description="Serves trained Rasa models over HTTP" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
