# The service as an image: `docker build --build-arg VERSION=$(git describe --tags --always) -t cotejo .`
# `scripts/image` carries out these very instructions in a chroot where no Docker engine is at hand (make image).

FROM golang:1.26-bookworm AS build
WORKDIR /src
COPY scripts/setup scripts/setup
RUN scripts/setup
COPY go.mod go.sum ./
RUN go mod download
COPY . .
ARG VERSION=unknown
RUN make build VERSION="$VERSION"
RUN scripts/runtime-packages bin/cotejo > runtime-packages

FROM debian:bookworm-slim
COPY --from=build /src/scripts/setup /usr/local/lib/cotejo/setup
COPY --from=build /src/runtime-packages /usr/local/lib/cotejo/runtime-packages
RUN /usr/local/lib/cotejo/setup --runtime /usr/local/lib/cotejo/runtime-packages && rm -rf /var/lib/apt/lists/*
COPY --from=build /src/bin/cotejo /usr/local/bin/cotejo
RUN useradd --system --uid 10001 --home-dir /var/lib/cotejo cotejo && install -d -o cotejo -g cotejo -m 0700 /var/lib/cotejo
USER cotejo
ENV COTEJO_DATA_DIR=/var/lib/cotejo
ENV COTEJO_LISTEN=0.0.0.0:8080
VOLUME /var/lib/cotejo
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s CMD ["cotejo", "health", "http://127.0.0.1:8080"]
ENTRYPOINT ["cotejo"]
CMD ["serve"]
