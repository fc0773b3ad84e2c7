# The server with its client in one image. Build: docker build -t koronailta .
FROM rust:1.95-bookworm AS build
WORKDIR /source
COPY . .
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/source/target \
    cargo build --release --locked -p koronailta && \
    install -D target/release/koronailta /out/koronailta && \
    install -d /out/data

# Debian without a package manager's tools in use: the program needs the C library and nothing else.
FROM debian:bookworm-slim
RUN useradd --system --uid 10001 --home-dir /data --shell /usr/sbin/nologin koronailta
COPY --from=build /out/koronailta /usr/local/bin/koronailta
COPY --from=build --chown=10001:10001 /out/data /data
USER 10001:10001
VOLUME /data
ENV KORONAILTA_DATA_DIR=/data \
    KORONAILTA_LISTEN=0.0.0.0:8080 \
    KORONAILTA_MEDIA_LISTEN=0.0.0.0:40000 \
    KORONAILTA_MEDIA_THREADS=2
EXPOSE 8080/tcp 40000-40001/udp 40000-40001/tcp
# bash opens the connection itself, so that no HTTP client has to be in the image.
HEALTHCHECK --interval=15s --timeout=3s --start-period=10s \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /readyz HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -q ' 200 '"]
ENTRYPOINT ["koronailta"]
CMD ["serve"]
